import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** What a lying Redis writes when a command comes; `name` is in capitals. */
export type Lie = (socket: Socket, name: string) => void;

/** Something that listens like a Redis server. */
export interface LyingRedis {
  readonly url: string;
  /** How many commands it has heard. */
  heard(): number;
  /** Holds for connections that are open already, too. */
  lie(next: Lie): void;
  close(): Promise<void>;
}

/** Starts a server that answers each command of Redis as a test wants. */
export async function startLyingRedis(first: Lie): Promise<LyingRedis> {
  let lie = first;
  let heard = 0;
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', bytes => {
      for (const [, name] of bytes.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n([A-Za-z]+)\r\n/g)) {
        heard += 1;
        if (socket.writable) lie(socket, name.toUpperCase());
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    heard: () => heard,
    lie(next) {
      lie = next;
      // What was heard before must not stand for what comes.
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
