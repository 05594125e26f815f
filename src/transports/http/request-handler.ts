import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, toAppError } from '../../contracts/errors.ts';
import type { Metrics } from '../../contracts/metrics.ts';
import { answerRefusal } from './answer.ts';
import type { BearerGuard } from './bearer-guard.ts';
import { type BodyBudget, readJsonBody } from './body.ts';
import { toClientKey } from './client-key.ts';
import { readEnvelope } from './envelope.ts';
import { type Exchange, startExchange, whenEnded } from './exchange.ts';
import type { HostGuard } from './host-guard.ts';
import { answerMessage, type McpCallContext, sessionOf } from './mcp-call.ts';
import { checkNegotiation } from './negotiation.ts';
import type { OpenCalls } from './open-calls.ts';
import { type OriginGuard, PREFLIGHT_HEADERS } from './origin-guard.ts';
import { answerHealth, answerMetrics, type HealthProbe } from './probes.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { type Refusal, refuse, refuseWith } from './refusal.ts';

/** Everything the server decides by and works with. */
export interface Site extends McpCallContext {
  readonly guardHost: HostGuard;
  readonly guardOrigin: OriginGuard;
  readonly guardToken: BearerGuard;
  readonly limitRate: RateLimiter;
  readonly openCalls: OpenCalls;
  readonly budget: BodyBudget;
  readonly metrics: Metrics;
  readonly health: HealthProbe;
  readonly metricsText: () => Promise<string>;
  /** Whether the server has been told to stop. */
  isStopping(): boolean;
}

/** What can be asked for, and how. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  '/mcp': ['POST'],
  '/health': ['GET', 'HEAD'],
  '/metrics': ['GET', 'HEAD'],
};

/** Makes the function that answers requests, whatever they are. */
export function createRequestHandler(
  site: Site,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const exchange = startExchange(request, response);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    observe(exchange, site);
    serve(exchange, site).catch((thrown: unknown) => fail(exchange, thrown, site));
  };
}

/** Asks the cheap questions first; nothing of a body is read before its sender may send one. */
async function serve(exchange: Exchange, site: Site): Promise<void> {
  const { request, response } = exchange;
  const { path, ready } = readTarget(request.url);
  const isLiveProbe = path === '/health' && !ready;
  // Whoever asks whether the server lives may call it by any name, and learns nothing else.
  const stranger = isLiveProbe ? null : checkStranger(exchange, site);
  const refusal = stranger ?? checkMethod(exchange, path) ?? (isLiveProbe ? null : checkStopping(site));
  if (refusal !== null) return answerRefusal(exchange, refusal, site.bounds);
  if (isLiveProbe) return answerHealth(exchange, site.health, false, site.bounds);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, PREFLIGHT_HEADERS).end();
    return;
  }
  const unknown = site.guardToken(request.headers.authorization);
  if (unknown !== null) return answerRefusal(exchange, unknown, site.bounds);
  if (path === '/health') return answerHealth(exchange, site.health, true, site.bounds);
  if (path === '/metrics') return answerMetrics(exchange, site.metricsText, site.bounds);
  await serveMcp(exchange, site);
}

async function serveMcp(exchange: Exchange, site: Site): Promise<void> {
  const { request } = exchange;
  const client = toClientKey(request.socket.remoteAddress);
  const early = (await site.limitRate(client)) ?? checkNegotiation(request.headers);
  if (early !== null) return answerRefusal(exchange, early, site.bounds);
  const body = await readJsonBody(exchange, site.budget, site.bounds);
  if (body.kind === 'refused') return answerRefusal(exchange, body.refusal, site.bounds);
  whenEnded(exchange, () => site.budget.give(body.bytes));
  const envelope = readEnvelope(body.value);
  if (envelope.kind === 'refused') return answerRefusal(exchange, envelope.refusal, site.bounds);
  if (envelope.kind === 'cancellation') site.calls.cancel(sessionOf(exchange) ?? '', envelope.id);
  if (envelope.kind === 'request') {
    // Notifications take no place: a client whose places are all taken must be able to cancel.
    const refusal = checkStopping(site) ?? site.openCalls.enter(client);
    if (refusal !== null) return answerRefusal(exchange, refusal, site.bounds);
    whenEnded(exchange, () => site.openCalls.leave(client));
  }
  await answerMessage(exchange, body.value, envelope, site);
}

/** Refuses who meant another server, and pages that may not call this one. */
function checkStranger({ request, response }: Exchange, site: Site): Refusal | null {
  const { host, origin } = request.headers;
  const hosts = request.rawHeaders.filter(
    (_, index, all) => index % 2 === 1 && all[index - 1].toLowerCase() === 'host',
  );
  const wrongHost = site.guardHost({ hosts, localAddress: request.socket.localAddress });
  if (wrongHost !== null) return wrongHost;
  const verdict = site.guardOrigin(origin, host);
  if (verdict.kind === 'refused') return verdict.refusal;
  response.setHeaders(new Headers({ ...verdict.headers }));
  return null;
}

function checkMethod({ request, response }: Exchange, path: string | null): Refusal | null {
  if (path === null) return refuse(400, 'The target of a request is a path.');
  const allowed = METHODS[path];
  if (allowed === undefined) return refuse(404, 'There is nothing here. MCP is at /mcp.');
  if (allowed.includes(request.method ?? '')) return null;
  const isPreflight = request.method === 'OPTIONS' && response.hasHeader('Access-Control-Allow-Origin');
  if (isPreflight && path === '/mcp') return null;
  return refuse(405, `Use ${allowed[0]}.`, { headers: { Allow: allowed.join(', ') } });
}

function checkStopping(site: Site): Refusal | null {
  if (!site.isStopping()) return null;
  const error = new AppError('SHUTTING_DOWN', 'The server is stopping.');
  return refuseWith(error, { Connection: 'close', 'Retry-After': '5' });
}

/** Path and question of a target; a target that is a whole address is for proxies, which this is not. */
function readTarget(target = ''): { path: string | null; ready: boolean } {
  if (!target.startsWith('/')) return { path: null, ready: false };
  const [path, query = ''] = target.split('?', 2);
  return { path: Object.hasOwn(METHODS, path) ? path : '', ready: new URLSearchParams(query).has('ready') };
}

/** Counts and logs the answer, once the connection is done with it. */
function observe(exchange: Exchange, { metrics, logger }: Site): void {
  const { request, response } = exchange;
  const started = performance.now();
  const client = request.socket.remoteAddress;
  whenEnded(exchange, () => {
    // Nobody was answered when the connection broke before.
    const status = response.headersSent ? response.statusCode : 499;
    metrics.countHttpAnswer(status);
    logger.debug('http', {
      method: request.method,
      path: readTarget(request.url).path,
      status,
      client,
      ms: Math.round(performance.now() - started),
    });
  });
}

async function fail(exchange: Exchange, thrown: unknown, { logger, bounds }: Site): Promise<void> {
  const { response } = exchange;
  // A client that goes away while it sends is no fault of anyone's here.
  if (exchange.ended.aborted) return void response.destroy();
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  logger.error('http request failed', { message });
  if (response.headersSent) return void response.destroy();
  await answerRefusal(exchange, refuseWith(toAppError(thrown)), bounds).catch(() => response.destroy());
}
