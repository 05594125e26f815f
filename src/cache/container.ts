import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

/**
 * The form in which models lie in slower tiers:
 *
 * | bytes | what                                                  |
 * | ----- | ----------------------------------------------------- |
 * | 8     | {@link MAGIC}, which ends with the version of the form |
 * | 32    | SHA-256 of everything that follows                    |
 * | rest  | deflated: number of sections, length of each, sections |
 *
 * Numbers have 32 bits, the lowest byte first.
 */
const MAGIC = Buffer.from('OSCADMC\u0001', 'latin1');

const HASH_BYTES = 32;
const HEADER_BYTES = MAGIC.length + HASH_BYTES;

/** What sections may have when inflated: sources and the largest mesh have half of it. */
const MAX_INFLATED_BYTES = 256 * 1024 * 1024;

/** Meshes shrink to a third or a half at 80–160 MB/s; higher levels take longer and gain a hundredth. */
const LEVEL = 1;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Packs sections, in their order. */
export async function packSections(sections: readonly Uint8Array[]): Promise<Uint8Array> {
  const lengths = [sections.length, ...sections.map(({ length }) => length)];
  const index = Buffer.alloc(4 * lengths.length);
  for (const [at, length] of lengths.entries()) index.writeUInt32LE(length, 4 * at);
  const body = await deflate(Buffer.concat([index, ...sections]), { level: LEVEL });
  return Buffer.concat([MAGIC, hashOf(body), body]);
}

/**
 * Unpacks what {@link packSections} made.
 *
 * @returns the sections, which share one buffer; null for anything else, whatever it is.
 */
export async function unpackSections(bytes: Uint8Array): Promise<readonly Uint8Array[] | null> {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const body = packed.subarray(HEADER_BYTES);
  const isOurs = packed.length > HEADER_BYTES && packed.subarray(0, MAGIC.length).equals(MAGIC);
  if (!isOurs || !packed.subarray(MAGIC.length, HEADER_BYTES).equals(hashOf(body))) return null;
  try {
    return split(await inflate(body, { maxOutputLength: MAX_INFLATED_BYTES }));
  } catch {
    return null;
  }
}

function hashOf(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}

/** @throws RangeError when the index says more than there is. */
function split(body: Buffer): Uint8Array[] | null {
  const count = body.readUInt32LE(0);
  if (4 * (count + 1) > body.length) return null;
  let at = 4 * (count + 1);
  const sections: Uint8Array[] = [];
  for (let index = 1; index <= count; index++) {
    const length = body.readUInt32LE(4 * index);
    if (at + length > body.length) return null;
    sections.push(new Uint8Array(body.buffer, body.byteOffset + at, length));
    at += length;
  }
  return at === body.length ? sections : null;
}
