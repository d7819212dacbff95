/** What a day of heartbeats leaves behind. */
import { createListener } from '../../../src/front/listener';
import { makeDatabase } from '../harness';

let database: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await makeDatabase();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await database?.drop();
});

const BEATS = 50;

test('no promise is waited for again with each heartbeat: it would hold all who waited', async () => {
  const waits = new WeakMap<object, number>();
  let most = 0;
  const { then } = Promise.prototype;
  jest.spyOn(Promise.prototype, 'then').mockImplementation(function (this: object, ...args) {
    waits.set(this, (waits.get(this) ?? 0) + 1);
    most = Math.max(most, waits.get(this)!);
    return Reflect.apply(then, this, args);
  });
  // Hello was not said, so each heartbeat looks at the clock whether it should have been heard.
  let beats = 0;
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => {
    beats++;
    return now();
  });
  const listener = createListener({
    connection: { connectionString: database.url },
    onHint: () => undefined,
    sayHello: () => Promise.resolve(),
    log: { warn: () => undefined },
    heartbeat: 1,
  });
  listener.start();
  try {
    while (beats < BEATS) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(most).toBeLessThan(BEATS / 2);
  } finally {
    await listener.stop();
  }
});
