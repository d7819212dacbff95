/** `node scripts/astro.mjs build|dev`: Astro without its telemetry. */
process.env.ASTRO_TELEMETRY_DISABLED = '1';
const { build, dev } = await import('astro');
const root = new URL('..', import.meta.url).pathname;
if (process.argv[2] === 'dev') await dev({ root });
else await build({ root, logLevel: 'warn' });
