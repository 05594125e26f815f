import { isLoopbackName, toAddress } from '../../contracts/address.ts';
import { AppError } from '../../contracts/errors.ts';
import { parseAuthority } from './authority.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The part of a request that says which server its sender meant. */
export interface HostClaim {
  /** Every Host header, as sent. */
  readonly hosts: readonly string[];
  /** The address of ours that the connection arrived at. */
  readonly localAddress: string | undefined;
}

/** Checks whom a request was meant for. */
export type HostGuard = (claim: HostClaim) => Refusal | null;

/**
 * Makes the check that a request was meant for this server. A page on the web can have its own name lead
 * to this machine (DNS rebinding); the browser then sends that name.
 *
 * Accepted are names of the own machine, the very address the connection arrived at, since an address is no
 * name that someone could have turned, and the hosts configured. What a proxy claims in X-Forwarded-Host
 * counts for nothing: anyone can send it.
 *
 * @param allowedHosts names, each with a port when only that is meant; IPv6 addresses in brackets.
 * @param defaultPort the port that a host without one means.
 * @throws AppError INVALID_INPUT for an entry that is no host.
 */
export function createHostGuard(allowedHosts: readonly string[], defaultPort: number): HostGuard {
  const allowed = allowedHosts.map(entry => {
    const authority = parseAuthority(entry);
    if (authority !== null) return authority;
    throw new AppError('INVALID_INPUT', `${JSON.stringify(entry)} is not a host.`, {
      hint: 'Write allowed hosts like example.org, example.org:8443 or [2001:db8::1].',
    });
  });
  return ({ hosts, localAddress }) => {
    const claimed = hosts.length === 1 ? parseAuthority(hosts[0]) : null;
    if (claimed === null) return refuse(400, 'A request needs one valid Host header.');
    const { name, port } = claimed;
    if (isLoopbackName(name)) return null;
    if (localAddress !== undefined && name === toAddress(localAddress)) return null;
    const fits = allowed.some(
      entry => entry.name === name && (entry.port === null || entry.port === (port ?? defaultPort)),
    );
    return fits ? null : refuse(403, 'This Host is not one of this server. Add it to its allowed hosts.');
  };
}
