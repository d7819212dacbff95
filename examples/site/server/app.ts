import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Month } from '../src/months';
import type { Newsroom } from '../src/newsroom';
import { filesBelow } from './stage';

/** Where pages read from while they are rendered. */
export interface Locals {
  newsroom: Newsroom;
  months(): Promise<Month[]>;
}

/** The pages of the site, as something that answers requests. */
export interface SiteApp {
  /** Another one means other pages. */
  id: string;
  /** Styles, scripts and what else is copied as it is; null: nothing. */
  assets: string | null;
  render(request: Request, locals: Locals): Promise<Response>;
}

/**
 * What `astro build` made, in this process.
 *
 * @param folder `dist/app`
 * @throws Error when nothing was built
 */
export async function loadApp(folder: string): Promise<SiteApp> {
  const server = path.join(folder, 'server');
  let files: string[];
  try {
    files = (await filesBelow(server)).sort();
  } catch (error) {
    throw new Error('The site is not built: run `npm run build -w newsroom-site`.', {
      cause: error,
    });
  }
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await fs.readFile(path.join(server, file)));
  const entry = pathToFileURL(path.join(server, 'entry.mjs')).href;
  const { render } = (await import(entry)) as Pick<SiteApp, 'render'>;
  return {
    id: hash.digest('hex').slice(0, 16),
    assets: path.join(folder, 'client'),
    render: async (request, locals) => render(request, locals),
  };
}
