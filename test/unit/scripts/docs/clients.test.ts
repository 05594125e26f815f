import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENTS, cursorLink, vsCodeLink } from '../../../../scripts/docs/clients.ts';
import { projectRoot } from '../../../../scripts/project-paths.ts';

const PACKAGE: { name: string; bin: Record<string, string> } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);
const START = { command: 'npx', args: ['-y', PACKAGE.name] };

const snippets = (language: string) => CLIENTS.filter(client => client.language === language);

describe('snippets for clients', () => {
  it.each(snippets('json').map(({ name, snippet }) => [name, snippet]))(
    '%s: is JSON that starts the server',
    (_, text) => {
      const { mcpServers, servers } = JSON.parse(text);
      const [entry] = Object.values<Record<string, unknown>>(mcpServers ?? servers);
      if (entry.type === 'http') expect(entry.url).toMatch(/^https:.*\/mcp$/);
      else expect(entry).toMatchObject({ command: 'npx', args: expect.arrayContaining(START.args) });
    },
  );

  it.each(snippets('sh').map(({ name, snippet }) => [name, snippet]))(
    '%s: is a command that adds the server',
    (_, text) => {
      expect(text).toMatch(/^\w+ mcp add openscad (?:-- npx|npx --) -y openscad-mcp-server$/);
    },
  );

  it.each(snippets('toml').map(({ name, snippet }) => [name, snippet]))(
    '%s: is TOML that starts the server',
    (_, text) => {
      const [table, ...lines] = text.split('\n');
      expect(table).toBe('[mcp_servers.openscad]');
      // Strings and lists of them are the same in TOML and JSON.
      const entries = lines.map(line => /^(\w+) = (.+)$/.exec(line) ?? []);
      expect(Object.fromEntries(entries.map(([, key, value]) => [key, JSON.parse(value)]))).toEqual(START);
    },
  );

  it('cover the clients people have', () => {
    const names = CLIENTS.map(({ name }) => name);
    for (const name of [
      'Claude Desktop',
      'Claude Code',
      'VS Code',
      'Cursor',
      'Windsurf',
      'Gemini CLI',
      'Codex',
    ]) {
      expect(names).toContain(name);
    }
  });
});

describe('links that install', () => {
  it('VS Code: hold a name and a configuration', () => {
    const { searchParams, hostname } = new URL(vsCodeLink());
    expect(hostname).toBe('vscode.dev');
    expect(searchParams.get('name')).toBe('openscad');
    expect(JSON.parse(searchParams.get('config') ?? '')).toEqual(START);
  });

  it('Cursor: hold a name and a configuration', () => {
    const { searchParams, hostname } = new URL(cursorLink());
    expect(hostname).toBe('cursor.com');
    expect(searchParams.get('name')).toBe('openscad');
    expect(JSON.parse(Buffer.from(searchParams.get('config') ?? '', 'base64').toString())).toEqual(START);
  });
});
