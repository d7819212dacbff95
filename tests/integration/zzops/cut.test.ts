import { startNewsroom, type Newsroom } from '../harness';
import { startRelay, type Relay } from '../relay';
import { poolUseOf } from '../../../src/operations/pool-use';
jest.setTimeout(120_000);
let relay: Relay; let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await startNewsroom(undefined, async (url) => { relay = await startRelay(url); return relay.urlOf(url); });
}, 120_000);
afterAll(async () => { relay.leadTo(); await newsroom.stop(); await relay.close(); });
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
test('cut', async () => {
  let made = 0; const stage = new Map<string, string>();
  const article = () => { made += 1; return { title: `Story ${made}`, slug: `story-${made}`, lead: `Lead ${made}.` }; };
  let over = false;
  const counts: Record<string, number> = {};
  const loop = (name: string, publish: () => Promise<unknown>) => (async () => {
    while (!over) {
      const began = Date.now();
      stage.set(name, `since ${began}`);
      try { await publish(); counts[name + ' ok'] = (counts[name + ' ok'] ?? 0) + 1; }
      catch (e) { const k = name + ' ' + String((e as Error).message).slice(0, 90); counts[k] = (counts[k] ?? 0) + 1; await sleep(50); }
      stage.set(name, 'between');
    }
  })();
  const running = [
    loop('http', async () => { const a = await newsroom.api('POST', '/articles', { data: article() }); if (a.status !== 201) throw new Error(`${a.status} ${JSON.stringify(a.body)}`); }),
    loop('doc', async () => { const d = newsroom.strapi.documents('api::article.article'); const { documentId } = await d.create({ data: article() as never }); await d.publish({ documentId }); }),
  ];
  await sleep(3000);
  for (let i = 0; i < 5; i += 1) {
    relay.cut(); await sleep(300); relay.leadTo();
    await sleep(3000);
    process.stdout.write(JSON.stringify({ i, pool: poolUseOf(newsroom.strapi.db.connection as never), stage: [...stage], now: Date.now(), counts }) + '\n');
  }
  over = true;
  await Promise.race([Promise.all(running), sleep(5000)]);
  process.stdout.write(JSON.stringify({ stage: [...stage], counts }) + '\n');
});
