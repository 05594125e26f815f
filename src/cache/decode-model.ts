import * as z from 'zod';
import { diagnosticsSchema, evaluationOutputSchema } from '../contracts/evaluation-protocol.ts';
import type { FileSet } from '../contracts/model.ts';
import type { KnownModel } from '../contracts/ports.ts';
import { unpackSections } from './container.ts';

/** A library file that a stored model needs. */
export interface LibraryReference {
  readonly path: string;
  readonly sha256: string;
}

/** A model as it was stored: the files of its libraries are yet to be found. */
export interface StoredModel {
  readonly model: Omit<KnownModel, 'fileSet'>;
  readonly fileSet: Omit<FileSet, 'libraries'>;
  readonly libraries: readonly LibraryReference[];
}

const headSchema = z.object({
  namespace: z.string(),
  id: z.string(),
  entry: z.string(),
  files: z.array(z.object({ path: z.string(), isSource: z.boolean() })),
  libraries: z.array(z.object({ path: z.string(), sha256: z.string() })),
  origin: z.object({ base: z.string(), root: z.string() }).nullable(),
  parameters: z.record(z.string(), z.unknown()),
  quality: z.string(),
  evaluation: z
    .object({
      output: z.looseObject({ kind: z.enum(['3d', '2d', 'document', 'none']) }),
      diagnostics: diagnosticsSchema,
      topLevel: z.enum(['empty', 'not-3d', 'not-2d']).nullable(),
      engine: z.string().exactOptional(),
    })
    .nullable(),
});

type Head = z.infer<typeof headSchema>;

/**
 * Reads what `encodeModel` wrote.
 *
 * @param expected who it is to be, and for whom it has to be written.
 * @returns null for anything that is damaged, foreign or of another version; nothing is thrown.
 */
export async function decodeModel(
  bytes: Uint8Array,
  expected: { readonly id: string; readonly namespace: string },
): Promise<StoredModel | null> {
  const sections = await unpackSections(bytes);
  if (sections === null || sections.length === 0) return null;
  try {
    const [first, ...rest] = sections;
    const head = headSchema.parse(JSON.parse(new TextDecoder().decode(first)));
    if (head.id !== expected.id || head.namespace !== expected.namespace) return null;
    return assemble(head, rest);
  } catch {
    return null;
  }
}

/** @throws when head and sections do not go together. */
function assemble(head: Head, sections: readonly Uint8Array[]): StoredModel {
  const { id, entry, files, libraries, origin, parameters, quality, evaluation } = head;
  if (sections.length < files.length) throw new RangeError('files are missing');
  const arrays = sections.slice(files.length);
  return {
    model: {
      id,
      origin,
      parameters,
      quality,
      evaluation: evaluation === null ? null : { ...evaluation, output: readOutput(evaluation, arrays) },
    },
    // A copy each: what a thread is sent of a shared buffer takes all of that buffer along.
    fileSet: { entry, files: files.map((file, at) => ({ ...file, bytes: sections[at].slice() })) },
    libraries,
  };
}

/** @throws ZodError, or RangeError when the arrays are no such arrays. */
function readOutput({ output }: NonNullable<Head['evaluation']>, arrays: readonly Uint8Array[]) {
  switch (output.kind) {
    case '3d': {
      const [positions, indices, faceColors] = arrays.map(toShared);
      const mesh = {
        positions: new Float32Array(positions),
        indices: new Uint32Array(indices),
        faceColors: faceColors === undefined ? null : new Uint8Array(faceColors),
      };
      return evaluationOutputSchema.parse({ ...output, mesh });
    }
    case '2d': {
      const contours = arrays.map(bytes => new Float64Array(toShared(bytes)));
      return evaluationOutputSchema.parse({ ...output, outline: { contours } });
    }
    case 'document':
      return evaluationOutputSchema.parse({ ...output, bytes: arrays[0].slice() });
    case 'none':
      return evaluationOutputSchema.parse(output);
  }
}

/** Geometry lies in shared memory, so that drawing threads see it without a copy. */
function toShared(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}
