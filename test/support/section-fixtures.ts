import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Mesh } from '../../src/contracts/mesh.ts';
import type { Section } from '../../src/contracts/picture.ts';
import { readBinaryStl } from '../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';

const FOLDER = new URL('../fixtures/section/', import.meta.url);

/** A model of test/fixtures/native/ that OpenSCAD cut in half. */
export interface RealCut extends Section {
  readonly model: string;
}

/** Offsets are odd numbers on purpose: a plane in which a face lies may go either way. */
export const REAL_CUTS: readonly RealCut[] = [
  { model: 'bowl', axis: 'x', offset_mm: 1.37 },
  { model: 'bowl', axis: 'y', offset_mm: -0.71 },
  { model: 'bowl', axis: 'z', offset_mm: 9.13 },
  { model: 'bracket', axis: 'x', offset_mm: 27.19 },
  { model: 'bracket', axis: 'y', offset_mm: 12.29 },
  { model: 'bracket', axis: 'z', offset_mm: 4.41 },
  { model: 'nested', axis: 'x', offset_mm: -1.23 },
  { model: 'nested', axis: 'y', offset_mm: 0.87 },
  { model: 'nested', axis: 'z', offset_mm: 2.57 },
];

/** The half that is left: the one away from an eye that looks as in the view `iso`. */
export const KEPT_SIDE = { x: 'below', y: 'above', z: 'below' } as const;

/** The file of a cut model in test/fixtures/section/. */
export function realCutName({ model, axis }: RealCut): string {
  return `${model}.${axis}.stl.gz`;
}

/** Reads what OpenSCAD left of the model. */
export function readRealCut(cut: RealCut): Mesh {
  const { positions, indices } = weldTriangles(
    readBinaryStl(gunzipSync(readFileSync(new URL(realCutName(cut), FOLDER)))),
  );
  return { positions, indices, faceColors: null };
}
