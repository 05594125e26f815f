import { readUnsigned, writeUnsigned } from './binary.ts';
import { TYPE } from './instructions.ts';

/** What a function takes and returns; each a byte of {@link TYPE}. */
export interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/**
 * Lists the types of functions of a module, given the content of the section that holds them.
 *
 * @throws Error when it holds anything else.
 */
export function readFunctionTypes(content: Buffer): FunctionType[] {
  const types: FunctionType[] = [];
  let { value: count, end: at } = readUnsigned(content, 0);
  for (; count > 0; count--) {
    if (content[at] !== TYPE.function) throw new Error('the module has a type that is no function');
    const parameters = readTypes(content, at + 1);
    const results = readTypes(content, parameters.end);
    types.push({ parameters: parameters.types, results: results.types });
    at = results.end;
  }
  return types;
}

function readTypes(content: Buffer, start: number): { types: number[]; end: number } {
  const { value: count, end } = readUnsigned(content, start);
  return { types: [...content.subarray(end, end + count)], end: end + count };
}

/** Writes one type. */
export function writeFunctionType({ parameters, results }: FunctionType): number[] {
  return [
    TYPE.function,
    ...writeUnsigned(parameters.length),
    ...parameters,
    ...writeUnsigned(results.length),
    ...results,
  ];
}
