import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server process that is spoken to by hand, so that none of the time is a client library's. */
export class JsonRpcProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, () => void>();
  readonly #started = performance.now();
  #id = 0;

  constructor(command: string, args: readonly string[], cwd: string) {
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    this.#child = spawn(command, args, {
      cwd,
      stdio: [...stdio],
      env: { ...process.env, MCP_LOG_LEVEL: 'ERROR' },
    });
    if (this.#child.stdout === null) throw new Error('the process has no output');
    createInterface({ input: this.#child.stdout }).on('line', line => {
      const { id }: { id?: number } = JSON.parse(line);
      if (id !== undefined) this.#waiting.get(id)?.();
    });
  }

  /** Introduces itself and asks for the tools; milliseconds since the process was started. */
  async firstTools(): Promise<number> {
    const clientInfo = { name: 'bench', version: '1.0.0' };
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    await this.#ask('initialize', hello);
    this.#send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await this.#ask('tools/list', {});
    return performance.now() - this.#started;
  }

  /** Calls a tool; milliseconds until its answer. */
  async call(name: string, args: Record<string, unknown>): Promise<number> {
    const asked = performance.now();
    await this.#ask('tools/call', { name, arguments: args });
    return performance.now() - asked;
  }

  /** Ends it and waits until it is gone. */
  async end(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await gone;
  }

  #ask(method: string, params: Record<string, unknown>): Promise<void> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      this.#child.once('exit', () => reject(new Error('the server has ended')));
      this.#send({ jsonrpc: '2.0', id, method, params });
    });
  }

  #send(message: Record<string, unknown>): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}
