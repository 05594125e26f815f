import { once } from 'node:events';
import type { Server as NetServer } from 'node:http';
import { isIP } from 'node:net';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { isLoopbackName, toAddress } from '../../contracts/address.ts';
import { AppError } from '../../contracts/errors.ts';
import { LIMITS } from '../../contracts/limits.ts';
import type { Metrics } from '../../contracts/metrics.ts';
import type { Logger } from '../../contracts/ports.ts';
import { atMost, warmSoon } from '../shutdown.ts';
import { parseAuthority } from './authority.ts';
import { createBearerGuard } from './bearer-guard.ts';
import { BodyBudget } from './body.ts';
import { HTTP_BOUNDS, type HttpBounds } from './bounds.ts';
import { CallsInProgress } from './calls-in-progress.ts';
import { createHostGuard } from './host-guard.ts';
import { createListener } from './listener.ts';
import { OpenCalls } from './open-calls.ts';
import { createOriginGuard } from './origin-guard.ts';
import type { HealthProbe } from './probes.ts';
import { createRateLimiter, type SharedCounterClient } from './rate-limiter.ts';
import { createRequestHandler, type Site } from './request-handler.ts';
import { readTlsFiles, type TlsFiles, watchTlsFiles } from './tls-files.ts';

/** What serving over HTTP needs: the app, and how an operator set it up. */
export interface HttpServerOptions {
  /** Makes a protocol server; each request gets one of its own. */
  readonly createServer: () => Server;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The name or address to listen at; other than the own machine's only with a token. */
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** What clients have to show; null when everybody may call. */
  readonly authToken: string | null;
  /** Null for plain HTTP. */
  readonly tls: TlsFiles | null;
  /** Names that clients call this server by, besides those of the own machine. */
  readonly allowedHosts: readonly string[];
  /** Pages that may call, besides those of the server's own address. */
  readonly allowedOrigins: readonly string[];
  /** Requests of one client in a minute; 0 is without limit. */
  readonly rateLimit_perMinute: number;
  /** Where several servers count requests together. */
  readonly redis?: SharedCounterClient | undefined;
  /** Requests of one client that are worked on at one time. */
  readonly maxConcurrentPerClient: number;
  readonly health: HealthProbe;
  readonly metricsText: () => Promise<string>;
  readonly bounds?: Partial<HttpBounds>;
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** A server that listens. */
export interface HttpServerHandle {
  /** Where MCP is, for instance `http://127.0.0.1:3000/mcp`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops: no new connections or requests, calls under way may end within the grace, then the rest is ended and
   * the app closed.
   *
   * @param hurry when aborted, there is no grace.
   */
  stop(hurry?: AbortSignal): Promise<void>;
}

/**
 * Serves MCP over Streamable HTTP, without sessions: any request may go to any of several servers.
 *
 * @throws AppError INVALID_INPUT for settings that cannot or must not be used: a certificate that does not fit, an
 *   address that is taken, or one that others can reach without a token.
 */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServerHandle> {
  const { host, port, tls, authToken, logger } = options;
  const bounds = { ...HTTP_BOUNDS, ...options.bounds };
  const name = host.replace(/^\[(.*)\]$/, '$1');
  if (authToken === null && !isLoopbackName(toAddress(name.toLowerCase()))) throw needsToken(host);
  const { server, useCertificate } = createListener(tls === null ? null : readTlsFiles(tls), bounds);
  let stopping = false;
  const site = createSite(options, bounds, () => stopping);
  const handle = createRequestHandler(site);
  server.on('request', handle);
  // Whoever asks before it sends a body is told first whether it is wanted.
  server.on('checkContinue', handle);
  const boundPort = await listen(server, name, port);
  if (authToken === null && !isLocal(server)) {
    server.close();
    throw needsToken(host);
  }
  server.on('error', error => logger.error('http server', { message: error.message }));
  const scheme = tls === null ? 'http' : 'https';
  const url = `${scheme}://${name.includes(':') ? `[${name}]` : name}:${boundPort}/mcp`;
  logger.info('serving', { transport: 'http', url, token: authToken !== null });
  if (tls === null && !isLocal(server))
    logger.warn('token and models travel in clear text; set a certificate');
  const stopWatching =
    tls === null ? () => {} : watchTlsFiles(tls, useCertificate, { logger, pollMs: bounds.tlsPollMs });
  const stopWarming = warmSoon(options.warm, logger);
  return {
    url,
    port: boundPort,
    async stop(hurry) {
      stopping = true;
      stopWarming();
      stopWatching();
      await drain(server, site, hurry);
      await atMost(LIMITS.shutdownGraceMs, options.close(), hurry);
    },
  };
}

function createSite(options: HttpServerOptions, bounds: HttpBounds, isStopping: () => boolean): Site {
  const { host, tls, allowedHosts, allowedOrigins, authToken, redis } = options;
  // Addresses are recognised by the connection; 0.0.0.0 is none that anyone calls.
  const named = isIP(host) !== 0 || parseAuthority(host) === null ? [] : [host];
  return {
    createServer: options.createServer,
    logger: options.logger,
    metrics: options.metrics,
    health: options.health,
    metricsText: options.metricsText,
    bounds,
    isStopping,
    calls: new CallsInProgress(),
    guardHost: createHostGuard([...named, ...allowedHosts], tls === null ? 80 : 443),
    guardOrigin: createOriginGuard(allowedOrigins),
    guardToken: createBearerGuard(authToken),
    limitRate: createRateLimiter({
      perMinute: options.rateLimit_perMinute,
      redis,
      deadlineMs: bounds.limiterDeadlineMs,
    }),
    openCalls: new OpenCalls(options.maxConcurrentPerClient),
    budget: new BodyBudget(bounds.maxBodyBytesTogether),
  };
}

/** Listens, and says at which port. */
async function listen(server: NetServer, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('INVALID_INPUT', `The server cannot listen at ${host}, port ${port}: ${why}`, {
      hint: 'Choose another port or address, or stop what uses it.',
      cause,
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Whether only this machine can reach the server; a name may lead elsewhere than it says. */
function isLocal(server: NetServer): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopbackName(toAddress(address.address));
}

function needsToken(host: string): AppError {
  return new AppError(
    'INVALID_INPUT',
    `Others could reach the server at ${JSON.stringify(host)}, and there is no token.`,
    {
      hint: 'Set a token, or listen at 127.0.0.1.',
    },
  );
}

/** Lets the calls under way end, for as long as they may; answers the rest that the server stops. */
async function drain(server: NetServer, { calls, bounds, logger }: Site, hurry?: AbortSignal): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await atMost(bounds.drainGraceMs, calls.untilEmpty(), hurry);
  if (calls.size > 0) logger.warn('calls ended by the stop', { calls: calls.size });
  await calls.stopAll();
  // What was written last still has to leave.
  await atMost(bounds.lingerMs, closed);
  server.closeAllConnections();
}
