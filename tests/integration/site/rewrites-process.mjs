/**
 * The built site in a process of its own, so that it can be killed: `fork` it with its options as JSON.
 * It sends `{ address }`, and answers "built" when nothing waits to be built, with its peak memory (MB).
 */
import { createRequire } from 'node:module';

const { startSite } = createRequire(import.meta.url)(
  '../../../examples/site/dist/node/server/index.js',
);

const lines = [];
const log = (line) => {
  lines.push(line);
  if (process.env.SITE_LOG) process.stderr.write(`${line}\n`);
};
const site = await startSite({ ...JSON.parse(process.argv[2]), log });

process.on('message', async (message) => {
  if (message === 'built') {
    await site.built();
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    process.send({ built: true, megabytes, lines: lines.splice(0) });
  } else {
    await site.close();
    process.exit(0);
  }
});
process.on('disconnect', () => process.exit(1));
process.send({ address: site.address });
