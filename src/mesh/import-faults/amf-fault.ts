import { AppError } from '../../contracts/errors.ts';
import { parseXml, type XmlListener, type XmlTag } from '../parse-xml.ts';
import { isPackedAmf, unpackAmf } from '../unpack-amf.ts';

/**
 * What is wrong with an AMF file, packed or not: OpenSCAD takes points that do not exist from whatever lies
 * in memory, and passes over what follows an empty element. XML that is not understood here is a fault too,
 * since OpenSCAD's parser may understand it.
 */
export function findAmfFault(bytes: Uint8Array, path: string): string | null {
  const file = { path, bytes };
  const checker = new AmfChecker();
  try {
    parseXml(isPackedAmf(file) ? unpackAmf(file) : bytes, checker);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown.message;
  }
  return checker.fault;
}

/** The elements that OpenSCAD reads, by their full paths. */
const OBJECT = '/amf/object';
const POINT = `${OBJECT}/mesh/vertices/vertex/coordinates`;
const TRIANGLE = `${OBJECT}/mesh/volume/triangle`;
const CORNERS: ReadonlySet<string> = new Set(['v1', 'v2', 'v3'].map(name => `${TRIANGLE}/${name}`));

/** Compares the corners of triangles with the points before them. */
class AmfChecker implements XmlListener {
  fault: string | null = null;
  #path = '';
  #points = 0;
  /** The corners that the current triangle names; OpenSCAD takes others from the triangle before. */
  readonly #corners = new Set<string>();
  #text = '';
  /** An empty element outside of objects: OpenSCAD does not notice that it ends. */
  #empty: string | null = null;

  open({ name, isSelfClosing }: XmlTag): void {
    this.#path += `/${name}`;
    if (isSelfClosing && this.#path.startsWith(OBJECT)) this.#loseTrack(name);
    else if (isSelfClosing) this.#empty ??= name;
    else if (this.#path === OBJECT && this.#empty !== null) this.#loseTrack(this.#empty);
    if (this.#path === OBJECT) this.#points = 0;
    if (this.#path === TRIANGLE) this.#corners.clear();
    if (CORNERS.has(this.#path)) this.#text = '';
  }

  text(text: string): void {
    if (CORNERS.has(this.#path)) this.#text += text;
  }

  close(): void {
    if (this.#path === POINT) this.#points += 1;
    if (CORNERS.has(this.#path)) this.#checkCorner(this.#text.trim());
    if (this.#path === TRIANGLE && this.#corners.size < CORNERS.size) {
      this.fault ??= 'a triangle has fewer than three corners';
    }
    this.#path = this.#path.slice(0, this.#path.lastIndexOf('/'));
  }

  #checkCorner(index: string): void {
    this.#corners.add(this.#path);
    if (/^\d+$/.test(index) && Number(index) < this.#points) return;
    const point = index === '' ? 'no point' : `point ${index.slice(0, 20)}`;
    this.fault ??= `a triangle names ${point}, and ${this.#points} are there`;
  }

  #loseTrack(name: string): void {
    const tag = name.slice(0, 20);
    this.fault ??= `OpenSCAD passes over what follows the empty element <${tag}/>; it has to be <${tag}></${tag}>`;
  }
}
