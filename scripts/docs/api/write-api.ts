import { ERROR_TRAITS, type ErrorCode } from '../../../src/contracts/errors.ts';
import { formatJson } from '../../format-json.ts';
import { type DocsServer, startDocsServer } from './docs-server.ts';
import { ERROR_EXAMPLES } from './error-examples.ts';
import { PROMPT_EXAMPLES, RESOURCE_EXAMPLES, RESOURCE_MODEL, TOOL_EXAMPLES } from './tool-examples.ts';
import { writeArgumentTable } from './write-schema.ts';

const INTRODUCTION = `# API

<!-- Written by \`npm run docs\`: every result below is what the server answered. Changes made here are lost. -->

What an MCP client sees of openscad-mcp-server. Lengths are millimetres, angles degrees, Z points up. \`…\` stands for what
differs from run to run or was left out here for brevity; folders are shown as \`/home/you/parts\`.

- [Results](#results)
- [Tools](#tools)
- [Errors](#errors)
- [Resources](#resources)
- [Prompts](#prompts)
- [Completion](#completion)

## Results

A result has \`content\`, a text that stands alone and then pictures, and \`structuredContent\`, which says all that the text
says and holds no pictures. Fields that are the same in every tool:

| field | meaning |
| --- | --- |
| \`ok\` | \`false\` exactly when the result is an error (\`isError\`) |
| \`summary\` | one or two sentences with the numbers that matter |
| \`model_id\` | stands for the model in later calls |
| \`kind\` | \`3d\`, \`2d\` or \`empty\` |
| \`diagnostics\` | what OpenSCAD and the server say about the source: \`severity\`, \`code\`, \`message\`, \`file\`, \`line\`, \`excerpt\`, \`hint\` |
| \`size\` | \`min\`, \`max\` and \`size\` of the bounding box, mm |
| \`mesh\` | \`triangles\`, \`vertices\`, \`watertight\`, \`parts\`, \`volume_mm3\`, \`area_mm2\` |
| \`outline\` | of a 2D model: \`contours\`, \`area_mm2\` and more |
| \`images\` | view, address, size in pixels, bytes and mm per pixel of each picture |
| \`artifacts\` | address, path, format, bytes and SHA-256 of each file that was written |
| \`notes\` | what was changed, cut or left out |
| \`timing_ms\`, \`cache\` | where the time went; \`hit\`: the whole answer was known, \`mesh\`: the geometry was, \`miss\` |
| \`error\` | \`code\`, \`message\`, \`hint\`, \`retryable\`; only when \`ok\` is false |

A result is at most 900 kB, a picture 500 kB, text about 8,000 tokens; what did not fit is named in \`notes\`.`;

/** The text of API.md, before formatting, by asking the built server. */
export async function writeApiDocument(): Promise<string> {
  const server = await startDocsServer();
  try {
    const parts = [
      INTRODUCTION,
      await writeTools(server),
      await writeErrors(server),
      await writeResources(server),
      await writePrompts(server),
      await writeCompletion(server),
    ];
    return `${parts.join('\n\n')}\n`;
  } finally {
    await server.close();
  }
}

