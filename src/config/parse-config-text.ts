import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { GivenValue } from './setting-definition.ts';

/** A key of a config file with its value as it is written. */
export interface ConfigEntry {
  /** `section.key`, or a key of the top level alone. */
  readonly path: string;
  /** Null when nothing, `~` or `null` is written there. */
  readonly value: GivenValue | null;
  /** From 1. */
  readonly line: number;
}

/** Something wrong in a config file. */
export interface ConfigTextProblem {
  readonly line: number;
  /** The end of a sentence that begins with the place. */
  readonly text: string;
}

/** Problems of one file that are reported; the rest mostly follows from these. */
const MAX_SYNTAX_PROBLEMS = 5;

/** What the most frequent errors of YAML mean. */
const SYNTAX_ERRORS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same key stands here twice',
  BAD_INDENT: 'the indentation is wrong',
  TAB_AS_INDENT: 'tabs cannot be used for indentation',
  MULTIPLE_DOCS: 'a second document begins here',
  BLOCK_AS_IMPLICIT_KEY: 'a key stands where a value should; put a value with ": " in it into quotes',
};

/**
 * Takes the text of a config file apart, YAML or JSON, which YAML contains. Scalars stay text, so that a setting
 * means the same in every source and a password of digits stays what it is.
 *
 * Messages never repeat the file's values: they may be passwords.
 */
export function parseConfigText(text: string): {
  readonly entries: readonly ConfigEntry[];
  readonly problems: readonly ConfigTextProblem[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0) {
    const problems = document.errors.slice(0, MAX_SYNTAX_PROBLEMS).map(({ code, pos }) => ({
      line: lines.linePos(pos[0]).line,
      text: `is not valid: ${SYNTAX_ERRORS[code] ?? code.toLowerCase().replaceAll('_', ' ')}.`,
    }));
    return { entries: [], problems };
  }
  const found: Findings = { entries: [], problems: [] };
  const lineOf = (node: unknown) => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1);
  if (isMap(document.contents)) {
    collect(document.contents, '', { lineOf, found });
  } else if (document.contents !== null) {
    found.problems.push({ line: 1, text: 'must begin with the name of a setting or section.' });
  }
  return found;
}

interface Findings {
  readonly entries: ConfigEntry[];
  readonly problems: ConfigTextProblem[];
}

interface Walk {
  lineOf(node: unknown): number;
  readonly found: Findings;
}

/** @param section the name of the section with a point after it; empty at the top level. */
function collect(map: { readonly items: readonly PairOfNodes[] }, section: string, walk: Walk): void {
  const { lineOf, found } = walk;
  for (const { key, value } of map.items) {
    const line = lineOf(key);
    const path = `${section}${isScalar(key) ? String(key.value) : '?'}`;
    if (isMap(value) && section === '') {
      collect(value, `${path}.`, walk);
      continue;
    }
    const read = readValue(value);
    if (read === undefined) {
      found.problems.push({ line, text: `${path} must be a single value or a list of values.` });
    } else {
      found.entries.push({ path, value: read, line });
    }
  }
}

interface PairOfNodes {
  readonly key: unknown;
  readonly value: unknown;
}

/** @returns undefined for what is no value of a setting. */
function readValue(node: unknown): GivenValue | null | undefined {
  if (node === null) return null;
  if (isSeq(node)) {
    const items = node.items.map(item => readValue(item));
    return items.every(item => typeof item === 'string') ? items : undefined;
  }
  if (!isScalar(node)) return undefined;
  const text = String(node.value);
  return node.type === 'PLAIN' && /^(?:|~|null|Null|NULL)$/.test(text) ? null : text.trim();
}
