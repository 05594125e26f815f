import type { EvaluateRequest, EvaluationOutput } from '../src/contracts/evaluation-protocol.ts';
import { ASSET_FILE } from '../src/contracts/file-kinds.ts';
import type { NativeOutputs, ScreenedFiles } from '../src/contracts/mesh-protocol.ts';
import { LIBRARY_ROOT, MODEL_ROOT, type StagedFile } from '../src/contracts/model.ts';
import { findImportFault } from '../src/mesh/find-import-fault.ts';
import { isPackedAmf, unpackAmf } from '../src/mesh/unpack-amf.ts';
import { diagnoseFonts, stageFonts } from './fonts.ts';
import { readOutlineResult, readSolidResult } from './geometry.ts';

/**
 * Brings the files of a model and its libraries into the form in which an installed OpenSCAD is to get them: without those that make
 * importers hang or invent points, AMF unpacked, fonts as FreeType reads them.
 */
export async function screenFiles(request: EvaluateRequest): Promise<ScreenedFiles> {
  const fonts = stageFonts(request);
  const diagnostics = await diagnoseFonts(fonts, {
    messages: [],
    tree: undefined,
    evaluateTree: async () => undefined,
  });
  const refused = new Map<string, string>();
  const screen = (files: readonly StagedFile[], root: string) =>
    files.flatMap((file): StagedFile[] => {
      const fault = findImportFault(file.path, file.bytes);
      if (fault === null) return [isPackedAmf(file) ? { ...file, bytes: unpackAmf(file) } : file];
      refused.set(file.path.startsWith('/') ? file.path : root + file.path, fault);
      return [];
    });
  const libraryAssets = fonts.request.libraries.filter(({ path }) => ASSET_FILE.test(path));
  return {
    files: screen(fonts.request.files, MODEL_ROOT),
    libraryAssets: screen(libraryAssets, LIBRARY_ROOT),
    fonts: fonts.request.fonts,
    refused,
    diagnostics,
  };
}

/** Makes geometry of what an installed OpenSCAD wrote. @throws AppError as `readSolidResult` does. */
export function readNative(outputs: NativeOutputs): EvaluationOutput {
  if ('svg' in outputs) return readOutlineResult(outputs.svg) ?? { kind: 'none' };
  const solid = readSolidResult(outputs.stl, outputs.off);
  return solid === null ? { kind: 'none' } : { ...solid, camera: null };
}
