import { cleanText } from '../clean-text.ts';
import {
  type Choice,
  type Customizer,
  type CustomizerParameter,
  type CustomizerValue,
  DEFAULT_GROUP,
  isOnStep,
} from './customizer.ts';

/** Captions, labels and names of groups are there to be read; the rest of a longer one is left out. */
const MAX_LABEL_LENGTH = 200;

/**
 * A line that keeps OpenSCAD from evaluating what follows it. OpenSCAD evaluates a whole script before it
 * writes the customizer's data, although these depend on the text alone; a failed assertion ends that at
 * once. As a line of its own it changes no comment's place relative to its parameter.
 */
const STOP_LINE = new TextEncoder().encode('_customizer_only = assert(false);\n');

/** The source whose customizer data are those of `source`, at no more than the cost of parsing it. */
export function stopEvaluation(source: Uint8Array): Uint8Array {
  const stopped = new Uint8Array(STOP_LINE.length + source.length);
  stopped.set(STOP_LINE);
  stopped.set(source, STOP_LINE.length);
  return stopped;
}

/**
 * Reads the JSON that OpenSCAD writes for a file ending in `.param`. What does not look like a parameter
 * is left out.
 *
 * @returns null when the text has another form than this version of OpenSCAD writes.
 */
export function readCustomizer(text: string): Customizer | null {
  const root = parseJson(text);
  if (!isRecord(root)) return null;
  // OpenSCAD leaves the list out when it is empty.
  const listed = Array.isArray(root.parameters) ? root.parameters : [];
  return { title: readLabel(root.title) ?? '', parameters: listed.flatMap(readParameter) };
}

function readParameter(entry: unknown): CustomizerParameter[] {
  if (!isRecord(entry) || typeof entry.name !== 'string') return [];
  const initial = readValue(entry.initial);
  if (initial === null) return [];
  const caption = readLabel(entry.caption);
  const { maxLength } = entry;
  return [
    {
      name: entry.name,
      group: readLabel(entry.group) ?? DEFAULT_GROUP,
      ...(caption === null ? {} : { caption }),
      initial,
      choices: Array.isArray(entry.options) ? readChoices(entry.options) : [],
      ...readRange(entry, initial),
      ...(isFiniteNumber(maxLength) ? { maxLength } : {}),
    },
  ];
}

function readValue(value: unknown): CustomizerValue | null {
  if (typeof value === 'string' || typeof value === 'boolean' || isFiniteNumber(value)) return value;
  return Array.isArray(value) && value.every(isFiniteNumber) ? value : null;
}

function readChoices(options: readonly unknown[]): Choice[] {
  const labels = new Map<number | string, string>();
  for (const option of options) {
    if (!isRecord(option)) continue;
    const { name, value } = option;
    const isChoice = typeof value === 'string' || isFiniteNumber(value);
    if (isChoice && !labels.has(value)) labels.set(value, readLabel(name) ?? String(value));
  }
  return Array.from(labels, ([value, label]) => ({ value, label }));
}

/**
 * A range that ends before it starts comes as one that holds the initial value alone, and is none. Steps
 * that the initial value itself is not on, as OpenSCAD's default of 1 in `x = 0.5; // [0:1]`, are none
 * either.
 */
function readRange(
  { min, max, step }: Record<string, unknown>,
  initial: CustomizerValue,
): Pick<CustomizerParameter, 'min' | 'max' | 'step'> {
  if (!isFiniteNumber(min) || !isFiniteNumber(max) || min >= max) return {};
  const numbers = [initial].flat().filter(isFiniteNumber);
  const hasSteps = isFiniteNumber(step) && step > 0 && numbers.every(number => isOnStep(number, min, step));
  return { min, max, ...(hasSteps ? { step } : {}) };
}

function readLabel(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const label = [...cleanText(value).trim()].slice(0, MAX_LABEL_LENGTH).join('');
  return label === '' ? null : label;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
