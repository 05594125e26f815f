import { Dice } from '../dice.ts';
import { makeAssets } from './assets.ts';
import { readCorpus } from './corpus.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText } from './mutate-text.ts';
import { makeArguments, type ToolDefinition } from './random-arguments.ts';
import { makeValue, PATHS, TIMEOUT_S } from './random-value.ts';

/** What is made at random. */
export const FUZZ_KINDS = ['source', 'parameters', 'arguments', 'paths', 'assets', 'json-rpc'] as const;

/** A member of {@link FUZZ_KINDS}. */
export type FuzzKind = (typeof FUZZ_KINDS)[number];

/** A call that must be answered, or bytes after which the server must go on. */
export type FuzzCase = { readonly kind: FuzzKind; readonly seed: number } & (
  | { readonly tool: string; readonly args: Readonly<Record<string, unknown>> }
  /** Of one line on the server's standard input, in base64. */
  | { readonly line: string }
);

const RESOURCES = [
  'source.scad',
  'preview.png',
  'mesh.stl',
  'mesh.glb',
  '../../x',
  '%2e%2e%2fx',
  'preview.png?size=9e9x1',
];

const assets = makeAssets();
const corpus = readCorpus();

/** Makes one case; the same for the same seed and tools. */
export function makeCase(kind: FuzzKind, seed: number, tools: readonly ToolDefinition[]): FuzzCase {
  const dice = new Dice(seed);
  switch (kind) {
    case 'source':
      return { kind, seed, ...callWith(dice, { code: mutateText(dice, dice.pick(corpus), corpus) }) };
    case 'parameters':
      return { kind, seed, ...callWith(dice, { code: dice.pick(corpus), parameters: makeParameters(dice) }) };
    case 'arguments': {
      const tool = dice.pick(tools);
      return { kind, seed, tool: tool.name, args: makeArguments(dice, tool) };
    }
    case 'paths':
      return { kind, seed, ...makePathCall(dice) };
    case 'assets': {
      const { name, bytes, code } = dice.pick(assets);
      const data = Buffer.from(mutateBytes(dice, bytes)).toString('base64');
      const files = { [name]: `data:application/octet-stream;base64,${data}` };
      return { kind, seed, ...callWith(dice, { code, files }) };
    }
    case 'json-rpc':
      return { kind, seed, line: makeLine(dice) };
  }
}

/** A tool that takes a model, with the model and arguments that it needs. */
function callWith(dice: Dice, model: Readonly<Record<string, unknown>>) {
  const args = { ...model, timeout_s: TIMEOUT_S };
  const picture = { width_px: 64, height_px: 48 };
  const calls = [
    { tool: 'check_model', args: { ...args, level: dice.pick(['syntax', 'geometry', 'print']) } },
    { tool: 'render_model', args: { ...args, ...picture, edges: dice.chance(0.5) } },
    {
      tool: 'measure_model',
      args: { ...args, what: ['size', 'mass', 'topology', 'parts', 'thickness', 'features'] },
    },
    { tool: 'list_parameters', args },
    {
      tool: 'export_model',
      args: { ...args, format: dice.pick(['stl', '3mf', 'glb', 'csg', 'scad', 'svg', 'png']) },
    },
  ];
  return dice.pick(calls);
}

function makeParameters(dice: Dice): Record<string, unknown> {
  const names = [
    'width',
    'shape',
    'x',
    '$fn',
    '$fa',
    '$t',
    '__proto__',
    'constructor',
    'a=1;b',
    '',
    'é',
    'if',
    '$preview',
  ];
  const entries = Array.from(
    { length: dice.whole(1, 5) },
    () => [dice.pick(names), makeValue(dice, 4)] as const,
  );
  return Object.fromEntries(entries);
}

function makePathCall(dice: Dice): { tool: string; args: Record<string, unknown> } {
  const path = dice.pick(PATHS);
  const call = callWith(dice, {});
  const variants: readonly Record<string, unknown>[] = [
    { path },
    { code: `include <${path}>\ncube(1);` },
    { code: `import(${JSON.stringify(path)});` },
    { code: 'use <a.scad>\ncube(1);', files: { [path]: 'cube(2);', 'a.scad': '' } },
    { code: 'cube(1);', output_path: path, format: 'stl', overwrite: dice.chance(0.5) },
    { model_id: dice.pick([path, 'm_0', `m_${'a'.repeat(26)}`]) },
  ];
  const chosen = dice.pick(variants);
  if ('output_path' in chosen) return { tool: 'export_model', args: { ...chosen, timeout_s: TIMEOUT_S } };
  return { ...call, args: { ...call.args, ...chosen } };
}

/** A message of the protocol with its bytes changed, or one that is well formed and wrong. */
function makeLine(dice: Dice): string {
  const id = dice.pick([1, 'a', null, -1, 1.5, {}, 2 ** 53]);
  const messages: readonly unknown[] = [
    {
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'check_model', arguments: { code: 'cube(1);' } },
    },
    {
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: makeValue(dice, 1), arguments: makeValue(dice, 2) },
    },
    { jsonrpc: '2.0', id, method: 'tools/list', params: { cursor: makeValue(dice, 1) } },
    {
      jsonrpc: '2.0',
      id,
      method: 'resources/read',
      params: { uri: `openscad://models/m_0/${dice.pick(RESOURCES)}` },
    },
    {
      jsonrpc: '2.0',
      id,
      method: 'prompts/get',
      params: { name: makeValue(dice, 1), arguments: makeValue(dice, 1) },
    },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: makeValue(dice, 1) } },
    { jsonrpc: dice.pick(['1.0', 2, null]), id, method: 'ping' },
    { jsonrpc: '2.0', id, result: makeValue(dice, 2) },
    makeValue(dice, 4),
    [{ jsonrpc: '2.0', id, method: 'ping' }],
  ];
  const text = JSON.stringify(dice.pick(messages));
  const bytes = new TextEncoder().encode(text);
  const line = dice.chance(0.6) ? mutateBytes(dice, bytes) : bytes;
  return Buffer.from(line.filter(byte => byte !== 0x0a)).toString('base64');
}
