/** What the environment says of the caches in front, and what is said of it when it is wrong. */
import { readPurging } from '../../../src/purging';

const TOKEN = 'a-token-of-some-length';
const ZONE = '023e105f4ecef8ad9ca31a8372d0c353';

const read = (given: Record<string, string>) => {
  const problems: string[] = [];
  const purging = readPurging(given, problems);
  expect(purging === undefined).toBe(problems.length > 0);
  return { purging, problems };
};

it('nothing stands in front unless it is said', () => {
  expect(read({}).purging).toEqual({ kind: 'none' });
  expect(read({ PURGE_ADAPTER: 'none', PURGE_TOKEN: TOKEN }).purging).toEqual({ kind: 'none' });
});

it('reads each of them', () => {
  expect(
    read({
      PURGE_ADAPTER: 'varnish',
      PURGE_URL: 'http://10.0.0.7:6081, http://varnish-2/',
      PURGE_TOKEN: TOKEN,
    }).purging,
  ).toEqual({ kind: 'varnish', urls: ['http://10.0.0.7:6081', 'http://varnish-2'], token: TOKEN });
  expect(
    read({ PURGE_ADAPTER: 'fastly', PURGE_SERVICE_ID: 'SU1Z0', PURGE_TOKEN: TOKEN }).purging,
  ).toEqual({ kind: 'fastly', url: 'https://api.fastly.com', serviceId: 'SU1Z0', token: TOKEN });
  expect(
    read({ PURGE_ADAPTER: 'cloudflare', PURGE_ZONE_ID: ZONE, PURGE_TOKEN: TOKEN }).purging,
  ).toEqual({
    kind: 'cloudflare',
    url: 'https://api.cloudflare.com/client/v4',
    zoneId: ZONE,
    token: TOKEN,
  });
});

it.each([
  ['varnish', ['PURGE_URL', 'PURGE_TOKEN']],
  ['fastly', ['PURGE_TOKEN', 'PURGE_SERVICE_ID']],
  ['cloudflare', ['PURGE_TOKEN', 'PURGE_ZONE_ID']],
])('%s: says what is missing', (kind, names) => {
  expect(
    read({ PURGE_ADAPTER: kind }).problems.map((problem) => problem.split(' is missing')[0]),
  ).toEqual(names);
});

it.each([
  [{ PURGE_ADAPTER: 'akamai' }, 'PURGE_ADAPTER "akamai" is not known; give one of none, varnish'],
  [{ PURGE_URL: 'varnish:6081' }, 'PURGE_URL "varnish:6081" must be addresses'],
  [{ PURGE_URL: 'http://a,http://a/' }, 'names an address twice'],
  [{ PURGE_TOKEN: 'short' }, 'PURGE_TOKEN is too short'],
  [{ PURGE_TOKEN: 'two words that are long' }, 'PURGE_TOKEN must be one word'],
  [{ PURGE_ZONE_ID: 'example.org' }, 'PURGE_ZONE_ID "example.org" must be 32 hexadecimal digits'],
  [
    {
      PURGE_ADAPTER: 'fastly',
      PURGE_SERVICE_ID: 'S',
      PURGE_TOKEN: TOKEN,
      PURGE_URL: 'http://a,http://b',
    },
    'must be one address',
  ],
])('%j: says what is wrong, and no secret', (given, sentence) => {
  const { problems } = read(given as Record<string, string>);
  expect(problems.join('\n')).toContain(sentence);
  expect(problems.join('\n')).not.toMatch(/short"|two words/);
});
