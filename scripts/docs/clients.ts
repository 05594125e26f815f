import { SERVER_KEY } from '../distribution/manifests.ts';

const PACKAGE = 'openscad-mcp-server';

/** What every client starts. */
const COMMAND = { command: 'npx', args: ['-y', PACKAGE] };

/** How one client is told of the server. */
export interface ClientSetup {
  readonly name: string;
  /** Where the snippet goes, in a sentence. */
  readonly where: string;
  readonly language: 'json' | 'toml' | 'sh';
  readonly snippet: string;
}

const MCP_SERVERS = toJson({ mcpServers: { [SERVER_KEY]: COMMAND } });

/** Clients in the order of the README. */
export const CLIENTS: readonly ClientSetup[] = [
  {
    name: 'Claude Desktop',
    where:
      'Open the `.mcpb` file of a release, or put this into `claude_desktop_config.json` (Settings → Developer → Edit Config) and start Claude again. The folder is where your models are.',
    language: 'json',
    snippet: toJson({
      mcpServers: {
        [SERVER_KEY]: { ...COMMAND, args: [...COMMAND.args, 'serve', '--root', '/Users/you/models'] },
      },
    }),
  },
  {
    name: 'Claude Code',
    where: 'In the folder of your project; `--scope user` makes it known in all.',
    language: 'sh',
    snippet: `claude mcp add ${SERVER_KEY} -- npx -y ${PACKAGE}`,
  },
  {
    name: 'VS Code',
    where: 'In `.vscode/mcp.json`, or by the link above.',
    language: 'json',
    snippet: toJson({ servers: { [SERVER_KEY]: { type: 'stdio', ...COMMAND } } }),
  },
  {
    name: 'Cursor',
    where: 'In `.cursor/mcp.json`, or by the link above.',
    language: 'json',
    snippet: MCP_SERVERS,
  },
  {
    name: 'Windsurf',
    where: 'In `~/.codeium/windsurf/mcp_config.json`.',
    language: 'json',
    snippet: MCP_SERVERS,
  },
  {
    name: 'Gemini CLI',
    where: 'Or the same JSON as for Cursor in `~/.gemini/settings.json`.',
    language: 'sh',
    snippet: `gemini mcp add ${SERVER_KEY} npx -- -y ${PACKAGE}`,
  },
  {
    name: 'Codex',
    where: 'In `~/.codex/config.toml`, or `codex mcp add openscad -- npx -y openscad-mcp-server`.',
    language: 'toml',
    snippet: `[mcp_servers.${SERVER_KEY}]\ncommand = "npx"\nargs = ["-y", "${PACKAGE}"]`,
  },
  {
    name: 'Others',
    where:
      'Most read a JSON of this form: LM Studio, Cline, Roo Code, Zed (as `context_servers`), Jan and more.',
    language: 'json',
    snippet: MCP_SERVERS,
  },
  {
    name: 'A server for several people',
    where: 'One that [runs over HTTP](DEPLOYMENT.md) is named by its address.',
    language: 'json',
    snippet: toJson({
      mcpServers: {
        [SERVER_KEY]: {
          type: 'http',
          url: 'https://cad.example.org/mcp',
          headers: { Authorization: 'Bearer TOKEN' },
        },
      },
    }),
  },
];

/** Adds the server to VS Code with a click. */
export function vsCodeLink(): string {
  const config = encodeURIComponent(JSON.stringify(COMMAND));
  return `https://vscode.dev/redirect/mcp/install?name=${SERVER_KEY}&config=${config}`;
}

/** Adds the server to Cursor with a click. */
export function cursorLink(): string {
  const config = Buffer.from(JSON.stringify(COMMAND)).toString('base64');
  return `https://cursor.com/en/install-mcp?name=${SERVER_KEY}&config=${encodeURIComponent(config)}`;
}

/** The part of the README that says how to add the server to a client. */
export function writeClients(): string {
  const links = `**With a click:** [VS Code](${vsCodeLink()}) · [Cursor](${cursorLink()}) · Claude Desktop: open the \`.mcpb\` file of a release`;
  const sections = CLIENTS.map(({ name, where, language, snippet }) =>
    [
      '<details>',
      `<summary>${name}</summary>`,
      '',
      where,
      '',
      `\`\`\`${language}`,
      snippet,
      '```',
      '',
      '</details>',
    ].join('\n'),
  );
  return [links, ...sections].join('\n\n');
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[\n\s+([^\]]*?)\n\s+\]/g, (_, items: string) => {
    return `[${items.split(/,\n\s+/).join(', ')}]`;
  });
}
