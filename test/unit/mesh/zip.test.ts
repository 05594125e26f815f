import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { openZip } from '../../../src/mesh/zip.ts';

const LIMITS = { maxEntries: 10, maxExpandedBytes: 4 << 20, maxRatio: 100 };
const encode = (text: string) => new TextEncoder().encode(text);
const open = (bytes: Uint8Array) => openZip(bytes, LIMITS);
const refusal = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

/** Offset of the directory's first record. */
const directoryOf = (bytes: Uint8Array) => Buffer.from(bytes).indexOf('PK\x01\x02', 0, 'latin1');

/** An archive of one stored entry whose sizes and offsets are in 64-bit fields, as some programs write. */
function zip64(name: string, content: Uint8Array): Uint8Array {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(content.length), 4);
  extra.writeBigUInt64LE(BigInt(content.length), 12);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(0xffffffff, 18);
  local.writeUInt32LE(0xffffffff, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(crc32(content), 16);
  for (const field of [20, 24, 42]) central.writeUInt32LE(0xffffffff, field);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(extra.length, 30);
  const before = Buffer.concat([local, encode(name), content]);
  const directory = Buffer.concat([central, encode(name), extra]);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(before.length), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(before.length + directory.length), 8);
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([before, directory, end64, locator, end]);
}

describe('openZip', () => {
  it('reads stored and compressed entries', () => {
    const zip = open(
      zipSync({ 'a/b.txt': encode('hello'.repeat(100)), c: [encode('stored'), { level: 0 }] }),
    );
    expect(new TextDecoder().decode(zip.read('a/b.txt'))).toBe('hello'.repeat(100));
    expect(new TextDecoder().decode(zip.read('c'))).toBe('stored');
  });

  it('finds names in any case and gives them as stored', () => {
    const zip = open(zipSync({ '3D/3dmodel.model': encode('x') }));
    expect(zip.find('3d/3DModel.model')).toBe('3D/3dmodel.model');
    expect(zip.find('3D')).toBe(null);
  });

  it('reads an archive with 64-bit sizes and a comment behind it', () => {
    const zip = open(Buffer.concat([zip64('big', encode('content'))]));
    expect(new TextDecoder().decode(zip.read('big'))).toBe('content');
  });

  it('reads an empty entry', () => {
    expect(open(zipSync({ empty: new Uint8Array() })).read('empty')).toHaveLength(0);
  });

  it.each([
    ['', 'nothing'],
    ['hello', 'text'],
    ['PK\x03\x04', 'a beginning'],
  ])('refuses %j', text => {
    expect(() => open(encode(text))).toThrow(expect.objectContaining(refusal('INVALID_INPUT', /not a ZIP/)));
  });

  it('refuses more entries than allowed, whether announced or not', () => {
    const names = Array.from({ length: 11 }, (_, index) => [`${index}`, encode('x')]);
    const bytes = zipSync(Object.fromEntries(names));
    expect(() => open(bytes)).toThrow(expect.objectContaining(refusal('SOURCE_TOO_LARGE', /11 parts/)));
    const lying = Buffer.from(bytes);
    lying.writeUInt16LE(12, lying.length - 12);
    expect(() => open(lying)).toThrow(AppError);
  });

  it('refuses an entry that expands beyond the bound', () => {
    const noise = Uint8Array.from({ length: 5 << 20 }, (_, index) => (index * index) >> 3);
    const zip = open(zipSync({ large: [noise, { level: 0 }] }));
    expect(() => zip.read('large')).toThrow(expect.objectContaining(refusal('SOURCE_TOO_LARGE', /4 MB/)));
  });

  it('counts everything that is read against the bound', () => {
    const noise = Uint8Array.from({ length: 3 << 20 }, (_, index) => (index * index) >> 3);
    const zip = open(zipSync({ a: [noise, { level: 0 }], b: [noise, { level: 0 }] }));
    zip.read('a');
    expect(() => zip.read('b')).toThrow(expect.objectContaining(refusal('SOURCE_TOO_LARGE', /4 MB/)));
  });

  it('refuses an entry that expands to more than a hundred times its size', () => {
    const zip = open(zipSync({ bomb: new Uint8Array(2 << 20) }));
    expect(() => zip.read('bomb')).toThrow(expect.objectContaining(refusal('SOURCE_TOO_LARGE', /100 times/)));
  });

  it.each([
    ['smaller', 10],
    ['larger', 4000],
  ])('refuses an entry that says it is %s than it is', (_, size) => {
    const bytes = Buffer.from(zipSync({ liar: encode('hello '.repeat(100)) }));
    bytes.writeUInt32LE(size, directoryOf(bytes) + 24);
    expect(() => open(bytes).read('liar')).toThrow(
      expect.objectContaining(refusal('INVALID_INPUT', /damaged/)),
    );
  });

  it('refuses an entry with other content than its checksum says', () => {
    const bytes = Buffer.from(zipSync({ a: [encode('hello'), { level: 0 }] }));
    bytes[bytes.indexOf('hello')] ^= 1;
    expect(() => open(bytes).read('a')).toThrow(expect.objectContaining(refusal('INVALID_INPUT', /damaged/)));
  });

  it.each([
    ['an encrypted entry', 8, 1, /encrypted/],
    ['an unknown compression', 10, 99, /unknown way/],
  ])('refuses %s', (_, field, value, message) => {
    const bytes = Buffer.from(zipSync({ a: encode('hello') }));
    bytes.writeUInt16LE(value, directoryOf(bytes) + field);
    expect(() => open(bytes).read('a')).toThrow(expect.objectContaining(refusal('INVALID_INPUT', message)));
  });

  it('fails with its own errors only, whatever byte is wrong', () => {
    const good = zipSync({ a: encode('hello hello hello'), 'b/c': encode('x'.repeat(500)) });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const bytes = Buffer.from(good);
        bytes[at] = value;
        try {
          const zip = open(bytes);
          for (const name of ['a', 'b/c']) if (zip.find(name) !== null) zip.read(name);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
