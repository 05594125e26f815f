import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { distFolder } from '../../project-paths.ts';
import { makeStable } from './stable-result.ts';

/** The built server in an empty folder, as documents ask it. */
export interface DocsServer {
  readonly client: Client;
  /** What a tool answered: its text, and its structured content in a stable form. */
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<{ text: string; report: unknown }>;
  /** Replaces what differs from run to run. */
  stable(value: unknown): unknown;
  close(): Promise<void>;
}

/**
 * Starts the built server with the settings given and defaults for the rest.
 *
 * @param files what its folder holds, by name.
 */
export async function startDocsServer(
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<DocsServer> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'docs-server-')));
  const folder = join(place, 'parts');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
  const client = new Client({ name: 'documents', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(distFolder, 'cli.js')],
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      MCP_LOG_LEVEL: 'ERROR',
      TEMP_DIR: join(place, 'temp'),
      // Libraries of whoever writes the documents are not to stand in them.
      HOME: place,
      USERPROFILE: place,
      ...env,
    },
    // A server that is stopped at once complains that it could not get ready.
    stderr: 'ignore',
  });
  await client.connect(transport);
  const stable = (value: unknown) => makeStable(value, folder);
  return {
    client,
    stable,
    async call(tool, args) {
      const answer = await client.callTool({ name: tool, arguments: { ...args } }, undefined, {
        timeout: 120_000,
      });
      const { content, structuredContent } = CallToolResultSchema.parse(answer);
      const text = content.flatMap(block => (block.type === 'text' ? [block.text] : [])).join('\n');
      return { text, report: stable(structuredContent) };
    },
    async close() {
      await client.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
