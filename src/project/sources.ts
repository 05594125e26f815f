import type { FileSet, ModelFile, StagedFile } from '../contracts/model.ts';
import { resolveReferences } from './references.ts';
import { normalizeSource } from './source-text.ts';

/**
 * Finds out which files are OpenSCAD code, and brings those into the form the engine reads right. Code
 * may have any extension: what is included or used by code is code.
 *
 * @throws AppError INVALID_INPUT for a NUL in code.
 */
export function markSources(entry: string, files: readonly StagedFile[]): FileSet {
  const marked = new Map<string, ModelFile>(files.map(file => [file.path, { ...file, isSource: false }]));
  const waiting = [entry, ...files.map(({ path }) => path).filter(path => path.endsWith('.scad'))];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = marked.get(path);
    if (file === undefined || file.isSource) continue;
    const source = { path, bytes: normalizeBytes(file), isSource: true };
    marked.set(path, source);
    for (const { kind, target } of resolveReferences(source)) {
      if (target !== null && (kind === 'include' || kind === 'use')) waiting.push(target);
    }
  }
  return { entry, files: [...marked.values()] };
}

function normalizeBytes({ path, bytes }: StagedFile): Uint8Array {
  return new TextEncoder().encode(
    normalizeSource(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
  );
}
