import type { ServerResponse } from 'node:http';
import { sendEventHead } from './answers.ts';

/** Pages that listen at a time; a person has a few open. */
const MAX_STREAMS = 32;

/** The open pages, each of which hears of every event (server-sent events). */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** Keeps a response open for events; the oldest goes when there are too many. */
  open(response: ServerResponse): void {
    const [oldest] = this.#open;
    if (this.#open.size >= MAX_STREAMS) oldest.destroy();
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    sendEventHead(response);
  }

  /** Tells all pages. */
  send(event: string): void {
    for (const response of this.#open) response.write(`event: ${event}\ndata: {}\n\n`);
  }
}
