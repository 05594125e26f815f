import { createHash, timingSafeEqual } from 'node:crypto';
import { type Refusal, refuse } from './refusal.ts';

/** Checks the Authorization header of a request. */
export type BearerGuard = (authorization: string | undefined) => Refusal | null;

const REALM = 'Bearer realm="openscad-mcp-server"';

/**
 * Makes the check of the token that clients have to show (RFC 6750).
 *
 * Hashes are compared, in constant time: they are of one length whatever was sent, so that the time taken says
 * nothing about the token, its length included.
 *
 * @param token null when everybody may call.
 */
export function createBearerGuard(token: string | null): BearerGuard {
  if (token === null) return () => null;
  const expected = hash(token);
  return authorization => {
    const [, shown] = /^Bearer +([^ ].*)$/i.exec(authorization ?? '') ?? [];
    if (shown === undefined) {
      return refuse(401, 'This server needs a token. Send it as Authorization: Bearer <token>.', {
        headers: { 'WWW-Authenticate': REALM },
      });
    }
    if (timingSafeEqual(hash(shown.trimEnd()), expected)) return null;
    return refuse(401, 'The token is not the one of this server.', {
      headers: { 'WWW-Authenticate': `${REALM}, error="invalid_token"` },
    });
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
