import { readEnvironment } from '../src/environment';

export default () => {
  const { host, port, publicUrl, publicDir, trustProxy, logLevel, secrets } = readEnvironment();
  return {
    host,
    port,
    url: publicUrl,
    dirs: { public: publicDir },
    proxy: { koa: trustProxy },
    app: { keys: secrets.APP_KEYS.split(',').map((key) => key.trim()) },
    logger: {
      config: { level: logLevel },
      // Asks the npm registry for a newer Strapi at every start.
      updates: { enabled: false },
      startup: { enabled: false },
    },
    // A remote transfer writes rows past every rule an article has.
    transfer: { remote: { enabled: false } },
  };
};
