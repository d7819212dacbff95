/** `npm start`: serves what `npm run build` built, configured by the environment and `.env`. */
import { loadDotEnv } from './database.mjs';
import { main } from './progress.mjs';
import { onStop } from './signals.mjs';

/**
 * After STOP_DELAY. An orchestrator kills what has not ended after 30 s, and 10 s are the shortest usual
 * grace, ms.
 */
const STOPPED_WITHIN = 9_000;

await main(async () => {
  loadDotEnv();
  process.env.NODE_ENV ??= 'production';
  let server;
  onStop(async () => {
    await server?.leave();
    setTimeout(() => process.exit(1), STOPPED_WITHIN).unref();
    await server?.close();
    process.exit(0);
  });
  server = await (process.env.NEWSROOM_ROLE?.trim() === 'reader' ? reader() : strapi());
  await server.listen();
});

async function reader() {
  const { loadReader } = await import('./reader.mjs');
  return loadReader();
}

async function strapi() {
  const { boot, close, leave, survive } = await import('./boot.mjs');
  const booted = await boot();
  await survive(booted);
  return {
    async listen() {
      await booted.listen();
      // Through the log, so that whoever asked for silence has it; a reader says so itself.
      const { host, port, url } = booted.config.get('server');
      booted.log.info(`The newsroom listens on ${host}, port ${port}, and is reached at ${url}.`);
    },
    leave: () => leave(booted),
    close: () => close(booted),
  };
}
