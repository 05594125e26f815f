import { deflateSync } from 'node:zlib';
import { readSfnt, type Sfnt, viewOf, writeSfnt } from '../../src/fonts/sfnt.ts';
import { makeBlockFont } from './block-font.ts';

/** The block font with some of its tables replaced, or left out where null. */
export function changeBlockFont(changes: Readonly<Record<string, Uint8Array | null>>): Uint8Array {
  const { kind, tables } = readSfnt(makeBlockFont());
  const changed = new Map(tables);
  for (const [tag, table] of Object.entries(changes)) {
    if (table === null) changed.delete(tag);
    else changed.set(tag, table);
  }
  return writeSfnt({ kind, tables: changed });
}

/** A face with a table `cmap` of one subtable. */
export function faceWithCharacters(platform: number, encoding: number, subtable: readonly number[]): Sfnt {
  const cmap = Uint8Array.from([...u16(0, 1, platform, encoding), ...u32(12), ...subtable]);
  return { kind: 0x10000, tables: new Map([['cmap', cmap]]) };
}

/** Packs a font as WOFF; tables that do not get smaller are stored as they are. */
export function packWoff(font: Sfnt): Uint8Array {
  const packed = [...font.tables].map(([tag, table]) => {
    const deflated = deflateSync(table);
    return { tag, length: table.length, data: deflated.length < table.length ? deflated : table };
  });
  const directory: number[] = [];
  const body: number[] = [];
  for (const { tag, length, data } of packed) {
    const offset = 44 + 20 * packed.length + body.length;
    directory.push(...new TextEncoder().encode(tag), ...u32(offset, data.length, length, 0));
    body.push(...data, ...new Array((4 - (data.length % 4)) % 4).fill(0));
  }
  const total = 44 + directory.length + body.length;
  const header = [...u32(0x774f4646, font.kind, total), ...u16(packed.length, 0), ...new Array(28).fill(0)];
  return Uint8Array.from([...header, ...directory, ...body]);
}

/** Puts fonts into one collection file. */
export function packCollection(fonts: readonly Uint8Array[]): Uint8Array {
  const headerBytes = 12 + 4 * fonts.length;
  const offsets: number[] = [];
  const bodies: Uint8Array[] = [];
  let start = headerBytes;
  for (const font of fonts) {
    offsets.push(start);
    const moved = font.slice();
    const view = viewOf(moved);
    // Offsets of tables count from the beginning of the file.
    for (let record = 12; record < 12 + 16 * view.getUint16(4); record += 16) {
      view.setUint32(record + 8, view.getUint32(record + 8) + start);
    }
    bodies.push(moved);
    start += moved.length;
  }
  const header = Uint8Array.from(u32(0x74746366, 0x10000, fonts.length, ...offsets));
  return new Uint8Array(Buffer.concat([header, ...bodies]));
}

/** Big-endian 16-bit numbers. */
export function u16(...values: number[]): number[] {
  return values.flatMap(value => [(value >> 8) & 0xff, value & 0xff]);
}

/** Big-endian 32-bit numbers. */
export function u32(...values: number[]): number[] {
  return values.flatMap(value => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);
}
