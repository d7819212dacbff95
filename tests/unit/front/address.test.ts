import { placeOf } from '../../../src/front/address';

test.each([
  ['/api/articles/page/tram-line', { kind: 'page', slug: 'tram-line' }],
  ['/api/articles/page/caf%C3%A9', { kind: 'page', slug: 'café' }],
  ['/api/articles/pages', { kind: 'list', slug: null }],
  ['/api/articles/pages?pageSize=10&topic=space', { kind: 'list', slug: null }],
  ['/api/articles/redirects?after=x', { kind: 'list', slug: null }],
  ['/api/site/page', { kind: 'list', slug: null }],
  ['/api/feeds/rss.xml', { kind: 'list', slug: null }],
  ['/api/feeds/topics/space/atom.xml', { kind: 'list', slug: null }],
  ['/api/sitemaps/sitemap-2.xml', { kind: 'list', slug: null }],
])('%s may be remembered', (address, place) => {
  expect(placeOf(address)).toEqual(place);
});

test.each([
  '/api/articles',
  '/api/articles/page/',
  '/api/articles/page/a/b',
  '/api/articles/page/a%2Fb',
  '/api/articles/page/%ZZ',
  '/api/articles/page/tram-line?',
  '/api/articles/page/tram-line?status=draft',
  '/api/articles/pages?status=draft',
  '/api/articles/pages?page=1&page=2',
  '/api/articles/pages?page',
  '/api/articles/pages?page%5B%5D=1',
  '/api/articles/search?q=tram',
  '/api/site/page?x=1',
  '/api/feeds/topics/space',
  '/admin',
  `/api/articles/page/${'a'.repeat(600)}`,
])('%s goes on to Koa', (address) => {
  expect(placeOf(address)).toBeNull();
});
