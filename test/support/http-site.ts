import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import {
  type HttpServerHandle,
  type HttpServerOptions,
  serveHttp,
} from '../../src/transports/http/serve-http.ts';

/** A listening server over a few small tools, and what it did. */
export interface TestSite extends HttpServerHandle {
  /** Everything logged, as text. */
  log(): string;
  /** Statuses as the metrics got them. */
  readonly statuses: number[];
  /** Calls of `wait` that were begun, and those whose signal was aborted. */
  readonly waiting: { begun: number; aborted: number };
  /** Whether the app was closed. */
  closed(): boolean;
}

/** Headers that every request of a client has. */
export const CLIENT_HEADERS = {
  'Content-Type': 'application/json',
  Accept: 'application/json, text/event-stream',
} as const;

/** Starts a server on a free port of this machine; whatever is given differs from the usual. */
export async function startSite(options: Partial<HttpServerOptions> = {}): Promise<TestSite> {
  const lines: string[] = [];
  const statuses: number[] = [];
  const waiting = { begun: 0, aborted: 0 };
  let isClosed = false;
  const write = (level: string) => (event: string, fields?: object) =>
    void lines.push(JSON.stringify({ level, event, ...fields }));
  const handle = await serveHttp({
    createServer: () => createToolServer(waiting),
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    metrics: { ...NO_METRICS, countHttpAnswer: status => void statuses.push(status) },
    host: '127.0.0.1',
    port: 0,
    authToken: null,
    tls: null,
    allowedHosts: [],
    allowedOrigins: [],
    rateLimit_perMinute: 0,
    maxConcurrentPerClient: 10,
    health: async () => ({ status: 'healthy' }),
    metricsText: async () => 'requests_total 1\n',
    warm: async () => {},
    close: async () => {
      isClosed = true;
    },
    ...options,
    bounds: { lingerMs: 200, ...options.bounds },
  });
  return { ...handle, log: () => lines.join('\n'), statuses, waiting, closed: () => isClosed };
}

/** Tools: `echo` answers its text, `big` a text of a length, `wait` after some time or when it is aborted. */
function createToolServer(waiting: TestSite['waiting']): Server {
  const server = new Server({ name: 'test', version: '1' }, { capabilities: { tools: {} } });
  const inputSchema = { type: 'object' as const };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: ['echo', 'big', 'wait'].map(name => ({ name, inputSchema })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, requestInfo }) => {
    const { text, length, ms } = params.arguments ?? {};
    if (params.name === 'wait') await wait(Number(ms), signal, waiting);
    const answers: Record<string, string> = {
      echo: String(text),
      big: 'x'.repeat(Number(length)),
      wait: 'waited',
      headers: JSON.stringify(requestInfo?.headers),
    };
    return { content: [{ type: 'text', text: answers[params.name] }] };
  });
  return server;
}

async function wait(ms: number, signal: AbortSignal, waiting: TestSite['waiting']): Promise<void> {
  waiting.begun++;
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      waiting.aborted++;
      resolve();
    });
  });
}

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many different answers by name
  readonly json: any;
}

/** Sends a request with any headers, Host included, and reads the whole answer. */
export function send(
  port: number,
  {
    method = 'POST',
    path = '/mcp',
    headers = {},
    body = '',
  }: {
    method?: string;
    path?: string;
    headers?: Record<string, string | string[]>;
    body?: string | Buffer;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...CLIENT_HEADERS, 'Content-Length': Buffer.byteLength(body), ...headers },
      agent: false,
    });
    request.on('error', reject);
    request.on('response', response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: readJson(text) }),
      );
    });
    request.end(body);
  });
}

/** The JSON of a body, or the last message of an event stream. */
function readJson(text: string) {
  const event = text.split('\n').findLast(line => line.startsWith('data: '));
  try {
    return JSON.parse(event?.slice('data: '.length) ?? text);
  } catch {
    return null;
  }
}

/** A call of a tool, as the body of a request. */
export function callBody(name: string, args: object = {}, id: string | number = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
}

/** A request as bytes, for tests that send them in their own way. */
export function rawPost(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { Host: 'localhost', ...CLIENT_HEADERS, 'Content-Length': Buffer.byteLength(body), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /mcp HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Opens a connection, writes bytes, and gathers what comes back until the server closes it. */
export function talk(
  port: number,
  bytes: string,
): { socket: ReturnType<typeof connect>; ended: Promise<string>; heard(): string } {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8');
  socket.on('data', chunk => {
    heard += chunk;
  });
  socket.on('error', () => {});
  socket.write(bytes);
  const ended = new Promise<string>(resolve => socket.on('close', () => resolve(heard)));
  return { socket, ended, heard: () => heard };
}
