import { sep } from 'node:path';

/** Lists of more objects than this are cut. */
const MAX_ITEMS = 2;

/** Longer strings are cut. */
const MAX_STRING_LENGTH = 400;

/** Fields whose values differ from run to run or from machine to machine. */
const CHANGING: ReadonlySet<string> = new Set([
  'timing_ms',
  'bytes',
  'sha256',
  'uptime_s',
  'memory',
  'threads',
  'pool',
  'cache',
  'node',
  'settings',
  'libraries',
  'fonts',
]);

/** How a cache was hit is worth showing. */
const STABLE_TEXTS: ReadonlySet<unknown> = new Set(['hit', 'mesh', 'miss']);

/**
 * A result as the document shows it, the same in every run: what changes is replaced by `…`, folders of the
 * machine by others, and long lists are cut.
 *
 * @param folder the server's working directory, shown as `/home/you/parts`.
 */
export function makeStable(value: unknown, folder: string): unknown {
  if (typeof value === 'string') return shorten(replaceNumbers(replaceFolder(value, folder)));
  if (Array.isArray(value)) return cutList(value, folder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    CHANGING.has(name) && !STABLE_TEXTS.has(field) ? '…' : makeStable(field, folder),
  ]);
  return Object.fromEntries(entries);
}

function cutList(list: readonly unknown[], folder: string): unknown[] {
  const isOfObjects = list.every(item => typeof item === 'object' && item !== null);
  if (!isOfObjects || list.length <= MAX_ITEMS + 1) return list.map(item => makeStable(item, folder));
  const shown = list.slice(0, MAX_ITEMS).map(item => makeStable(item, folder));
  return [...shown, `… and ${list.length - MAX_ITEMS} more`];
}

function replaceFolder(text: string, folder: string): string {
  return text.replaceAll(`${folder}${sep}`, '/home/you/parts/').replaceAll(folder, '/home/you/parts');
}

/** Sizes of compressed files, which depend on the zlib of a Node, and what happens to be in memory. */
function replaceNumbers(text: string): string {
  return text.replace(/\d[\d.]* kB\)/g, '… kB)').replace(/\d+ models in memory/, '… models in memory');
}

function shorten(text: string): string {
  return text.length <= MAX_STRING_LENGTH ? text : `${text.slice(0, MAX_STRING_LENGTH)}…`;
}
