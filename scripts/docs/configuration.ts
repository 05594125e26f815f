import { INAPPLICABLE_NAMES } from '../../src/config/inapplicable-names.ts';
import type { SettingDefinition } from '../../src/config/setting-definition.ts';
import { CONFIG_FILE_VARIABLE, SETTING_GROUPS } from '../../src/config/setting-definitions.ts';

/** What the document says of a setting. */
type Described = Omit<SettingDefinition<unknown>, 'choose' | 'schema'>;

/** A config file that sets something in every section. */
export const EXAMPLE_CONFIG_FILE = `server:
  transport: http
  host: 127.0.0.1
  port: 3000
  log_level: INFO

openscad:
  timeout: 30
  max_threads: 4

security:
  auth_token: replace-this-with-the-output-of-openssl-rand
  rate_limit: 60
  roots: [./models, /srv/cad]   # seen from the folder of this file
  max_file_size_mb: 10

cache:
  enabled: true
  type: redis
  ttl: 3600
  max_size: 1000

redis:
  host: localhost
  port: 6379
  db: 0
  password: null

MAX_RENDER_RESOLUTION: 4096   # canonical names stand at the top level
`;

const INTRODUCTION = `# Configuration

<!-- Written by \`npm run docs\` from src/config; changes made here are lost. -->

Nothing has to be set. \`openscad-mcp-server doctor\` and the tool \`server_status\` show every setting with its value
and what set it; secrets are shown as \`***\`.

## Where settings come from

From the strongest to the weakest:

1. Flags: \`serve --http --host H --port N --root DIR --config FILE --debug\`. \`doctor\` takes them too, and shows what
   they would do.
2. The environment, for instance the \`env\` of an MCP client's configuration.
3. \`.env\` in the working directory.
4. A config file that \`--config FILE\` or \`${CONFIG_FILE_VARIABLE}\` names.
5. The defaults below.

Each setting has one canonical name. Other names that people know it by are accepted in the same places; the
canonical one wins where both are given. Empty values count as not set. Relative paths are seen from the working
directory, in a config file from its own folder, and \`~\` is the home folder.

An invalid value stops the start with one message that lists all problems of all sources. What was given and does
not count is a warning in the log and in \`doctor\`: a value that another name in the same place overrides, an invalid
value that a stronger source overrides, a setting of HTTP while the transport is stdio, a name that does nothing
here, and a variable \`OPENSCAD_…\` or \`MCP_…\` that looks like a misspelt setting.

### .env

Lines are \`NAME=value\`, with comments after \`#\`; put a value that holds a \`#\` into quotes. Other programs have such
files too, so variables that are no settings are passed over. The file is not used, and a warning says so, when it is
a symbolic link, is larger than 64 KiB, is not UTF-8, or belongs to another user in a folder that everybody may write
to. A broken line is warned about and left out.

**Mind whose \`.env\` it is.** MCP clients start servers in the folder of the open project, and a \`.env\` that came with
somebody else's project configures this server, too: what it sets is marked \`.env: …\` in \`doctor\`. The environment
of the client wins over it. It cannot choose a program to run: settings marked *not from* \`.env\` are passed over
there, and in a config file that it names.

### Config file

YAML or JSON of at most 256 KiB, with the sections below or with canonical names and their aliases at the top level.
Unknown keys and wrong types are errors. Aliases of YAML (\`*name\`) are not supported.

\`\`\`yaml
${EXAMPLE_CONFIG_FILE.trimEnd()}
\`\`\`

## Settings
`;

/** The text of docs/CONFIGURATION.md, before formatting. */
export function writeConfigurationDocument(): string {
  const groups = SETTING_GROUPS.map(
    ({ title, definitions }) => `### ${title}\n\n${definitions.map(writeSetting).join('\n')}\n`,
  );
  return [INTRODUCTION, ...groups, writeInapplicable()].join('\n');
}

function writeSetting({
  name,
  flag,
  shownDefault,
  description,
  aliases,
  keys,
  isSecret,
  isOperatorOnly,
}: Described): string {
  const names = [
    ...(flag === undefined ? [] : [`flag ${flag.split(', ').map(code).join(', ')}`]),
    ...(aliases.length === 0 ? [] : [`also ${aliases.map(writeName).join(', ')}`]),
    `in a config file ${keys.map(writeName).join(', ')}`,
  ];
  const secret = isSecret === true ? ' Secret.' : '';
  const place = isOperatorOnly === true ? ' Not from `.env`.' : '';
  return [
    `- **\`${name}\`** (default: ${toPlainText(shownDefault)}) ${toPlainText(description)}${secret}${place}\\`,
    `  ${names.join('; ')}`,
  ].join('\n');
}

function writeName(name: Described['aliases'][number]): string {
  return typeof name === 'string' ? code(name) : `${code(name.name)} (${name.note})`;
}

function writeInapplicable(): string {
  const items = INAPPLICABLE_NAMES.map(
    ({ names, reason }) => `- ${names.map(code).join(', ')}: ${toPlainText(reason)}.`,
  );
  return `### Names without effect

Other OpenSCAD servers know these names. Here each is answered by a warning, since it does nothing.

${items.join('\n')}
`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Keeps plain text from being taken for markup. */
function toPlainText(text: string): string {
  return text.replace(/[<*_[\]]/g, '\\$&');
}
