/** deploy/compose.yaml agrees with itself and with the newsroom. */
import { readEnvironment, readReaderEnvironment } from '../../../src/environment';
import { knownVariables, readEnv, readText, readYaml, type Manifest } from './manifests';

const [compose] = readYaml('compose.yaml') as [Manifest];
const services = Object.entries<Manifest>(compose.services);
const ours = services.filter(([, { image }]) => image === 'newsroom');

/** What compose makes of `${NAME:-other}`, with everything filled in. */
const filledIn = (value: unknown): string =>
  String(value).replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind, other) => {
    if (kind === '-') return other as string;
    return name === 'PUBLIC_URL' ? 'https://cms.example.org' : `made-up-${name.toLowerCase()}`;
  });

const environmentOf = ({ environment }: Manifest): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value)]));

it('asks for nothing that its example does not name', () => {
  const asked = new Set(
    [...readText('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!),
  );
  expect([...asked].sort()).toEqual(Object.keys(readEnv('compose.env.example')).sort());
});

it('sets no variable that the newsroom does not know', () => {
  const known = knownVariables();
  expect(ours.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'migrate',
      'newsroom-1',
      'newsroom-2',
      'reader-1',
      'reader-2',
      'worker',
    ]),
  );
  for (const [, service] of ours)
    for (const name of Object.keys(service.environment)) expect(known).toContain(name);
});

it('gives every process an environment that it accepts, and readers no secret', () => {
  for (const [name, service] of ours) {
    const given: Record<string, string> = {
      ...environmentOf(service),
      NODE_ENV: 'production',
    };
    if (given.NEWSROOM_ROLE === 'reader') {
      expect(readReaderEnvironment(given).previewUrl).toBeNull();
      expect(Object.keys(given).filter((each) => /SECRET|SALT|KEY|TOKEN/.test(each))).toEqual([]);
    } else {
      const { role, database } = readEnvironment(given);
      expect([name, role]).toEqual([name, given.NEWSROOM_ROLE ?? 'all']);
      expect(new URL(database.directUrl).hostname).toBe('postgres');
    }
    // What goes into everybody's security headers must be the same for all who answer readers.
    expect(given).toHaveProperty('PREVIEW_URL');
  }
});

it('names services, volumes, configs and networks that are there', () => {
  const names = new Set(services.map(([name]) => name));
  for (const [, { depends_on: needs = {}, volumes = [], configs = [], networks }] of services) {
    for (const each of Object.keys(needs)) expect(names).toContain(each);
    for (const each of volumes as string[])
      expect(Object.keys(compose.volumes)).toContain(each.split(':')[0]);
    for (const { source } of configs) expect(Object.keys(compose.configs)).toContain(source);
    for (const each of Object.keys(networks)) expect(Object.keys(compose.networks)).toContain(each);
  }
});

it('has Varnish send requests to services that are there', () => {
  const hosts = [...readText('varnish/backends.vcl').matchAll(/\.host = "([^"]+)"/g)].map(
    ([, host]) => host!,
  );
  expect(hosts.sort()).toEqual(['newsroom-1', 'newsroom-2', 'reader-1', 'reader-2']);
  for (const host of hosts) expect(services.map(([name]) => name)).toContain(host);
});

it('waits longer for a process to end than it takes', () => {
  for (const [, service] of ours) {
    if (!service.stop_grace_period) continue;
    const { STOP_DELAY } = environmentOf(service);
    expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThan(Number(STOP_DELAY) + 9);
  }
});
