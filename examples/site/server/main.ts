/** `npm run start -w newsroom-site` */
import fs from 'node:fs';
import { readEnvironment, startSite, type SiteOptions } from './index';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  let options: SiteOptions;
  try {
    if (fs.existsSync('.env')) process.loadEnvFile('.env');
    options = readEnvironment(process.env);
  } catch (error) {
    say((error as Error).message);
    process.exitCode = 1;
    return;
  }
  const site = await startSite({ ...options, log: say });
  say(`The site stands at ${site.address}`);
  let isStopping = false;
  const stop = () => {
    // A second Ctrl-C does not wait for the build: the next start goes on with it.
    if (isStopping) process.exit(1);
    isStopping = true;
    void site.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
