/**
 * The example site as a process of the demo. It ends when its parent lets go of it, also when that was
 * killed and could say nothing.
 */
import path from 'node:path';
import { createRequire } from 'node:module';
import { root } from './paths.mjs';

const { readEnvironment, startSite } = createRequire(import.meta.url)(
  path.join(root, 'examples/site/dist/node/server/index.js'),
);

let site;
const stop = async () => {
  await site?.close();
  process.exit(0);
};
process.on('disconnect', () => void stop());
// A Ctrl-C reaches the whole group; the parent says when.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', () => void stop());

try {
  site = await startSite({
    ...readEnvironment(process.env),
    log: (line) => process.stdout.write(`${new Date().toISOString()} ${line}\n`),
  });
  process.send?.({});
} catch (error) {
  process.send?.({ problem: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
}
