import { isRecord, textOf } from './results.ts';

/** Answers what the other page asks and hears what it tells. */
export interface RpcHandlers {
  /** @returns the result; undefined when the method is not known. */
  request(method: string): object | undefined;
  notify(method: string, params: unknown): void;
}

/** What a request that was sent waits for. */
interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** JSON-RPC's code for a method that does not exist. */
const METHOD_NOT_FOUND = -32601;

/** JSON-RPC 2.0 with the page around this one, over `postMessage`. Who that is, no page is told: hence `*`. */
export class PageRpc {
  readonly #handlers: RpcHandlers;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(handlers: RpcHandlers) {
    this.#handlers = handlers;
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && isRecord(data) && data.jsonrpc === '2.0') this.#receive(data);
    });
  }

  /** Asks, and waits for the result. Rejects with what the other side says is wrong. */
  request(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  /** Tells, and waits for nothing. */
  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  }

  #receive(message: Readonly<Record<string, unknown>>): void {
    const { id, method, params, result, error } = message;
    if (typeof method === 'string') {
      this.#hear(id, method, params);
      return;
    }
    const pending = typeof id === 'number' ? this.#pending.get(id) : undefined;
    if (typeof id !== 'number' || pending === undefined) return;
    this.#pending.delete(id);
    if (error === undefined) pending.resolve(result);
    else pending.reject(new Error(textOf(error, 'message') ?? 'The host refused.'));
  }
  #hear(id: unknown, method: string, params: unknown): void {
    if (id === undefined) {
      this.#handlers.notify(method, params);
      return;
    }
    const answer = this.#handlers.request(method);
    const unknown = { code: METHOD_NOT_FOUND, message: `There is no method ${method}.` };
    this.#send({ id, ...(answer === undefined ? { error: unknown } : { result: answer }) });
  }
}
