/**
 * Receivers that do not behave, beside two that do: what the log says of each, that the two are called
 * meanwhile as ever, and that memory stays flat. Prints its figures.
 *
 * Each round times acts with the two alone, with all others there and behaving (so much is the work
 * that more targets are), and with the others as they are. STRANGERS_ROUNDS sets how many rounds,
 * STRANGERS_ACTS how many acts each time.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { startNewsroom, type Newsroom } from '../harness';
import { size } from '../size';
import { accepts, Receiver, until } from './receiver';
import { Flood, selfSigned, STRANGERS } from './strangers';

const ACTS = size('STRANGERS_ACTS', 16, 100);
const ROUNDS = size('STRANGERS_ROUNDS', 2, 3);
const MB = 1024 ** 2;
jest.setTimeout(240_000);

let newsroom: Newsroom;
let flood: Flood;
const friends: Receiver[] = [];
const receivers: Record<string, Receiver> = {};
const ids: Record<string, string> = {};
const says = {
  ...STRANGERS,
  floods: { says: { state: 'delivered', lastAttempt: { status: 200, error: null } } },
};

beforeAll(async () => {
  friends.push(await Receiver.start(), await Receiver.start());
  flood = await Flood.start();
  for (const [name, { answering, tls }] of Object.entries(STRANGERS)) {
    receivers[name] = await Receiver.start(answering, tls && selfSigned());
  }
  process.env.NEWSROOM_JOBS = 'on';
  process.env.REBUILDS_ALLOW_PRIVATE = [...friends, ...Object.values(receivers), flood]
    .map(({ host }) => host)
    .join(',');
  newsroom = await startNewsroom();
  const all = [
    ...friends.map(({ url }, i) => [`friend ${i}`, url] as const),
    ...Object.entries(receivers).map(([name, { url }]) => [name, url] as const),
    ['floods', `http://${flood.host}/`] as const,
  ];
  for (const [name, url] of all) {
    const { body } = await newsroom.admin('POST', '/rebuilds/targets', {
      name,
      url,
      quietSeconds: 0,
      enabled: name.startsWith('friend'),
    });
    ids[name] = body.data.id;
  }
}, 180_000);

afterAll(async () => {
  await newsroom?.stop();
  flood?.stop();
  await Promise.all([...friends, ...Object.values(receivers)].map((each) => each.stop()));
});

let acts = 0;
const act = () => {
  acts += 1;
  const change = {
    kind: 'article.updated',
    documentId: `d${acts}`,
    slug: `s${acts}`,
    paths: [`/s${acts}`],
    tags: [],
    versionBefore: 1,
    versionAfter: 2,
    at: new Date().toISOString(),
  };
  return newsroom.strapi.db.transaction(({ trx }) =>
    newsroom.strapi.plugin('rebuilds').service('outbox').record(trx, [change]),
  );
};

interface Timed {
  /** Milliseconds from each act to the calls that tell of it, at both friends. */
  times: number[];
  /** Acts that both had heard of while one and the same call hung. */
  duringOneHang: number;
}

const timed = async (count: number): Promise<Timed> => {
  const times: number[] = [];
  let duringOneHang = 0;
  const hangs = receivers.hangs!;
  for (let i = 0; i < count; i += 1) {
    const hanging = hangs.open > 0 && hangs.received.length;
    await act();
    const from = Date.now();
    const wanted = `"d${acts}"`;
    for (const friend of friends) {
      const call = await until(
        'a friend hears',
        () => friend.received.findLast(({ body }) => body.includes(wanted)),
        30_000,
      );
      times.push(Math.max(1, call.at - from));
    }
    if (hanging && hangs.open > 0 && hangs.received.length === hanging) duringOneHang += 1;
  }
  return { times, duringOneHang };
};

const quantile = (times: number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(q * times.length))]!;

const turn = async (enabled: boolean): Promise<void> => {
  for (const name of Object.keys(says)) {
    await newsroom.admin('PUT', `/rebuilds/targets/${ids[name]}`, { enabled });
  }
};

