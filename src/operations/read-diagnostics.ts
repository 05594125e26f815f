import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { RunLog } from '../contracts/evaluation-protocol.ts';
import { LIBRARY_ROOT, MODEL_ROOT, type ModelFile } from '../contracts/model.ts';
import type { Libraries } from '../contracts/ports.ts';
import { parseLog } from '../scad/diagnostics.ts';
import { explainMissing } from './explain-missing.ts';
import { pointToRoots } from './point-to-roots.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { Workshop } from './workshop.ts';

/** What is said better when one can look into the files of libraries. */
const NEEDS_LIBRARY_SOURCES = /not specified as parameter/;

/** What is said better when one knows which libraries there are. */
const NEEDS_LIBRARIES = /Ignoring unknown|Can't open/;

/** Makes diagnostics of what OpenSCAD printed about a model. */
export async function readDiagnostics(
  { staging }: Workshop,
  model: ResolvedModel,
  log: RunLog,
): Promise<Diagnostic[]> {
  const lines = [...log.head, ...log.tail];
  const { files, libraries } = model.fileSet;
  const names = lines.some(line => NEEDS_LIBRARIES.test(line)) ? await listLibraries(staging.libraries) : {};
  const isInLibrary = lines.some(line => line.includes(LIBRARY_ROOT) || NEEDS_LIBRARY_SOURCES.test(line));
  const diagnostics = parseLog(lines, {
    root: MODEL_ROOT,
    sources: textsOf(files),
    // Libraries are large; their text is wanted only for excerpts and the parameters of what they define.
    librarySources: isInLibrary ? textsOf(libraries) : new Map(),
    evaluations: log.evaluations,
    ...names,
  });
  const explained = explainMissing(diagnostics, model);
  return [...(await pointToRoots(explained, model, staging)), ...cutNote(log)];
}

async function listLibraries(
  libraries: Libraries,
): Promise<{ libraries: readonly string[]; libraryNames: ReadonlyMap<string, string> }> {
  const [list, names] = await Promise.all([libraries.list(), libraries.names()]);
  return {
    libraries: list.map(({ name }) => name),
    libraryNames: new Map(names.map(({ name, statement }) => [name, statement])),
  };
}

function textsOf(files: readonly ModelFile[]): ReadonlyMap<string, string> {
  const sources = files.filter(({ isSource }) => isSource);
  return new Map(
    sources.map(({ path, bytes }) => [
      path,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
    ]),
  );
}

function cutNote({ leftOut }: RunLog): Diagnostic[] {
  if (leftOut === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'OUTPUT_CUT',
      message: `OpenSCAD printed too much: ${leftOut} lines from the middle of its output were left out.`,
      hint: 'Remove echo() calls from loops.',
    },
  ];
}
