import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readProcessStatus } from '../process-status.ts';
import { distFolder } from '../project-paths.ts';

/** What no answer may hold: it stands in a file beside the server's root. */
export const SECRET = 'the-secret-of-another-folder';

/** A message as the server sends it. */
const messageSchema = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ code: z.number(), message: z.string() }).optional(),
});

/** See the fields of JSON-RPC 2.0. */
export type RawMessage = z.infer<typeof messageSchema>;

/** Ids of ours begin with this, so that those of made-up messages are others. */
const PREFIX = 'fuzz-';

/** The built server on stdio, byte by byte: what is sent need not be a message, and what comes back must. */
export class RawServer {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, (message: RawMessage) => void>();
  readonly #faults: string[] = [];
  #nextId = 0;
  #isStopping = false;

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    const root = join(this.#folder, 'root');
    mkdirSync(join(root, 'sub'), { recursive: true });
    writeFileSync(join(root, 'model.scad'), 'cube(3);\n');
    writeFileSync(join(this.#folder, 'secret.scad'), `echo("${SECRET}"); cube(1);\n`);
    symlinkSync(join('..', 'secret.scad'), join(root, 'link.scad'));
    this.#child = spawn(process.execPath, [join(distFolder, 'cli.js'), '--root', root], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', TEMP_DIR: join(this.#folder, 'temp'), MCP_LOG_LEVEL: 'ERROR' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdout, stderr, stdin } = this.#child;
    if (stdout === null || stderr === null || stdin === null) throw new Error('there are no pipes');
    createInterface({ input: stdout }).on('line', line => this.#read(line));
    createInterface({ input: stderr }).on('line', line =>
      this.#faults.push(`said on stderr: ${line.slice(0, 500)}`),
    );
    stdin.on('error', () => this.#faults.push('closed its input'));
    this.#child.on('exit', (code, signal) => {
      if (!this.#isStopping) this.#faults.push(`ended with ${code ?? signal}`);
    });
  }

  /** What it did wrong since it was asked last. */
  takeFaults(): string[] {
    return this.#faults.splice(0);
  }

  /** Resident memory in bytes, where the system tells it. */
  residentBytes(): number | null {
    const field = readProcessStatus(this.#child.pid ?? 0);
    return field === null ? null : field('VmRSS') * 1024;
  }

  /** Sends a request. @returns its answer, or null when there is none in time. */
  async request(method: string, params: object, timeoutMs: number): Promise<RawMessage | null> {
    const id = `${PREFIX}${this.#nextId++}`;
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<RawMessage | null>(resolve => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(() => resolve(null), timeoutMs);
    });
    this.write(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params })));
    const message = await answer;
    clearTimeout(timer);
    this.#waiting.delete(id);
    return message;
  }

  /** Writes a line, whatever it holds. */
  write(line: Uint8Array): void {
    this.#child.stdin?.write(Buffer.concat([line, Buffer.from('\n')]));
  }

  /** Opens the connection as a client does. */
  async connect(): Promise<void> {
    const clientInfo = { name: 'fuzz', version: '1.0.0' };
    const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    if ((await this.request('initialize', hello, 30_000)) === null)
      throw new Error('The server did not start.');
    this.write(Buffer.from('{"jsonrpc":"2.0","method":"notifications/initialized"}'));
  }

  async close(): Promise<void> {
    this.#isStopping = true;
    this.#child.stdin?.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(line: string): void {
    const message = messageSchema.safeParse(parseJson(line));
    if (!message.success) {
      this.#faults.push(`wrote no message: ${line.slice(0, 500)}`);
      return;
    }
    if (line.includes(SECRET) || line.includes('root:x:0:0'))
      this.#faults.push('told what is in another file');
    const { id } = message.data;
    if (typeof id === 'string' && id.startsWith(PREFIX)) this.#waiting.get(id)?.(message.data);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
