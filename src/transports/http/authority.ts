import { isIP } from 'node:net';
import { toAddress } from '../../contracts/address.ts';

/** The host and port of an address, as in a Host header or after the scheme of an origin. */
export interface Authority {
  /** In lower case, without a dot at its end; an IPv6 address in its shortest form, without brackets. */
  readonly name: string;
  readonly port: number | null;
}

const AUTHORITY = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9._-]{1,253}))(?::(\d{1,5}))?$/i;

/** Takes `localhost:3000`, `[::1]` or `Example.org.` apart; null for what is not host and port. */
export function parseAuthority(text: string): Authority | null {
  const parts = AUTHORITY.exec(text);
  if (parts === null) return null;
  const port = parts[3] === undefined ? null : Number(parts[3]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  if (parts[1] !== undefined) {
    return isIP(parts[1]) === 6 ? { name: toAddress(parts[1]), port } : null;
  }
  const name = parts[2].toLowerCase().replace(/\.$/, '');
  return name === '' ? null : { name, port };
}
