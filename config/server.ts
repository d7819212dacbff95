import { readEnvironment } from '../src/environment';

export default () => {
  const { host, port, publicUrl, publicDir, proxies, logLevel, secrets } = readEnvironment();
  return {
    host,
    port,
    url: publicUrl,
    dirs: { public: publicDir },
    // Of the addresses in X-Forwarded-For only those are believed that our own proxies have put there.
    proxy: { koa: proxies > 0, maxIpsCount: proxies },
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
