import { parseAuthority } from './authority.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What the Origin of a request means: no page, or one that may call, which needs these headers for it. */
export type OriginVerdict =
  | { readonly kind: 'allowed'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Judges the Origin header of a request, given its Host header. */
export type OriginGuard = (origin: string | undefined, host: string | undefined) => OriginVerdict;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** What a page may read of an answer, besides its body. */
const EXPOSED_HEADERS = 'Mcp-Session-Id, Retry-After, WWW-Authenticate';

/**
 * Makes the check of the page a request comes from. Programs send no Origin; pages of the server's own address
 * and of the origins configured may call, all others may not, and neither may those without a name (`null`).
 *
 * @param allowedOrigins like `https://example.org`; compared as a whole.
 */
export function createOriginGuard(allowedOrigins: readonly string[]): OriginGuard {
  const allowed = new Set(allowedOrigins.map(origin => origin.toLowerCase().replace(/\/$/, '')));
  return (origin, host) => {
    if (origin === undefined) return { kind: 'allowed', headers: {} };
    if (origin !== 'null' && allowed.has(origin.toLowerCase())) {
      const headers = {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': EXPOSED_HEADERS,
        Vary: 'Origin',
      };
      return { kind: 'allowed', headers };
    }
    if (isSameOrigin(origin, host)) return { kind: 'allowed', headers: {} };
    const refusal = refuse(403, 'This Origin may not call this server. Add it to its allowed origins.');
    return { kind: 'refused', refusal };
  };
}

/** What a browser asks for before it lets a page call; for pages that may. */
export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Accept, Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-ID',
  'Access-Control-Max-Age': '600',
} as const;

/** Whether a page comes from the very host and port it calls; which of ours that is, is checked elsewhere. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  const [, scheme, authority] = /^(https?:)\/\/([^/?#@]+)$/i.exec(origin) ?? [];
  if (scheme === undefined || authority === undefined || host === undefined) return false;
  const page = parseAuthority(authority);
  const target = parseAuthority(host);
  if (page === null || target === null) return false;
  const defaultPort = DEFAULT_PORTS[scheme.toLowerCase()];
  return page.name === target.name && (page.port ?? defaultPort) === (target.port ?? defaultPort);
}
