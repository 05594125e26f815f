import type { EvaluationOutput } from '../../src/contracts/evaluation-protocol.ts';
import type { KnownModel } from '../../src/contracts/ports.ts';
import { blockOutput } from './evaluated.ts';

/** An id like those of models. */
export function idOf(number: number): string {
  return `m_${number.toString(16).padStart(24, '0')}`;
}

/** A block with colours, as a call leaves it behind. */
export function knownBlock(number: number, changes: Partial<KnownModel> = {}): KnownModel {
  const block = blockOutput([0, 0, 0], [10, 10, 5]);
  const faceColors = new Uint8Array((block.mesh.indices.length / 3) * 4).fill(7);
  return {
    id: idOf(number),
    fileSet: {
      entry: 'main.scad',
      files: [
        { path: 'main.scad', bytes: new TextEncoder().encode('cube([10, 10, 5]); // ä'), isSource: true },
        { path: 'data/a.dat', bytes: new Uint8Array([0, 1, 2, 255]), isSource: false },
        { path: 'empty.txt', bytes: new Uint8Array(), isSource: false },
      ],
      libraries: [],
    },
    origin: { base: '/models', root: '/models' },
    parameters: { width: 3, names: ['a', 'b'], on: true },
    quality: 'draft',
    evaluation: evaluationOf({ ...block, mesh: { ...block.mesh, faceColors }, notes: ['a note'] }),
    ...changes,
  };
}

/** An evaluation with that output and one warning. */
export function evaluationOf(output: EvaluationOutput): NonNullable<KnownModel['evaluation']> {
  return {
    output,
    diagnostics: [
      { severity: 'warning', code: 'OTHER', message: 'Mind the gap', file: 'main.scad', line: 1 },
    ],
    topLevel: null,
  };
}

/** A model without geometry whose source has that many bytes. */
export function knownSource(id: string, bytes: number): KnownModel {
  const file = { path: 'main.scad', bytes: new Uint8Array(bytes), isSource: true };
  return {
    id,
    fileSet: { entry: 'main.scad', files: [file], libraries: [] },
    origin: null,
    parameters: {},
    quality: 'normal',
    evaluation: null,
  };
}
