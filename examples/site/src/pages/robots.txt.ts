import type { APIRoute } from 'astro';
import { absoluteUrl } from '../addresses';

export const GET: APIRoute = async ({ locals }) => {
  const { url } = await locals.newsroom.site();
  const maps = url === null ? [] : ['/sitemap.xml', '/news-sitemap.xml'];
  const lines = [
    'User-agent: *',
    'Disallow: /preview/',
    ...maps.map((path) => `Sitemap: ${absoluteUrl(path, url)}`),
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain' } });
};
