import { posix } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import { FONTCONFIG_FILE } from '../../contracts/file-kinds.ts';
import { findReferences } from '../references.ts';
import type { FoldPlan } from './plan.ts';
import { showPath } from './show-path.ts';
import { textOf } from './syntax.ts';

/**
 * Says which files the model still reads when it runs, and where they have to lie. What a file reads lies
 * beside that file, but all code of a folded model is in one place.
 *
 * @throws AppError UNSUPPORTED_FORMAT with file and line when two files would have to lie in one place.
 */
export function noteDataFiles({ reached, request }: FoldPlan): string[] {
  const notes = new Set<string>();
  const placed = new Map<string, string>();
  for (const { file, statement } of reached.statements) {
    for (const { kind, path } of findReferences(textOf(file, statement))) {
      const isFont = kind === 'use' && FONTCONFIG_FILE.test(path);
      if (kind !== 'import' && kind !== 'surface' && !isFont) continue;
      const reads = isFont ? 'uses the font' : 'reads';
      const target = request.dataFileOf(file.path, path);
      const other = target === null ? undefined : placed.get(path);
      if (other !== undefined && other !== target) throw clash(showPath(file.path), statement.line, path);
      if (target !== null) placed.set(path, target);
      const isInPlace = target === null || target === posix.join(posix.dirname(request.entry), path);
      const place = isInPlace ? '' : `: put ${showPath(target)} where it finds it as ${path}`;
      notes.add(`${showPath(file.path)} ${reads} ${path}, which stays a file of its own${place}.`);
    }
  }
  return [...notes];
}

function clash(file: string, line: number, path: string): AppError {
  return new AppError(
    'UNSUPPORTED_FORMAT',
    `${file} line ${line}: ${path} is another file there than elsewhere in the model, and both stay files.`,
    { hint: 'Give one of the two another name.' },
  );
}
