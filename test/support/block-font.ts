/** A TrueType font of one glyph, a filled square, used for every letter from ! to ~. */
export function makeBlockFont(): Uint8Array {
  const tables: Record<string, number[]> = {
    cmap: [...u16(0, 1, 3, 1), ...u32(12), ...cmapFormat4()],
    // One square contour of four on-curve points, coordinates as 16-bit steps.
    glyf: [...u16(1, 0, 0, 600, 700, 3, 0), 1, 1, 1, 1, ...u16(0, 600, 0, -600), ...u16(0, 0, 700, 0)],
    head: [
      ...u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      ...u16(0, 1000),
      ...u32(0, 0, 0, 0),
      ...u16(0, 0, 600, 700, 0, 8, 2, 0, 0),
    ],
    hhea: [...u32(0x10000), ...u16(800, -200, 0, 700, 0, 0, 600, 1, 0, 0, 0, 0, 0, 0, 0, 2)],
    hmtx: u16(700, 0, 700, 0),
    // Glyph 0 is empty, glyph 1 is the square (34 bytes).
    loca: u16(0, 0, 17),
    maxp: [...u32(0x10000), ...u16(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
    name: nameTable('Block'),
    post: [...u32(0x30000, 0), ...u16(0, 0), ...u32(0, 0, 0, 0, 0)],
  };
  const entries = Object.entries(tables);
  const directory = [...u32(0x10000), ...u16(entries.length, 128, 3, 16)];
  const body: number[] = [];
  for (const [tag, data] of entries) {
    const offset = 12 + 16 * entries.length + body.length;
    directory.push(...ascii(tag), ...u32(0, offset, data.length));
    body.push(...data, ...new Array((4 - (data.length % 4)) % 4).fill(0));
  }
  return Uint8Array.from([...directory, ...body]);
}

function u16(...values: number[]): number[] {
  return values.flatMap(value => [(value >> 8) & 0xff, value & 0xff]);
}

function u32(...values: number[]): number[] {
  return values.flatMap(value => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);
}

function ascii(text: string): number[] {
  return Array.from(text, letter => letter.charCodeAt(0));
}

/** Characters ! to ~ go to glyph 1, through an array of glyph numbers. */
function cmapFormat4(): number[] {
  const [first, last] = [0x21, 0x7e];
  const glyphs = new Array(last - first + 1).fill(1);
  const length = 32 + glyphs.length * 2;
  return u16(4, length, 0, 4, 4, 1, 0, last, 0xffff, 0, first, 0xffff, 0, 1, 4, 0, ...glyphs);
}

/** Family, subfamily, full and PostScript name, for Windows in English. */
function nameTable(family: string): number[] {
  const texts = [family, 'Regular', family, family];
  const ids = [1, 2, 4, 6];
  const records: number[] = [];
  const strings: number[] = [];
  texts.forEach((text, i) => {
    records.push(...u16(3, 1, 0x409, ids[i], text.length * 2, strings.length));
    strings.push(...u16(...ascii(text)));
  });
  return [...u16(0, texts.length, 6 + records.length), ...records, ...strings];
}
