import path from 'node:path';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..');

/** Everything the scripts keep: the demo's database, secrets, logs, locks. Ignored by git. */
export const home = path.join(root, '.newsroom');

/** What `npm run build` writes. */
export const dist = path.join(root, 'dist');
