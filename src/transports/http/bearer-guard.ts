import { type Refusal, refuse } from './refusal.ts';
import { createSecretCheck } from './secret.ts';

/** Checks the Authorization header of a request. */
export type BearerGuard = (authorization: string | undefined) => Refusal | null;

const REALM = 'Bearer realm="openscad-mcp-server"';

/**
 * Makes the check of the token that clients have to show (RFC 6750), in constant time.
 *
 * @param token null when everybody may call.
 */
export function createBearerGuard(token: string | null): BearerGuard {
  if (token === null) return () => null;
  const isToken = createSecretCheck(token);
  return authorization => {
    const [, shown] = /^Bearer +([^ ].*)$/i.exec(authorization ?? '') ?? [];
    if (shown === undefined) {
      return refuse(401, 'This server needs a token. Send it as Authorization: Bearer <token>.', {
        headers: { 'WWW-Authenticate': REALM },
      });
    }
    if (isToken(shown.trimEnd())) return null;
    return refuse(401, 'The token is not the one of this server.', {
      headers: { 'WWW-Authenticate': `${REALM}, error="invalid_token"` },
    });
  };
}
