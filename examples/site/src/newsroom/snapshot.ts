import type { Newsroom, Page } from './client';

/**
 * The newsroom for one build: lists and the site are asked for once, so that all pages of a build
 * show the same headlines. Articles are not kept: each is read for one page.
 */
export const snapshotOf = (newsroom: Newsroom): Newsroom => {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const answer = (answers.get(key) as Promise<T> | undefined) ?? ask();
    answers.set(key, answer);
    return answer;
  };
  return {
    ...newsroom,
    pages: (query) => once(JSON.stringify(query ?? {}), () => newsroom.pages(query)),
    site: () => once('site', () => newsroom.site()),
  };
};

/** The same newsroom, with the answer for one slug at hand. */
export const withPage = (newsroom: Newsroom, slug: string, page: Page): Newsroom => ({
  ...newsroom,
  page: (asked) => (asked === slug ? Promise.resolve(page) : newsroom.page(asked)),
});
