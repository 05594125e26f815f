import { readUnsigned } from './binary.ts';
import { KIND, LIMITS_FLAG } from './instructions.ts';

/** What a module takes from outside. */
export interface ModuleImport {
  readonly namespace: string;
  readonly name: string;
  /** One of {@link KIND}. */
  readonly kind: number;
  /** Of a function: the number of its type. Else null. */
  readonly typeIndex: number | null;
}

/** Lists the imports of a module, given the content of the section that holds them. */
export function readImports(content: Buffer): ModuleImport[] {
  const imports: ModuleImport[] = [];
  let { value: count, end: at } = readUnsigned(content, 0);
  for (; count > 0; count--) {
    const namespace = readName(content, at);
    const name = readName(content, namespace.end);
    const kind = content[name.end];
    const description = name.end + 1;
    const typeIndex = kind === KIND.function ? readUnsigned(content, description).value : null;
    imports.push({ namespace: namespace.text, name: name.text, kind, typeIndex });
    at = skipDescription(content, description, kind);
  }
  return imports;
}

function readName(content: Buffer, start: number): { text: string; end: number } {
  const { value: length, end } = readUnsigned(content, start);
  return { text: content.toString('utf8', end, end + length), end: end + length };
}

/** Steps over what an import is: a function's type, a table, a memory or a global. */
function skipDescription(content: Buffer, at: number, kind: number): number {
  if (kind === KIND.function) return readUnsigned(content, at).end;
  if (kind === KIND.global) return at + 2;
  return readLimits(content, kind === KIND.table ? at + 1 : at).end;
}

/** Reads the bounds of a table or a memory. */
export function readLimits(content: Buffer, start: number): { minimum: number; end: number } {
  const { value: flags, end } = readUnsigned(content, start);
  const minimum = readUnsigned(content, end);
  const hasMaximum = (flags & LIMITS_FLAG.hasMaximum) !== 0;
  return { minimum: minimum.value, end: hasMaximum ? readUnsigned(content, minimum.end).end : minimum.end };
}
