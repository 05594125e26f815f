import { tools } from '../../src/mcp/tools/index.ts';
import type { PackageFacts } from './package-facts.ts';

/** Copied by the bundle and shown by clients. */
export const ICON_FILE = 'docs/pictures/icon.png';

/** Who made it, for manifests that want a name. */
const AUTHOR = { name: 'the openscad-mcp-server contributors' };

/** At most 100 characters, as the registry demands. */
const SHORT_DESCRIPTION =
  'OpenSCAD workshop: write, check, see, measure and export 3D models. Nothing else to install.';

/** What this server is called in a client's configuration. */
export const SERVER_KEY = 'openscad';

/** How a client starts it: this very version, so that a plugin and its server always fit. */
function pinnedServer({ name, version }: PackageFacts) {
  return { [SERVER_KEY]: { command: 'npx', args: ['-y', `${name}@${version}`] } };
}

/** `server.json` for the MCP registry, after its schema of 2025-12-11. */
export function writeRegistryManifest(facts: PackageFacts): object {
  const { name, version, mcpName, repositoryUrl } = facts;
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: mcpName,
    title: 'OpenSCAD',
    description: SHORT_DESCRIPTION,
    version,
    ...(repositoryUrl === null
      ? {}
      : { repository: { url: repositoryUrl, source: 'github' }, websiteUrl: repositoryUrl }),
    packages: [
      {
        registryType: 'npm',
        identifier: name,
        version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        packageArguments: [
          { type: 'positional', value: 'serve' },
          {
            type: 'named',
            name: '--root',
            description:
              'A folder that models may be read from and written to. Default: the working directory.',
            format: 'filepath',
            isRepeated: true,
          },
        ],
        environmentVariables: [
          {
            name: 'OPENSCAD_TIMEOUT',
            description: 'Deadline of a call, seconds.',
            format: 'number',
            default: '30',
          },
          {
            name: 'OPENSCAD_MAX_MEMORY_MB',
            description: 'Memory one render may use, MB.',
            format: 'number',
            default: '1024',
          },
          {
            name: 'OPENSCADPATH',
            description: 'Folders of your own OpenSCAD libraries.',
            format: 'filepath',
          },
        ],
      },
    ],
  };
}

/** `manifest.json` of the bundle that Claude Desktop and others install with a click, version 0.3. */
export function writeBundleManifest(facts: PackageFacts): object {
  const { name, version, description, license, keywords, nodeRange, repositoryUrl } = facts;
  return {
    manifest_version: '0.3',
    name,
    display_name: 'OpenSCAD',
    version,
    description: SHORT_DESCRIPTION,
    long_description: description,
    author: AUTHOR,
    ...(repositoryUrl === null
      ? {}
      : { repository: { type: 'git', url: repositoryUrl }, homepage: repositoryUrl }),
    license,
    keywords,
    icon: 'icon.png',
    server: {
      type: 'node',
      entry_point: 'dist/cli.js',
      mcp_config: {
        command: 'node',
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the host puts values in their places
        args: ['${__dirname}/dist/cli.js', 'serve', '--root', '${user_config.folder}'],
        env: {
          OPENSCAD_TIMEOUT: '${user_config.timeout_s}',
          OPENSCAD_MAX_MEMORY_MB: '${user_config.memory_mb}',
          OPENSCADPATH: '${user_config.libraries}',
        },
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
      },
    },
    tools: tools.map(tool => ({ name: tool.name, description: firstSentence(tool.description) })),
    prompts_generated: true,
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: nodeRange } },
    user_config: {
      folder: {
        type: 'directory',
        title: 'Folder of your models',
        description: 'Models are read from here and exported files written here; nothing outside is touched.',
        required: true,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the host puts the folder in its place
        default: '${DOCUMENTS}',
      },
      libraries: {
        type: 'directory',
        title: 'Folder of your own libraries',
        description: 'OpenSCAD libraries of yours. BOSL2, MCAD and others are there without it.',
        required: false,
        default: '',
      },
      timeout_s: {
        type: 'number',
        title: 'Deadline, seconds',
        description: 'How long one model may take.',
        default: 30,
        min: 1,
        max: 600,
      },
      memory_mb: {
        type: 'number',
        title: 'Memory, MB',
        description: 'How much memory one model may use.',
        default: 1024,
        min: 64,
        max: 4096,
      },
    },
  };
}

/** `.claude-plugin/plugin.json`: the server and the skill in `skills/` for Claude Code. */
export function writePluginManifest(facts: PackageFacts): object {
  const { version, license, keywords, repositoryUrl } = facts;
  return {
    name: 'openscad',
    version,
    description: SHORT_DESCRIPTION,
    author: AUTHOR,
    ...(repositoryUrl === null ? {} : { homepage: repositoryUrl, repository: repositoryUrl }),
    license,
    keywords,
    mcpServers: pinnedServer(facts),
  };
}

/** `.claude-plugin/marketplace.json`: a marketplace with this one plugin. */
export function writeMarketplace({ name, version }: PackageFacts): object {
  return {
    name,
    owner: AUTHOR,
    plugins: [{ name: 'openscad', source: './', description: SHORT_DESCRIPTION, version }],
  };
}

/** `gemini-extension.json` for Gemini CLI. */
export function writeGeminiExtension(facts: PackageFacts): object {
  return { name: 'openscad', version: facts.version, mcpServers: pinnedServer(facts) };
}

function firstSentence(text: string): string {
  return /^.*?[.:](?= )/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}
