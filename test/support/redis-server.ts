import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTo, createServer } from 'node:net';
import { until } from './cache-lab.ts';

/** Whether this machine has a Redis server. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis server of a test's own. */
export interface TestRedis {
  readonly port: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on its port, empty, with further options. */
  restart(...options: string[]): Promise<void>;
  /** Sends one command and gives back what the server answers, as it comes over the wire. */
  send(...words: string[]): Promise<string>;
}

/** Starts a Redis server that keeps nothing on disk. */
export async function startRedis(...options: string[]): Promise<TestRedis> {
  const port = await freePort();
  let child = await launch(port, options);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    port,
    kill,
    async restart(...further) {
      await kill();
      child = await launch(port, [...options, ...further]);
    },
    send: (...words) => exchange(port, words),
  };
}

async function launch(port: number, options: readonly string[]): Promise<ChildProcess> {
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    ...options,
  ];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const answers = () =>
    exchange(port, ['PING']).then(
      () => true,
      () => false,
    );
  await until(answers, 10_000);
  return child;
}

/** A port that nobody listens to. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function exchange(port: number, words: readonly string[]): Promise<string> {
  const socket = connectTo(port, '127.0.0.1');
  try {
    const parts = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${parts.join('')}`);
    const [answer]: Buffer[] = await once(socket, 'data');
    return answer.toString('latin1');
  } finally {
    socket.destroy();
  }
}
