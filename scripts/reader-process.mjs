/**
 * A reader as a process of the demo. It ends when its parent lets go of it, also when that was killed
 * and could say nothing.
 */
import { loadReader } from './reader.mjs';

/** ms */
const STOPPED_WITHIN = 5_000;

let reader;
const stop = async () => {
  setTimeout(() => process.exit(1), STOPPED_WITHIN).unref();
  await reader?.close();
  process.exit(0);
};
process.on('disconnect', () => void stop());
// A Ctrl-C reaches the whole group; the parent says when.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', () => void stop());

try {
  reader = loadReader();
  const { port } = await reader.listen();
  process.send?.({ port });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  process.disconnect?.();
}
