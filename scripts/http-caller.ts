import { Agent, request } from 'node:http';

/** What became of one call, as its client saw it. */
export interface Outcome {
  /** `ok`, `busy` for 429 and 503 or an answer with their codes, or in a few words what went wrong. */
  readonly kind: string;
  /** From sending the request to the end of the answer. */
  readonly ms: number;
}

/** Codes of a server that has too much to do, as the answer of a tool has them. */
const BUSY_CODES = /\b(QUEUE_FULL|RATE_LIMITED)\b/;

/** A client with one connection that is kept. It speaks MCP by hand, so that little of the time is its own. */
export class HttpCaller {
  readonly #agent: Agent;
  readonly #port: number;
  #id = 0;

  /** @param localAddress the address it calls from, by which the server tells clients apart. */
  constructor(port: number, localAddress: string) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress });
  }

  /** Asks for a picture of a model. */
  async render(code: string): Promise<Outcome> {
    this.#id += 1;
    const params = { name: 'render_model', arguments: { code, width_px: 400, height_px: 300 } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: this.#id, method: 'tools/call', params });
    const started = performance.now();
    const kind = await this.#post(body).then(judge, (fault: Error) => fault.message);
    return { kind, ms: performance.now() - started };
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(body: string): Promise<{ status: number; text: string }> {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Accept: 'application/json, text/event-stream',
    };
    return new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port: this.#port,
        path: '/mcp',
        method: 'POST',
        agent: this.#agent,
        headers,
      });
      sent.on('error', reject);
      sent.on('response', response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      });
      sent.end(body);
    });
  }
}

function judge({ status, text }: { status: number; text: string }): string {
  if (status === 429 || status === 503) return 'busy';
  if (status !== 200) return `status ${status}`;
  // The picture comes last and is long; what is asked for here stands before and after it.
  if (text.includes('"image/png"') && !text.includes('"isError":true')) return 'ok';
  return BUSY_CODES.test(text) ? 'busy' : `answer ${text.slice(0, 200)}`;
}
