import { isIPv4 } from 'node:net';
import { toAddress } from '../../contracts/address.ts';

/**
 * Tells clients apart by the address their connection comes from. All clients behind one proxy are one client:
 * what a proxy says about them (X-Forwarded-For) anyone can say, and there is no setting to trust one.
 *
 * Of an IPv6 address the first half counts, which is what one customer gets; in the other half they can choose
 * as many addresses as they like.
 */
export function toClientKey(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined) return 'unknown';
  const address = toAddress(remoteAddress);
  return isIPv4(address) || !address.includes(':') ? address : `${networkOf(address)}/64`;
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head, tail] = address.split('::').map(half => half.split(':').filter(group => group !== ''));
  const gap = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(gap).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}
