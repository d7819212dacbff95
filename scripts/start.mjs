/** `npm start`: serves what `npm run build` built, configured by the environment and `.env`. */
import { boot, close } from './boot.mjs';
import { loadDotEnv } from './database.mjs';
import { main } from './progress.mjs';
import { onStop } from './signals.mjs';

/** An orchestrator kills what has not ended after 30 s, and 10 s are the shortest usual grace, ms. */
const STOPPED_WITHIN = 9_000;

await main(async () => {
  loadDotEnv();
  process.env.NODE_ENV ??= 'production';
  let strapi;
  onStop(async () => {
    setTimeout(() => process.exit(1), STOPPED_WITHIN).unref();
    if (strapi) await close(strapi);
    process.exit(0);
  });
  strapi = await boot();
  await strapi.listen();
});
