import type { SiteApp } from '../../../examples/site/server/app';
import { partsOf } from '../../../examples/site/src/months';

const html = (lines: unknown[], status = 200, headers: Record<string, string> = {}) =>
  new Response(`${lines.join('\n')}\n`, {
    status,
    headers: { 'Content-Type': 'text/html', ...headers },
  });

/** Pages as plain lines, with the statuses of the real ones: the tests are about the building. */
export const fakeApp = (
  id = 'app-1',
  onRender: (path: string) => void = () => {},
  assets: string | null = null,
): SiteApp => ({
  id,
  assets,
  async render(request, { newsroom, months }) {
    const { pathname, searchParams } = new URL(request.url);
    onRender(pathname);
    const [, first = '', second = '', part = '1'] = pathname.split('/');
    const titles = async (query: object) =>
      (await newsroom.pages(query)).heads.map(({ title }) => title);
    const site = await newsroom.site();
    if (pathname === '/404') return html(['nothing here'], 404);
    if (pathname === '/search' || pathname === '/robots.txt') return html([site.name]);
    if (pathname === '/') {
      return html([site.name, ...(await titles({ pageSize: 100 }))]);
    }
    if (pathname === '/archive') {
      return html((await months()).map(({ month, stories }) => `${month} ${stories}`));
    }
    if (first === 'archive') {
      const known = (await months()).find(({ month }) => month === second);
      if (!known || Number(part) > partsOf(known.stories)) return html([], 404);
      return html([second, part, ...(await titles({ from: `${second}-01`, to: `${second}-99` }))]);
    }
    if (first === 'topics' || first === 'authors') {
      const named = second === '' ? null : site[first].find(({ slug }) => slug === second);
      if (named === undefined) return html([], 404);
      if (named === null) return html(site[first].map(({ name, stories }) => `${name} ${stories}`));
      const key = first === 'topics' ? 'topic' : 'author';
      return html([named.name, ...(await titles({ [key]: second }))]);
    }
    if (first === 'preview') {
      const draft = await newsroom.preview(second, searchParams.get('token') ?? '');
      return draft ? html([draft.article.title]) : html([], 404);
    }
    const page = await newsroom.page(first);
    if (page.kind === 'missing') return html([], 404);
    if (page.kind === 'moved') return html([`moved to ${page.to}`], 301, { Location: page.to });
    const { article } = page;
    return html([
      article.title,
      ...article.topics.map(({ name }) => name),
      ...article.relatedNews.map(({ headline }) => headline),
    ]);
  },
});
