import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { distFolder } from './project-paths.ts';

/** A client of a server process, as scripts use it. */
export interface ScriptClient {
  /** Calls a tool; milliseconds are those until the answer is there, without what the client library makes of it. */
  call(
    name: string,
    args: Record<string, unknown>,
  ): Promise<{ report: Record<string, unknown>; images: readonly Buffer[]; ms: number }>;
  close(): Promise<void>;
}

/** Starts the built server on stdio and connects a client to it. */
export async function connectClient(env: Record<string, string> = {}): Promise<ScriptClient> {
  const client = new Client({ name: 'script', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(distFolder, 'cli.js')],
    env: { PATH: process.env.PATH ?? '', MCP_LOG_LEVEL: 'ERROR', ...env },
    stderr: 'inherit',
  });
  await client.connect(transport);
  const deliver = transport.onmessage;
  let arrivedAt = 0;
  transport.onmessage = message => {
    arrivedAt = performance.now();
    deliver?.(message);
  };
  return {
    async call(name, args) {
      const started = performance.now();
      const answer = await client.callTool({ name, arguments: args }, undefined, { timeout: 900_000 });
      const ms = arrivedAt - started;
      const { structuredContent, content } = CallToolResultSchema.parse(answer);
      const images = content.flatMap(block =>
        block.type === 'image' ? [Buffer.from(block.data, 'base64')] : [],
      );
      return { report: structuredContent ?? {}, images, ms };
    },
    close: () => client.close(),
  };
}
