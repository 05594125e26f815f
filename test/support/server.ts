import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { distFolder } from '../../scripts/project-paths.ts';

/** The built command, as npx would run it. */
export const CLI = join(distFolder, 'cli.js');

/** A tool's answer as tests look at it. */
export interface ToolResult {
  readonly isError: boolean;
  readonly text: string;
  readonly images: readonly Buffer[];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many different results by name
  readonly report: Record<string, any>;
}

/** A real client connected to a real server process. */
export interface ConnectedClient {
  readonly client: Client;
  readonly pid: number;
  /** What the server printed on stderr so far. */
  stderr(): string;
  /** What stdout carried besides whole JSON-RPC messages, as the client's parser complains of it. */
  stdoutNoise(): readonly string[];
  /** Files in the temporary folder, which is the server's alone; those that were asked for left out. */
  strayFiles(): readonly string[];
  call(
    name: string,
    args: Record<string, unknown>,
    options?: { signal?: AbortSignal; onprogress?: (progress: { message?: string | undefined }) => void },
  ): Promise<ToolResult>;
  close(): Promise<void>;
}

/**
 * Starts the built server on stdio, with a temporary folder of its own, and connects the official client to it.
 *
 * @param options `command` is what is run in place of the built command, with arguments of its own; `extensions` are
 *   those that the client says it has.
 */
export async function startServer(
  options: {
    env?: Record<string, string>;
    args?: readonly string[];
    cwd?: string;
    command?: readonly [string, ...string[]];
    extensions?: Record<string, object>;
  } = {},
): Promise<ConnectedClient> {
  const temporary = mkdtempSync(join(tmpdir(), 'server-test-'));
  const [command, ...before] = options.command ?? [process.execPath, CLI];
  const transport = new StdioClientTransport({
    command,
    args: [...before, ...(options.args ?? [])],
    env: { PATH: process.env.PATH ?? '', MCP_LOG_LEVEL: 'WARNING', TMPDIR: temporary, ...options.env },
    stderr: 'pipe',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stderr = '';
  const noise: string[] = [];
  transport.stderr?.on('data', chunk => {
    stderr += chunk;
  });
  const { extensions } = options;
  const capabilities = extensions === undefined ? {} : { extensions };
  const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
  client.onerror = error => {
    if (isOfParser(error)) noise.push(error.message);
  };
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? -1,
    stderr: () => stderr,
    stdoutNoise: () => noise,
    strayFiles: () => listStray(temporary),
    async call(name, args, requestOptions) {
      const result = CallToolResultSchema.parse(
        await client.callTool({ name, arguments: args }, undefined, { timeout: 120_000, ...requestOptions }),
      );
      return {
        isError: result.isError ?? false,
        text: result.content.flatMap(block => (block.type === 'text' ? [block.text] : [])).join('\n'),
        images: result.content.flatMap(block =>
          block.type === 'image' ? [Buffer.from(block.data, 'base64')] : [],
        ),
        report: result.structuredContent ?? {},
      };
    },
    async close() {
      await client.close();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** Whether a line of stdout was no JSON, or JSON that is no message. */
function isOfParser(error: Error): boolean {
  return error instanceof SyntaxError || error.name === 'ZodError';
}

function listStray(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter(path => !path.split('/').includes('artifacts'));
}

/** What a finished process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/**
 * A server process without a client, for tests that speak to it byte by byte.
 *
 * @param options `command` is what is run in place of the built command, with arguments of its own.
 */
export function spawnServer(
  args: readonly string[] = [],
  options: { env?: Record<string, string>; cwd?: string; command?: readonly [string, ...string[]] } = {},
): { child: ChildProcess; send(message: object): void; stdout(): string; finished: Promise<Finished> } {
  const started = performance.now();
  const [command, ...before] = options.command ?? [process.execPath, CLI];
  const child = spawn(command, [...before, ...args], {
    env: { PATH: process.env.PATH ?? '', MCP_LOG_LEVEL: 'WARNING', ...options.env },
    stdio: 'pipe',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  // A test that closes the pipe under the server must not die of it.
  child.stdin.on('error', () => {});
  const finished = new Promise<Finished>(resolve => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, ms: performance.now() - started });
    });
  });
  return {
    child,
    send: message => child.stdin.write(`${JSON.stringify(message)}\n`),
    stdout: () => stdout,
    finished,
  };
}

/** Runs a command of the CLI to its end. */
export function runCli(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Finished> {
  const { child, finished } = spawnServer(args, options);
  child.stdin?.end();
  return finished;
}

/** The messages that open a connection by hand. */
export const HANDSHAKE = [
  {
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'by hand', version: '1' },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
] as const;
