import { isIP, isIPv4 } from 'node:net';

/** Names and addresses that always mean the own machine. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/**
 * The one spelling of an address: IPv6 in its shortest form, an IPv4 address in IPv6 clothes as IPv4.
 * Other text is returned as it is.
 */
export function toAddress(text: string): string {
  if (isIP(text) !== 6) return text;
  // A zone (fe80::1%eth0) says which cable, not who.
  const bare = text.replace(/%.*$/, '');
  const [, high, low] =
    /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(new URL(`http://[${bare}]`).hostname.slice(1, -1)) ?? [];
  if (high === undefined || low === undefined) return new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const bytes = Buffer.from(high.padStart(4, '0') + low.padStart(4, '0'), 'hex');
  return [...bytes].join('.');
}
