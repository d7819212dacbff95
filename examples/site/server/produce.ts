import { withPage, type Newsroom, type Page } from '../src/newsroom';
import type { Month } from '../src/months';
import type { SiteApp } from './app';
import { slugOf } from './paths';

/** What becomes of a path. */
export type Outcome =
  | { kind: 'file'; text: string; page?: Extract<Page, { kind: 'page' }> }
  | { kind: 'moved'; text: string; to: string }
  | { kind: 'none' };

export interface Producer {
  /** A page, whatever it is: an article, an old address, a list. */
  page(path: string): Promise<Outcome>;
  /** An old address whose new one is known. */
  moved(path: string, to: string): Promise<Outcome>;
  feed(path: string): Promise<Outcome>;
}

/**
 * Makes texts of paths with one view of the newsroom.
 *
 * Its calls throw Error naming what the newsroom does not answer, or the path that the app cannot render.
 *
 * @param newsroom a snapshot: lists of one build belong together
 * @param months read when a page needs them
 */
export function createProducer(
  app: SiteApp,
  newsroom: Newsroom,
  months: () => Promise<Month[]>,
): Producer {
  const render = async (path: string, source: Newsroom): Promise<Outcome> => {
    // Astro answers 500 to whatever a page throws; this remembers what it was.
    let cause: unknown;
    const watched =
      <A extends unknown[], R>(ask: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        try {
          return await ask(...given);
        } catch (error) {
          cause = error;
          throw error;
        }
      };
    const locals = {
      newsroom: { ...source, pages: watched(source.pages), site: watched(source.site) },
      months: watched(months),
    };
    let response: Response;
    let text: string;
    try {
      response = await app.render(new Request(new URL(path, 'http://site.invalid')), locals);
      text = await response.text();
    } catch (error) {
      throw cause ?? new Error(`${path} cannot be rendered: ${(error as Error).message}`);
    }
    const to = response.headers.get('Location');
    if (response.status === 301 && to !== null) return { kind: 'moved', text, to };
    if (response.status === 404 && path === '/404') return { kind: 'file', text };
    if (response.status === 404 || response.status === 410) return { kind: 'none' };
    if (response.ok) return { kind: 'file', text };
    throw cause ?? new Error(`${path} cannot be rendered: the page answered ${response.status}`);
  };

  return {
    async page(path) {
      const slug = slugOf(path);
      if (slug === null) return render(path, newsroom);
      const page = await newsroom.page(slug);
      const outcome = await render(path, withPage(newsroom, slug, page));
      return page.kind === 'page' && outcome.kind === 'file' ? { ...outcome, page } : outcome;
    },

    moved: (path, to) =>
      render(path, withPage(newsroom, slugOf(path) ?? path, { kind: 'moved', to })),

    async feed(path) {
      const text = await newsroom.feed(path);
      return text === null ? { kind: 'none' } : { kind: 'file', text };
    },
  };
}
