import {
  checkAddress,
  isPublicIp,
  readAllowedHosts,
} from '../../../src/plugins/rebuilds/server/src/call/address';

const none = readAllowedHosts(undefined);

test.each([
  'https://site.example/hooks',
  'https://site.example:8443/hooks?x=1',
  'https://93.184.216.34/hook',
  'https://[2606:2800:220:1:248:1893:25c8:1946]/hook',
  'https://bücher.example/',
])('%s may be called', (url) => {
  expect(checkAddress(url, none)).toMatchObject({ url: expect.any(URL) });
});

test.each([
  ['loopback', 'https://127.0.0.1/'],
  ['all of 127/8', 'https://127.9.9.9/'],
  ['decimal', 'https://2130706433/'],
  ['octal', 'https://0177.0.0.1/'],
  ['hex', 'https://0x7f000001/'],
  ['hex parts', 'https://0x7f.0.0.0x1/'],
  ['short', 'https://127.1/'],
  ['full-width digits', 'https://１２７.0.0.1/'],
  ['trailing dot', 'https://127.0.0.1./'],
  ['name with a trailing dot', 'https://localhost./'],
  ['zero', 'https://0.0.0.0/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['IPv6 unspecified', 'https://[::]/'],
  ['IPv4-mapped', 'https://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped hex', 'https://[::ffff:7f00:1]/'],
  ['IPv4-compatible', 'https://[::127.0.0.1]/'],
  ['NAT64', 'https://[64:ff9b::7f00:1]/'],
  ['6to4', 'https://[2002:7f00:1::]/'],
  ['Teredo', 'https://[2001:0:7f00:1::]/'],
  ['unique local', 'https://[fc00::1]/'],
  ['link-local IPv6', 'https://[fe80::1]/'],
  ['metadata', 'https://169.254.169.254/'],
  ['metadata decimal', 'https://2852039166/'],
  ['10/8', 'https://10.0.0.1/'],
  ['172.16/12', 'https://172.31.255.255/'],
  ['192.168/16', 'https://192.168.1.1/'],
  ['carrier', 'https://100.64.0.1/'],
  ['multicast', 'https://224.0.0.1/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['localhost', 'https://localhost/'],
  ['sub.localhost', 'https://a.localhost/'],
  ['a bare name', 'https://db/'],
  ['internal', 'https://metadata.google.internal/'],
  ['credentials', 'https://user:pass@site.example/'],
  ['credentials that look like a host', 'https://site.example@127.0.0.1/'],
  ['line end', 'https://site.example\n.evil.example/'],
  ['carriage return in the path', 'https://site.example/\r\nHost: evil'],
  ['tab', 'https://site\t.example/'],
  ['leading space', ' https://site.example/'],
  ['backslash', 'https://site.example\\@127.0.0.1/'],
  ['another scheme', 'file:///etc/passwd'],
  ['gopher', 'gopher://site.example/'],
  ['no scheme', 'site.example/hook'],
  ['plain http', 'http://site.example/'],
  ['fragment', 'https://site.example/#x'],
  ['nothing', ''],
])('%s is refused with a reason', (_what, url) => {
  const { fault } = checkAddress(url, none);
  expect(fault).toEqual(expect.stringMatching(/\w+ \w+/));
});

test('REBUILDS_ALLOW_PRIVATE opens a host with its port and nothing else', () => {
  const allowed = readAllowedHosts('localhost:4321, [::1]:80,Site:443');
  for (const url of ['http://localhost:4321/hook', 'http://[::1]/', 'https://site/']) {
    expect(checkAddress(url, allowed).fault).toBeUndefined();
  }
  for (const url of [
    'http://localhost:4322/',
    'http://127.0.0.1:4321/',
    'http://u@localhost:4321/',
    'http://site/',
  ]) {
    expect(checkAddress(url, allowed).fault).toBeDefined();
  }
  expect(() => readAllowedHosts('localhost')).toThrow('REBUILDS_ALLOW_PRIVATE: "localhost"');
  expect(() => readAllowedHosts('http://localhost:1')).toThrow('host with its port');
});

test('IPv6 inside the public range is told apart', () => {
  expect(['2606:4700::1111', '2a00:1450::1'].map(isPublicIp)).toEqual([true, true]);
  expect(['2001:db8::1', '2002::1', '3fff::1', 'ff02::1', 'rubbish'].map(isPublicIp)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
