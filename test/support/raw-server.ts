import { until } from './cache-lab.ts';
import { HANDSHAKE, type spawnServer } from './server.ts';

/** A server that is spoken to byte by byte. */
export type RawServer = ReturnType<typeof spawnServer>;

/** Shakes hands by hand, and waits for the answer. */
export async function shakeHands(server: RawServer): Promise<void> {
  for (const message of HANDSHAKE) server.send(message);
  await until(() => server.stdout().includes('"id":0}'), 20_000);
}

/** A call of `render_model` as a message. */
export function renderMessage(id: number, args: object): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'render_model', arguments: args } };
}
