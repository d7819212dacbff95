import { getEventListeners, once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { createListener } from '../../../src/front/listener';

/** All signals that are made while the test runs: which of them outlive a connection is not told. */
const signals: AbortSignal[] = [];
const Original = AbortController;
beforeEach(() => {
  globalThis.AbortController = class extends Original {
    constructor() {
      super();
      signals.push(this.signal);
    }
  };
});
afterEach(() => {
  globalThis.AbortController = Original;
});

const nothing = () => undefined;

test('what has failed to connect leaves nothing behind', async () => {
  let tried = 0;
  const server = net.createServer((socket) => {
    tried++;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const listener = createListener({
    connection: { host: '127.0.0.1', port, user: 'nobody', database: 'nothing' },
    onHint: nothing,
    sayHello: () => Promise.resolve(),
    log: { warn: nothing },
  });
  listener.start();
  try {
    while (tried < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    const kept = signals.map((signal) => getEventListeners(signal, 'abort').length);
    // The one that is tried now, or the wait for the next.
    expect(Math.max(...kept)).toBeLessThanOrEqual(1);
  } finally {
    await listener.stop();
    server.close();
  }
});
