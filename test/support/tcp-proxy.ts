import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What a proxy does with the answers that come through it. */
export type ProxyMode =
  | { readonly kind: 'pass' }
  /** Bytes arrive late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing arrives, and the connection stays open. */
  | { readonly kind: 'hold' }
  /** Connections are closed, also new ones. */
  | { readonly kind: 'drop' }
  /** Every so manieth byte is another; the first is number 0. */
  | { readonly kind: 'garble'; readonly every: number };

/** Stands between a client and a server and spoils what the server says. */
export interface TcpProxy {
  readonly port: number;
  /** Holds for connections that are open already, too. */
  set(mode: ProxyMode): void;
  close(): Promise<void>;
}

/** Starts a proxy for a server of this machine. */
export async function startProxy(serverPort: number): Promise<TcpProxy> {
  let mode: ProxyMode = { kind: 'pass' };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer(client => {
    keep(client);
    if (mode.kind === 'drop') {
      client.destroy();
      return;
    }
    const upstream = connect(serverPort, '127.0.0.1');
    keep(upstream);
    client.pipe(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    upstream.on('data', bytes => deliver(client, bytes, mode));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    set(next) {
      mode = next;
      if (mode.kind === 'drop') for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function deliver(client: Socket, bytes: Buffer, mode: ProxyMode): void {
  switch (mode.kind) {
    case 'pass':
      client.write(bytes);
      return;
    case 'delay':
      setTimeout(() => client.writable && client.write(bytes), mode.ms);
      return;
    case 'garble':
      client.write(bytes.map((byte, at) => (at % mode.every === 0 ? byte ^ 0x55 : byte)));
      return;
    default:
      return;
  }
}
