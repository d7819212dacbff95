import fs from 'node:fs';
import path from 'node:path';

/** Where Strapi writes down what was run: files of the app, and what plugins (and it itself) bring. */
export const LEDGERS = ['strapi_migrations', 'strapi_migrations_internal'] as const;

/** Strapi's own are named otherwise: `5.0.0-04-…`, `core::…`. */
const OURS = /^\d{4}\.\d\d\.\d\dT[^/]+\.js$/;

export const isOurs = (name: string): boolean => OURS.test(name);

/**
 * The migrations that this version brings, oldest first.
 *
 * @param appDir the checkout: the app's are in its `database/migrations`, the plugins' in what is built
 */
export const ownMigrations = (appDir: string): string[] => {
  const plugins = path.resolve(__dirname, '../plugins');
  const folders = [
    path.join(appDir, 'database/migrations'),
    ...fs.readdirSync(plugins).map((name) => path.join(plugins, name, 'server/src/migrations')),
  ];
  return folders
    .flatMap((folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []))
    .filter(isOurs)
    .sort();
};
