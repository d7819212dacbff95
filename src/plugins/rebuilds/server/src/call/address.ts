import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not the public internet: the registries of special purposes
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-special-registry). They are
 * refused when a target is saved; what a name leads to is checked at every connection.
 */
const SPECIAL: readonly (readonly [net: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];

/** What is public of IPv6 (2000::/3), without the ways it has to carry IPv4 and examples. */
const IPV6_PUBLIC: readonly (readonly [string, number])[] = [['2000::', 3]];
const IPV6_NOT: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Clouds tell their machines' keys here: refused even for hosts that were opened by name. */
const LINK_LOCAL: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['169.254.0.0', 16, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::', 32, 'ipv6'],
];

const listOf = (nets: readonly (readonly [string, number, ('ipv4' | 'ipv6')?])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix, family = 'ipv6'] of nets) list.addSubnet(net, prefix, family);
  return list;
};

const special4 = listOf(SPECIAL);
const public6 = listOf(IPV6_PUBLIC);
const special6 = listOf(IPV6_NOT);
const linkLocal = listOf(LINK_LOCAL);

/** @param ip a literal address, IPv6 without brackets */
export const isPublicIp = (ip: string): boolean => {
  const family = isIP(ip);
  if (family === 4) return !special4.check(ip, 'ipv4');
  return family === 6 && public6.check(ip, 'ipv6') && !special6.check(ip, 'ipv6');
};

export const isLinkLocalIp = (ip: string): boolean =>
  linkLocal.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');

/** Hosts with ports that may be private: `REBUILDS_ALLOW_PRIVATE`. */
export type AllowedHosts = ReadonlySet<string>;

/**
 * Reads `host:port,host:port`; an IPv6 address stands in brackets.
 * @throws Error naming the entry that is none
 */
export const readAllowedHosts = (list: string | undefined): AllowedHosts => {
  const entries = (list ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean);
  for (const entry of entries) {
    if (!/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):\d{1,5}$/.test(entry)) {
      throw new Error(
        `REBUILDS_ALLOW_PRIVATE: "${entry}" is not a host with its port, such as localhost:4321 or [::1]:4321; several stand with commas between them`,
      );
    }
  }
  return new Set(entries);
};

export const hostWithPort = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;

/** Longer addresses are refused: none that is used comes near. */
const LONGEST = 2_000;

/** Names that lead to this machine or its neighbours whatever DNS says (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL_NAME = /^(.*\.)?(localhost|local|internal|home\.arpa|localdomain)\.?$/;

/**
 * Checks where a call is to go, before any name is looked up.
 * @returns the address as it will be called, or a sentence about what is wrong with it
 */
export const checkAddress = (
  text: string,
  allowed: AllowedHosts,
): { url: URL; fault?: undefined } | { fault: string; url?: undefined } => {
  if (text.length > LONGEST) return { fault: `is longer than ${LONGEST} characters` };
  // URL drops line ends and tabs, and trims: what it would call is not what somebody read.

  if (/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/.test(text)) {
    return { fault: 'has a space, a line end, a backslash or a control character in it' };
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return { fault: 'is no address; one looks like https://site.example/hooks/newsroom' };
  }
  const url = new URL(text);
  if (url.username || url.password) {
    return { fault: 'has a user name in it; give it as a header (Authorization) instead' };
  }
  if (url.hash) return { fault: 'has a part after #, which no server gets to see' };
  if (allowed.has(hostWithPort(url))) return { url };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = isIP(host) ? !isPublicIp(host) : LOCAL_NAME.test(host) || !host.includes('.');
  if (isLocal) {
    return {
      fault: `leads to a private address; whoever runs the server may open it with REBUILDS_ALLOW_PRIVATE=${hostWithPort(url)}`,
    };
  }
  if (url.protocol !== 'https:') {
    return { fault: 'must begin with https://, or anyone on the way can read it' };
  }
  return { url };
};