async function writeTools(server: DocsServer): Promise<string> {
  const { tools } = await server.client.listTools();
  const sections = [];
  for (const { name, description, inputSchema, annotations } of tools) {
    const hints = Object.entries(annotations ?? {}).filter(([, value]) => value === true);
    const examples = [];
    for (const { title, args } of TOOL_EXAMPLES.filter(({ tool }) => tool === name)) {
      const { text, report } = await server.call(name, args);
      const shown = [`**${title}**`, json(args), 'answers', json(report)];
      if (name === 'render_model')
        shown.push('with a picture, and as text', fence('', cutText(server, text)));
      examples.push(shown.join('\n\n'));
    }
    if (examples.length === 0) throw new Error(`${name} has no example`);
    sections.push(
      [
        `### ${name}`,
        description,
        `Annotations: ${hints.map(([hint]) => `\`${hint}\``).join(', ') || 'none'}.`,
        writeArgumentTable(inputSchema),
        ...examples,
      ].join('\n\n'),
    );
  }
  return ['## Tools', ...sections].join('\n\n');
}

async function writeErrors(server: DocsServer): Promise<string> {
  const rows = Object.entries(ERROR_TRAITS).map(
    ([code, { retryable, httpStatus }]) =>
      `| [\`${code}\`](#${code.toLowerCase()}) | ${retryable ? 'yes' : 'no'} | ${httpStatus} |`,
  );
  const table = ['| code | worth a retry | HTTP status |', '| --- | --- | --- |', ...rows].join('\n');
  const sections = [];
  for (const code of Object.keys(ERROR_TRAITS).filter(isErrorCode))
    sections.push(await writeError(server, code));
  const introduction = `Whatever goes wrong in a tool is a result with \`isError\`, which a language model can read and act on. Protocol errors
are left for unknown tools, resources and prompts. The HTTP status is that of a request that is refused before a tool sees it.`;
  return ['## Errors', introduction, table, ...sections].join('\n\n');
}

async function writeError(server: DocsServer, code: ErrorCode): Promise<string> {
  const { when, call } = ERROR_EXAMPLES[code];
  const head = [
    `### ${code}`,
    `${when} What to do, unless a result knows better: _${ERROR_TRAITS[code].hint}_`,
  ];
  if (call === undefined) return head.join('\n\n');
  const { tool, args, env, times = 1 } = call;
  const own = env === undefined ? null : await startDocsServer(env);
  try {
    const answers = await Promise.all(
      Array.from({ length: times }, (_, index) => (own ?? server).call(tool, vary(args, index))),
    );
    const report = answers.map(answer => answer.report).find(answer => codeOf(answer) === code);
    if (report === undefined) {
      throw new Error(`${code} is not what came: ${answers.map(answer => codeOf(answer.report)).join(', ')}`);
    }
    const settings = Object.entries(env ?? {}).map(([name, value]) => `\`${name}=${value}\``);
    const given = settings.length === 0 ? '' : ` with ${settings.join(' ')}`;
    const several = times === 1 ? '' : `, ${times} times at once`;
    return [...head, `\`${tool}\`${given}${several}:`, json(server.stable(args)), json(report)].join('\n\n');
  } finally {
    await own?.close();
  }
}

/** Equal calls at one time are worked on as one, so each gets a comment of its own. */
function vary(args: Readonly<Record<string, unknown>>, index: number): Record<string, unknown> {
  return index === 0 ? { ...args } : { ...args, code: `${args.code} // ${index + 1}` };
}

async function writeResources(server: DocsServer): Promise<string> {
  const { resources } = await server.client.listResources();
  const { resourceTemplates } = await server.client.listResourceTemplates();
  const { structuredContent } = await server.client.callTool({
    name: 'check_model',
    arguments: { code: RESOURCE_MODEL },
  });
  const id = String(Object(structuredContent).model_id);
  const fixed = resources
    .filter(({ uri }) => !uri.startsWith('openscad://models/'))
    .map(({ uri, title, mimeType }) => `| \`${uri}\` | \`${mimeType ?? ''}\` | ${title ?? ''} |`);
  const templates = resourceTemplates.map(
    ({ uriTemplate, mimeType, description }) =>
      `| \`${uriTemplate}\` | ${mimeType === undefined ? 'by file' : `\`${mimeType}\``} | ${description ?? ''} |`,
  );
  const examples = [];
  for (const uri of RESOURCE_EXAMPLES) {
    const { contents } = await server.client.readResource({ uri: uri.replace('{id}', id) });
    examples.push(`\`${uri}\`\n\n${fence('', cutText(server, describeContent(contents[0])))}`);
  }
  const table = ['| address | type | what it is |', '| --- | --- | --- |', ...fixed, ...templates].join('\n');
  const introduction = `Files of a model are made when they are read. On stdio the latest models are listed as well; over HTTP, where clients
must not see each other's models, only whoever knows an id can read it. \`{id}\` below is \`${id}\`.`;
  return ['## Resources', introduction, table, ...examples].join('\n\n');
}

/** The text of a resource, or what kind of bytes it has; a status changes from run to run. */
function describeContent(content: { mimeType?: string | undefined; text?: unknown; blob?: unknown }): string {
  if (content.mimeType === 'application/json') return '{ "ok": true, … as server_status answers … }';
  return typeof content.text === 'string' ? content.text : `(base64 of ${content.mimeType})`;
}

async function writePrompts(server: DocsServer): Promise<string> {
  const { prompts } = await server.client.listPrompts();
  const sections = [];
  for (const { name, description, arguments: accepted = [] } of prompts) {
    const rows = accepted.map(
      argument =>
        `| \`${argument.name}\` | ${argument.required ? 'yes' : 'no'} | ${argument.description ?? ''} |`,
    );
    const args = PROMPT_EXAMPLES[name];
    const { messages } = await server.client.getPrompt({ name, arguments: { ...args } });
    const [{ content }] = messages;
    sections.push(
      [
        `### ${name}`,
        description ?? '',
        ['| argument | required | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
        json(args),
        'is written as',
        fence('text', content.type === 'text' ? content.text : ''),
      ].join('\n\n'),
    );
  }
  return ['## Prompts', ...sections].join('\n\n');
}

async function writeCompletion(server: DocsServer): Promise<string> {
  const params = {
    ref: { type: 'ref/prompt' as const, name: 'design_part' },
    argument: { name: 'material', value: 'p' },
  };
  const { completion } = await server.client.complete(params);
  return [
    '## Completion',
    'Arguments of prompts and variables of resource addresses are completed: what begins with the text first, then what contains it.',
    json(params),
    'answers',
    json(completion),
  ].join('\n\n');
}

function json(value: unknown): string {
  return fence('json', formatJson(value).trimEnd());
}

/** A block of code; four marks where the text has blocks of its own. */
function fence(language: string, text: string): string {
  const marks = text.includes('```') ? '````' : '```';
  return `${marks}${language}\n${text}\n${marks}`;
}

/** The first lines of a text, in their stable form. */
function cutText(server: DocsServer, text: string): string {
  const lines = text.split('\n').filter(line => !/^(?:timing_ms|cache|images):/.test(line));
  const shown = lines.slice(0, 12).join('\n');
  return lines.length <= 12 ? shown : `${String(server.stable(shown))}\n…`;
}

function codeOf(report: unknown): string {
  const error: unknown = Object(report).error;
  return String(Object(error).code);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TRAITS, code);
}
