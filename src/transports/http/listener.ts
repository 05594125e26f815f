import { createServer as createHttp, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { HttpBounds } from './bounds.ts';
import type { TlsPair } from './tls-files.ts';

/** A server that does not listen yet, and how it changes its certificate. */
export interface Listener {
  readonly server: Server;
  useCertificate(pair: TlsPair): void;
}

/** Makes the server that accepts connections, with bounds on what each may cost. */
export function createListener(tls: TlsPair | null, bounds: HttpBounds): Listener {
  const options: ServerOptions = {
    headersTimeout: bounds.headersTimeoutMs,
    requestTimeout: bounds.requestTimeoutMs,
    keepAliveTimeout: bounds.keepAliveTimeoutMs,
    // How often the two timeouts are looked after; Node's default of 30 s would make them longer.
    connectionsCheckingInterval: Math.min(1000, bounds.headersTimeoutMs),
    // Clients that vanished without a word are noticed while they are sent nothing.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    noDelay: true,
  };
  if (tls === null) {
    const server = createHttp(options);
    server.maxConnections = bounds.maxConnections;
    return { server, useCertificate() {} };
  }
  const server = createHttps({ ...options, ...tls, handshakeTimeout: bounds.headersTimeoutMs });
  server.maxConnections = bounds.maxConnections;
  return { server, useCertificate: pair => server.setSecureContext(pair) };
}