/** Those that cannot behave are left as they are. */
const tame = (isTame: boolean): void => {
  for (const [name, { answering }] of Object.entries(STRANGERS)) {
    receivers[name]!.answering = isTame ? accepts : answering;
  }
  flood.tame(isTame);
};

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Bytes that are in use after what is not has been cleared away. */
const held = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** The most that buffers take from now on, bytes. */
const watchBuffers = (): { most: () => number } => {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }, 10).unref();
  return {
    most: () => {
      clearInterval(timer);
      return most;
    },
  };
};

test('each is logged as what it is, and nobody else waits for them', async () => {
  await timed(5);
  const rounds: { alone: Timed; behaving: Timed; beside: Timed }[] = [];
  const memory: number[] = [];
  collect();
  const buffersBefore = process.memoryUsage().arrayBuffers;
  const buffers = watchBuffers();
  const hangs = receivers.hangs!;
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await timed(ACTS);
    const hung = hangs.received.length;
    await turn(true);
    // One act each for them to choke on while the next ones are timed.
    await act();
    await until('the slow ones are called', () => hangs.received.length > hung, 20_000);
    const beside = await timed(ACTS);
    if (round === 0) await logged();
    await turn(false);
    tame(true);
    await turn(true);
    rounds.push({ alone, beside, behaving: await timed(ACTS) });
    await turn(false);
    tame(false);
    memory.push(held());
  }
  const sent = await flood.sent();
  const spread = ({ times, duringOneHang }: Timed) => ({
    median: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    duringOneHang,
  });
  const figures = {
    acts,
    ms: rounds.map(({ alone, behaving, beside }) => ({
      alone: spread(alone),
      behaving: spread(behaving),
      beside: spread(beside),
    })),
    floods: { answers: sent.length, mostTakenMb: Math.max(...sent) / MB },
    buffersGrewMb: (buffers.most() - buffersBefore) / MB,
    heldMb: memory.map((bytes) => bytes / MB),
  };
  process.stdout.write(
    `strangers: ${JSON.stringify(figures, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}\n`,
  );
  expect(receivers['wrong TLS']!.received).toEqual([]);
  // Of a gigabyte each no more than 64 KB and what two systems keep for a connection.
  expect(sent.length).toBeGreaterThanOrEqual(ACTS);
  expect(Math.max(...sent)).toBeLessThan(32 * MB);
  expect(figures.buffersGrewMb).toBeLessThan(64);
  // Whatever a call leaves behind would be there hundreds of times.
  expect(memory.at(-1)! - memory[0]!).toBeLessThan(10 * MB);
  // Whoever waited for a call that hangs would hear only after it.
  for (const { beside } of rounds) expect(beside.duringOneHang).toBeGreaterThan(ACTS / 2);
  // What other work does to the machine is not in every round; what strangers do is. That a call more
  // is work, whoever is called, is no delay by strangers, and weighs on a machine of two cores.
  const ratios = figures.ms.map(
    ({ alone, behaving, beside }) => beside.p99 / Math.max(alone.p99, behaving.p99),
  );
  expect(Math.min(...ratios)).toBeLessThanOrEqual(2);
});

/** Waits until each of the strangers is logged as what it is. */
const logged = async (): Promise<void> => {
  const first = async (name: string) => {
    const { body } = await newsroom.admin('GET', `/rebuilds/calls?target=${ids[name]}&limit=100`);
    const { id } = body.data.calls.at(-1);
    return (await newsroom.admin('GET', `/rebuilds/calls/${id}`)).body.data;
  };
  for (const [name, { says: wanted }] of Object.entries(says)) {
    const found = await until(
      `the log of "${name}"`,
      async () => {
        const call = await first(name);
        return call.state === wanted.state && call.lastAttempt.ms !== null && call;
      },
      40_000,
    );
    expect([name, found]).toMatchObject([name, wanted]);
  }
};
