import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/**
 * Keeps account of the requests of a connection that have no answer yet, for a client that ends its input and still
 * reads what it asked for, as `printf … | openscad-mcp-server` does.
 */
export class Unanswered {
  readonly #ids = new Set<RequestId>();
  readonly #waiting: (() => void)[] = [];

  /** Has to be made before the transport is connected. */
  constructor(transport: Transport) {
    const send = transport.send.bind(transport);
    transport.onmessage = message => this.#receive(message);
    transport.send = async (message, options) => {
      await send(message, options);
      if (!('method' in message) && message.id !== undefined) this.#forget(message.id);
    };
  }

  /** Resolves when every request was answered or taken back. */
  async none(): Promise<void> {
    if (this.#ids.size > 0) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  #receive(message: JSONRPCMessage): void {
    if (!('method' in message)) return;
    if ('id' in message) this.#ids.add(message.id);
    // Nobody answers a request that was cancelled.
    else if (message.method === 'notifications/cancelled') this.#forget(message.params?.requestId);
  }

  #forget(id: unknown): void {
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.#ids.delete(id);
    if (this.#ids.size === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
