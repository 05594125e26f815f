import { AppError } from '../src/contracts/errors.ts';
import type { EvaluateRequest, EvaluateResponse } from '../src/contracts/evaluation-protocol.ts';
import { ASSET_FILE } from '../src/contracts/file-kinds.ts';
import { LIMITS } from '../src/contracts/limits.ts';
import type { Mesh } from '../src/contracts/mesh.ts';
import { LIBRARY_ROOT, MODEL_ROOT, type StagedFile } from '../src/contracts/model.ts';
import { findImportFault } from '../src/mesh/find-import-fault.ts';
import { joinMeshes, mayTouch } from '../src/mesh/join-meshes.ts';
import { read3mf } from '../src/mesh/read-3mf.ts';
import { isPackedAmf, unpackAmf } from '../src/mesh/unpack-amf.ts';
import { writeBinaryStl } from '../src/mesh/write-stl.ts';
import { buildArguments } from '../src/scad/invocation.ts';
import { explainRefused } from '../src/scad/refused-files.ts';
import { CONVERTED_ENDING, isThreeMf, renameThreeMf } from '../src/scad/three-mf-names.ts';
import type { FreshProgram } from '../wasm/program.ts';
import { runOpenScad } from '../wasm/run.ts';

/** A request whose assets OpenSCAD can read, and those it is not given. */
export interface StagedAssets {
  readonly request: EvaluateRequest;
  /** Absolute path → why, as a clause about the file. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Why a 3MF file is not found although it is there: {@link renameThreeMf} could not see its name. */
const UNSEEN_NAME = 'no string in the source ends in ".3mf", so that its name cannot be followed';

/**
 * Takes out the assets that OpenSCAD cannot cope with, and turns 3MF, whose import this build of OpenSCAD
 * does not survive, into STL under another name, which replaces the name in the sources.
 *
 * It happens here, in the thread that evaluates, since a large file takes seconds and the deadline ends
 * threads; and since diagnostics are then made from the author's own sources.
 */
export async function stageAssets(
  request: EvaluateRequest,
  take: () => Promise<FreshProgram>,
): Promise<StagedAssets> {
  const refused = new Map<string, string>();
  // Neither looks into assets.
  if (request.product === 'param' || request.product === 'csg') return { request, refused };
  const converter = new Converter(take);
  const stage = async (files: readonly StagedFile[], root: string) => {
    const staged: StagedFile[] = [];
    for (const file of files) {
      const place = file.path.startsWith('/') ? file.path : root + file.path;
      staged.push(...(await stageFile(file, place, converter, refused)));
    }
    return staged;
  };
  const files = await stage(request.files, MODEL_ROOT);
  const libraries = await stage(request.libraries, LIBRARY_ROOT);
  const staged = { ...request, files, libraries };
  return { request: converter.used ? renameIn(staged) : staged, refused };
}

/** Puts into an answer why files were refused. */
export function explainAssets(answer: EvaluateResponse, { refused }: StagedAssets): EvaluateResponse {
  const { log } = answer;
  const head = explainRefused(log.head, refused);
  const tail = explainRefused(log.tail, refused);
  return { ...answer, log: { ...log, head, tail } };
}

async function stageFile(
  file: StagedFile,
  place: string,
  converter: Converter,
  refused: Map<string, string>,
): Promise<StagedFile[]> {
  if (!isThreeMf(file.path)) {
    const fault = findImportFault(file.path, file.bytes);
    if (fault !== null) {
      refused.set(place, fault);
      return [];
    }
    // Two readers of ZIP can see two different files in one archive; what was checked is what is read.
    return [isPackedAmf(file) ? { ...file, bytes: unpackAmf(file) } : file];
  }
  refused.set(place, UNSEEN_NAME);
  try {
    return [{ path: file.path + CONVERTED_ENDING, bytes: await converter.convert(file.bytes) }];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    refused.set(place + CONVERTED_ENDING, thrown.message);
    return [];
  }
}

function renameIn(request: EvaluateRequest): EvaluateRequest {
  return {
    ...request,
    files: request.files.map(renameInFile),
    libraries: request.libraries.map(renameInFile),
    definitions: request.definitions.map(renameThreeMf),
  };
}

function renameInFile(file: StagedFile): StagedFile {
  const { path, bytes } = file;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (ASSET_FILE.test(path) || !(buffer.includes('3mf') || buffer.includes('3MF'))) return file;
  const source = buffer.toString('utf8');
  const renamed = renameThreeMf(source);
  return renamed === source ? file : { ...file, bytes: new TextEncoder().encode(renamed) };
}

/** Turns the 3MF files of one model into STL. */
class Converter {
  used = false;
  readonly #take: () => Promise<FreshProgram>;
  #triangles = 0;

  constructor(take: () => Promise<FreshProgram>) {
    this.#take = take;
  }

  /** @throws AppError as read3mf, and OUTPUT_TOO_LARGE when all files together have too many triangles. */
  async convert(bytes: Uint8Array): Promise<Uint8Array> {
    this.used = true;
    const meshes = read3mf(bytes);
    this.#triangles += meshes.reduce((sum, { indices }) => sum + indices.length / 3, 0);
    if (this.#triangles > LIMITS.maxTriangles) {
      throw new AppError('OUTPUT_TOO_LARGE', 'the 3MF files together have too many triangles');
    }
    const united = mayTouch(meshes) ? unite(meshes, await this.#take()) : null;
    return united ?? writeBinaryStl(joinMeshes(meshes));
  }
}

/**
 * Unites solids that may overlap, as OpenSCAD does when it imports 3MF. Null when it cannot, for instance
 * because one of them is not closed.
 */
function unite(meshes: readonly Mesh[], fresh: FreshProgram): Uint8Array | null {
  const parts = meshes.map((mesh, index) => ({ path: `${index}.stl`, bytes: writeBinaryStl(mesh) }));
  const source = parts.map(({ path }) => `import("${path}");`).join('\n');
  const output = { format: 'binstl', path: '/united.binstl' } as const;
  const { outputs, log } = runOpenScad(fresh, {
    root: MODEL_ROOT,
    files: [{ path: 'main.scad', bytes: new TextEncoder().encode(source) }, ...parts],
    libraries: [],
    fonts: [],
    argv: buildArguments({ entry: `${MODEL_ROOT}main.scad`, definitions: [], outputs: [output] }),
    outputs: [output.path],
    evaluations: 1,
    outputBytes: LIMITS.maxOutputBytes,
  });
  const isUnsure = [...log.head, ...log.tail].some(line => /^(?:ERROR|WARNING): /.test(line));
  return isUnsure ? null : (outputs.get(output.path) ?? null);
}
