/** Ids of the sections of a WebAssembly module that are read or written here. Source: the core specification, 5.5. */
export const SECTION = {
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  global: 6,
  export: 7,
  code: 10,
} as const;

/** A section of a module: its id and its content without the length. */
export interface Section {
  readonly id: number;
  readonly content: Buffer;
}

/** `\0asm` and the version of the format. */
const HEADER = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** Takes a module apart into its sections. @throws Error when it is not a module. */
export function readSections(module: Buffer): Section[] {
  if (!module.subarray(0, HEADER.length).equals(HEADER)) throw new Error('this is not a WebAssembly module');
  const sections: Section[] = [];
  for (let at = HEADER.length; at < module.length; ) {
    const id = module[at];
    const { value: length, end } = readUnsigned(module, at + 1);
    sections.push({ id, content: module.subarray(end, end + length) });
    at = end + length;
  }
  return sections;
}

/** Makes a module of sections, which have to be in the order of the format. */
export function writeSections(sections: readonly Section[]): Buffer {
  const parts = sections.flatMap(({ id, content }) => [
    Buffer.from([id, ...writeUnsigned(content.length)]),
    content,
  ]);
  return Buffer.concat([HEADER, ...parts]);
}

/** The content of a section. @throws Error when the module has none of this id. */
export function contentOf(sections: readonly Section[], id: number): Buffer {
  const section = sections.find(one => one.id === id);
  if (section === undefined) throw new Error(`the module has no section ${id}`);
  return section.content;
}

/** The sections with another content in one of them. */
export function replaceContent(sections: readonly Section[], id: number, content: Buffer): Section[] {
  return sections.map(section => (section.id === id ? { id, content } : section));
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

/** Writes a signed number of up to 64 bits (LEB128). */
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

/** Writes a name: its length and its bytes. */
export function writeName(name: string): number[] {
  const bytes = Buffer.from(name);
  return [...writeUnsigned(bytes.length), ...bytes];
}

/** Writes what most sections are: a count and the items. */
export function writeVector(items: readonly (readonly number[])[]): Buffer {
  return Buffer.from([...writeUnsigned(items.length), ...items.flat()]);
}

/** Adds an item to such a vector. */
export function appendItem(content: Buffer, item: readonly number[]): { content: Buffer; index: number } {
  const { value: count, end } = readUnsigned(content, 0);
  const parts = [Buffer.from(writeUnsigned(count + 1)), content.subarray(end), Buffer.from(item)];
  return { content: Buffer.concat(parts), index: count };
}
