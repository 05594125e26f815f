/** Ids of the sections of a WebAssembly module that are read or changed here. Source: the core specification, 5.5. */
export const SECTION = { import: 2, global: 6, export: 7 } as const;

/** A section of a module: its id and its content without the length. */
export interface Section {
  readonly id: number;
  readonly content: Buffer;
}

const HEADER_BYTES = 8;

/** Takes a module apart into its sections. @throws Error when it is not a module. */
export function readSections(module: Buffer): Section[] {
  if (module.readUInt32LE(0) !== 0x6d736100) throw new Error('this is not a WebAssembly module');
  const sections: Section[] = [];
  for (let at = HEADER_BYTES; at < module.length; ) {
    const id = module[at];
    const { value: length, end } = readUnsigned(module, at + 1);
    sections.push({ id, content: module.subarray(end, end + length) });
    at = end + length;
  }
  return sections;
}

/** Puts a module together again. */
export function writeSections(module: Buffer, sections: readonly Section[]): Buffer {
  const parts = sections.flatMap(({ id, content }) => [
    Buffer.from([id, ...writeUnsigned(content.length)]),
    content,
  ]);
  return Buffer.concat([module.subarray(0, HEADER_BYTES), ...parts]);
}

/** Reads a number as the format writes unsigned ones (LEB128). */
export function readUnsigned(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, factor = 1; ; at++, factor *= 128) {
    value += (bytes[at] & 0x7f) * factor;
    if (bytes[at] < 0x80) return { value, end: at + 1 };
  }
}

/** Writes an unsigned number, with leading zeros up to a number of bytes. */
export function writeUnsigned(value: number, minBytes = 1): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length < minBytes; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | 0x80);
  }
  bytes[bytes.length - 1] &= 0x7f;
  return bytes;
}

/** Writes a signed 64-bit number (LEB128). */
export function writeSigned(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** Adds an item to the vector that a section is: a count and the items. */
export function appendItem(content: Buffer, item: readonly number[]): { content: Buffer; index: number } {
  const { value: count, end } = readUnsigned(content, 0);
  const parts = [Buffer.from(writeUnsigned(count + 1)), content.subarray(end), Buffer.from(item)];
  return { content: Buffer.concat(parts), index: count };
}
