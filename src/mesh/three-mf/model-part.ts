import { AppError } from '../../contracts/errors.ts';
import { LIMITS } from '../../contracts/limits.ts';
import { parseXml, type XmlListener, type XmlTag } from '../parse-xml.ts';
import { fault } from './fault.ts';
import { parseTransform, type Transform } from './transform.ts';

/** An object put somewhere: an item of the build or a component of another object. */
export interface Placement {
  /** Name of the part that has the object; null for the part that places it. */
  readonly path: string | null;
  readonly objectId: string;
  readonly transform: Transform;
}

/** An object of a part: a mesh in mm, or components, or neither when it is something else. */
export interface PartObject {
  /** Only `model` is a solid; the others are supports, surfaces and helpers. */
  readonly type: string;
  /** x, y, z per vertex. */
  readonly positions: number[];
  /** Three vertex numbers per triangle, counter-clockwise seen from outside. */
  readonly indices: number[];
  readonly components: Placement[];
}

/** What an XML part of a 3MF package says. */
export interface ModelPart {
  readonly objects: ReadonlyMap<string, PartObject>;
  readonly items: readonly Placement[];
}

/** 3MF Core Specification 1.3 and Production Extension 1.1.2. */
const CORE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
const PRODUCTION = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';

const MM_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['micron', 0.001],
  ['millimeter', 1],
  ['centimeter', 10],
  ['inch', 25.4],
  ['foot', 304.8],
  ['meter', 1000],
]);

/**
 * Reads a part of type 3D model. Elements of other namespaces, colours and materials are passed over.
 *
 * @throws AppError INVALID_INPUT for what is not well-formed XML of the core specification or has a DOCTYPE,
 *   OUTPUT_TOO_LARGE above LIMITS.maxTriangles.
 */
export function parseModelPart(xml: Uint8Array): ModelPart {
  const reader = new PartReader();
  parseXml(xml, reader);
  return reader.part();
}

/** Builds a part from its elements as they come. */
class PartReader implements XmlListener {
  readonly #objects = new Map<string, PartObject>();
  readonly #items: Placement[] = [];
  #object: PartObject | null = null;
  #scale = 1;
  #hasModel = false;
  #triangles = 0;

  part(): ModelPart {
    if (!this.#hasModel) throw fault('it has no 3MF model');
    return { objects: this.#objects, items: this.#items };
  }

  open(tag: XmlTag): void {
    if (tag.uri !== CORE) return;
    switch (tag.local) {
      case 'model':
        this.#openModel(tag);
        break;
      case 'object':
        this.#openObject(tag);
        break;
      case 'vertex':
        this.#current().positions.push(
          this.#length(tag, 'x'),
          this.#length(tag, 'y'),
          this.#length(tag, 'z'),
        );
        break;
      case 'triangle':
        this.#addTriangle(tag);
        break;
      case 'component':
        this.#current().components.push(this.#placement(tag));
        break;
      case 'item':
        this.#items.push(this.#placement(tag));
        break;
    }
  }

  close(tag: XmlTag): void {
    if (tag.uri !== CORE || tag.local !== 'object') return;
    const { positions, indices } = this.#current();
    const count = positions.length / 3;
    if (indices.some(index => index >= count)) throw fault('a triangle names a vertex that does not exist');
    this.#object = null;
  }

  #openModel(tag: XmlTag): void {
    const unit = tag.attributes.unit?.value ?? 'millimeter';
    const scale = MM_PER_UNIT.get(unit);
    if (scale === undefined) throw fault(`its unit ${JSON.stringify(unit.slice(0, 40))} is unknown`);
    this.#scale = scale;
    this.#hasModel = true;
  }

  #openObject(tag: XmlTag): void {
    this.#object = {
      type: tag.attributes.type?.value ?? 'model',
      positions: [],
      indices: [],
      components: [],
    };
    this.#objects.set(required(tag, 'id'), this.#object);
  }

  #current(): PartObject {
    if (this.#object === null) throw fault('it has a mesh outside of an object');
    return this.#object;
  }

  #length(tag: XmlTag, name: string): number {
    const text = required(tag, name);
    const value = Number(text) * this.#scale;
    if (text.trim() === '' || !Number.isFinite(Math.fround(value))) {
      throw fault(`a vertex has the ${name} ${JSON.stringify(text.slice(0, 40))}`);
    }
    return value;
  }

  #addTriangle(tag: XmlTag): void {
    const [a, b, c] = [vertexNumber(tag, 'v1'), vertexNumber(tag, 'v2'), vertexNumber(tag, 'v3')];
    // Nothing but a line: the specification forbids it, programs write it.
    if (a === b || b === c || c === a) return;
    this.#triangles += 1;
    if (this.#triangles > LIMITS.maxTriangles) throw tooManyTriangles();
    this.#current().indices.push(a, b, c);
  }

  #placement(tag: XmlTag): Placement {
    const path = Object.values(tag.attributes).find(
      ({ uri, local }) => uri === PRODUCTION && local === 'path',
    );
    return {
      path: path?.value ?? null,
      objectId: required(tag, 'objectid'),
      transform: parseTransform(tag.attributes.transform?.value, this.#scale),
    };
  }
}

/** What a file with too much geometry is refused with. */
export function tooManyTriangles(): AppError {
  return new AppError('OUTPUT_TOO_LARGE', `it has more than ${LIMITS.maxTriangles} triangles or vertices`);
}

function required(tag: XmlTag, name: string): string {
  const attribute = tag.attributes[name];
  if (attribute === undefined) throw fault(`a ${tag.local} has no ${name}`);
  return attribute.value;
}

function vertexNumber(tag: XmlTag, name: string): number {
  const text = required(tag, name);
  if (!/^\s*\d{1,9}\s*$/.test(text)) {
    throw fault(`a triangle has the ${name} ${JSON.stringify(text.slice(0, 40))}`);
  }
  return Number(text);
}
