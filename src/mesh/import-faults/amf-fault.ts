import { AppError } from '../../contracts/errors.ts';
import { parseXml, type XmlListener, type XmlTag } from '../parse-xml.ts';

/**
 * What is wrong with an AMF file: OpenSCAD takes points that do not exist from whatever lies in memory.
 * Malformed XML it reports by itself, and it unpacks compressed files.
 */
export function findAmfFault(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return null;
  const checker = new CornerChecker();
  try {
    parseXml(bytes, checker);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return null;
  }
  return checker.fault;
}

/** Compares the corners of triangles with the points before them. */
class CornerChecker implements XmlListener {
  fault: string | null = null;
  #points = 0;
  #text = '';

  open({ local }: XmlTag): void {
    if (local === 'object') this.#points = 0;
    if (local === 'vertex') this.#points += 1;
    this.#text = '';
  }

  text(text: string): void {
    this.#text += text;
  }

  close({ local }: XmlTag): void {
    if (local !== 'v1' && local !== 'v2' && local !== 'v3') return;
    const index = this.#text.trim() === '' ? -1 : Number(this.#text);
    if (Number.isInteger(index) && index >= 0 && index < this.#points) return;
    const name = this.#text.trim().slice(0, 20);
    const point = name === '' ? 'no point' : `point ${name}`;
    this.fault ??= `a triangle names ${point}, and ${this.#points} are there`;
  }
}
