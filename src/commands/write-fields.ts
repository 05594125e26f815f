import { isEmpty, isListOfRecords, isRecord, writeEntries, writeValue } from '../operations/write-value.ts';

/** How deep lists and objects are unfolded into lines of their own. */
const MAX_DEPTH = 3;

/** Longer objects and lists than this are unfolded. */
const MAX_LINE = 80;

/** Writes named values for a person at a terminal: a line each, with what is inside indented below it. */
export function writeFields(fields: Readonly<Record<string, unknown>>, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  return Object.entries(fields).flatMap(([name, value]) => {
    if (isEmpty(value)) return [];
    if (typeof value === 'string') return [`${indent}${name}: ${value}`];
    const inline = isRecord(value) ? writeEntries(value) : writeValue(value);
    const holdsList =
      isListOfRecords(value) || (isRecord(value) && Object.values(value).some(isListOfRecords));
    if (depth >= MAX_DEPTH || (inline.length <= MAX_LINE && !holdsList)) {
      return [`${indent}${name}: ${inline}`];
    }
    if (isRecord(value)) return [`${indent}${name}:`, ...writeFields(value, depth + 1)];
    if (!Array.isArray(value)) return [`${indent}${name}: ${inline}`];
    const items = value.map(item => `${indent}  - ${isRecord(item) ? writeEntries(item) : writeValue(item)}`);
    return [`${indent}${name}:`, ...items];
  });
}
