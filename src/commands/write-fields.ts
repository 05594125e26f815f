/** How deep lists and objects are unfolded into lines of their own. */
const MAX_DEPTH = 3;

/** Writes named values for a person at a terminal: a line each, with what is inside indented below it. */
export function writeFields(fields: Readonly<Record<string, unknown>>, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const inline = writeInline(value);
    if (depth >= MAX_DEPTH || inline.length <= 80 || typeof value !== 'object' || value === null) {
      return [`${indent}${name}: ${inline}`];
    }
    const items = Array.isArray(value)
      ? value.map(item => `${indent}  - ${writeInline(item)}`)
      : writeFields(Object.fromEntries(Object.entries(value)), depth + 1);
    return [`${indent}${name}:`, ...items];
  });
}

function writeInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeInline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, field]) => {
      const isNested = typeof field === 'object' && field !== null && !Array.isArray(field);
      return `${name} ${isNested ? `(${writeInline(field)})` : writeInline(field)}`;
    })
    .join(', ');
}
