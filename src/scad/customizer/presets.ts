import { LIMITS } from '../../contracts/limits.ts';
import { cleanText } from '../clean-text.ts';
import type { Customizer, CustomizerParameter, CustomizerValue } from './customizer.ts';

/** Named parameter sets as a file holds them: the values are texts, in files of OpenSCAD all of them. */
export type ParameterSets = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** What a JSON file beside a model is: a file of the customizer, some other file, or none that can be read. */
export type PresetFile =
  | { readonly kind: 'sets'; readonly sets: ParameterSets }
  | { readonly kind: 'other' }
  | { readonly kind: 'broken'; readonly reason: string };

/** A parameter set that was read with the types of the model's parameters. */
export interface Preset {
  readonly values: Readonly<Record<string, CustomizerValue>>;
  /**
   * Parameters whose text has the wrong form; OpenSCAD leaves those as they are in the file. Values that no
   * parameter can have, such as objects, are here as `{…}`, `[…]` and `null`.
   */
  readonly unreadable: readonly { readonly parameter: CustomizerParameter; readonly text: string }[];
  /** Names that are no parameters of the customizer; OpenSCAD passes over them. */
  readonly unlisted: readonly string[];
}

/** Names of sets are repeated in messages up to this length. */
const MAX_QUOTED_LENGTH = 80;

/** Kept with the customizer, as a file can have a great many sets. */
const parametersByName = new WeakMap<Customizer, ReadonlyMap<string, CustomizerParameter>>();

/** Numbers as OpenSCAD's reader of these files takes them. */
const NUMBER = /^[+-]?(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/** Reads the file in which OpenSCAD keeps the parameter sets of a model. */
export function readPresetFile(text: string): PresetFile {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : 'it is no JSON';
    return { kind: 'broken', reason: cleanText(reason).slice(0, 200) };
  }
  if (!isRecord(root) || !Object.hasOwn(root, 'parameterSets')) return { kind: 'other' };
  if (!isRecord(root.parameterSets)) return { kind: 'broken', reason: 'parameterSets is not an object' };
  const sets = new Map<string, Record<string, unknown>>();
  for (const [name, values] of Object.entries(root.parameterSets)) {
    if (!isRecord(values)) {
      const quoted = JSON.stringify(cleanText(name.slice(0, MAX_QUOTED_LENGTH)));
      return { kind: 'broken', reason: `the set ${quoted} is not an object` };
    }
    sets.set(name, values);
  }
  return { kind: 'sets', sets };
}

/** Gives the values of a parameter set the types of the model's parameters. */
export function readPreset(set: Readonly<Record<string, unknown>>, customizer: Customizer): Preset {
  const byName = indexParameters(customizer);
  const values: [string, CustomizerValue][] = [];
  const unreadable: Preset['unreadable'][number][] = [];
  const unlisted: string[] = [];
  for (const [name, stored] of Object.entries(set)) {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      unlisted.push(name);
      continue;
    }
    const text = textOf(stored);
    const value = text === null ? null : convert(text, parameter);
    if (value === null) unreadable.push({ parameter, text: text ?? outline(stored) });
    else values.push([name, value]);
  }
  return { values: Object.fromEntries(values), unreadable, unlisted };
}

function indexParameters(customizer: Customizer): ReadonlyMap<string, CustomizerParameter> {
  const known = parametersByName.get(customizer);
  if (known !== undefined) return known;
  const byName = new Map(customizer.parameters.map(parameter => [parameter.name, parameter]));
  parametersByName.set(customizer, byName);
  return byName;
}

/**
 * A stored value as OpenSCAD would have written it: files written by hand hold numbers as numbers. Null for
 * what no parameter can be, which may be nested so deep that writing it down would overrun the stack.
 */
function textOf(stored: unknown): string | null {
  if (typeof stored === 'string') return stored;
  return isPlain(stored, 0, { elements: 0 }) ? JSON.stringify(stored) : null;
}

/** Whether a value is a number, text, truth value or vector within the limits of parameters. */
function isPlain(value: unknown, depth: number, tally: { elements: number }): boolean {
  if (!Array.isArray(value)) return ['number', 'string', 'boolean'].includes(typeof value);
  tally.elements += value.length;
  if (depth === LIMITS.maxVectorDepth || tally.elements > LIMITS.maxVectorElements) return false;
  return value.every(element => isPlain(element, depth + 1, tally));
}

/** Shows the kind of a value that is not written down. */
function outline(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? '[…]' : '{…}';
}

function convert(text: string, { initial, choices }: CustomizerParameter): CustomizerValue | null {
  if (Array.isArray(initial)) return toVector(text, initial.length);
  const number = toNumber(text);
  const choice = choices.find(({ value }) => value === text) ?? choices.find(({ value }) => value === number);
  if (choice !== undefined) return choice.value;
  if (typeof initial === 'number') return number;
  return typeof initial === 'boolean' ? toBoolean(text) : text;
}

function toNumber(text: string): number | null {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return null;
  const isNegative = trimmed.startsWith('-');
  const value = Number(trimmed.replace(/^[+-]/, ''));
  return Number.isFinite(value) ? (isNegative ? -value : value) : null;
}

function toBoolean(text: string): boolean | null {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

function toVector(text: string, length: number): readonly number[] | null {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  const numbers = inner?.split(',').map(toNumber) ?? [];
  const valid = numbers.filter(number => number !== null);
  return valid.length === length && numbers.length === length ? valid : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
