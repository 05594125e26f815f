import { posix } from 'node:path';
import type { LibraryNamesFile } from '../../src/project/libraries/library-names.ts';
import { BUILTIN_FUNCTIONS, BUILTIN_MODULES } from '../../src/scad/builtins.ts';
import { findDefinedNames } from '../../src/scad/defined-names.ts';
import { findReferences } from '../../src/scad/references.ts';
import { tokenizeCode } from '../../src/scad/tokens.ts';
import { type CatalogEntry, LIBRARY_CATALOG } from './library-catalog.ts';

/** The files of each library, by the library's name and the path inside it. */
export type Sources = ReadonlyMap<string, Readonly<Record<string, Uint8Array>>>;

/** Names of what tries a library out. */
const TRIAL = /^(?:test|demo|example|SKIP)|_(?:test|demo|examples)$/;

/** Shorter names mean something else in most models. */
const MIN_NAME_LENGTH = 3;

/**
 * Lists the modules and functions of all libraries by the statement that brings them. Each name is there
 * once: by the first library of the catalog that has it, and by its base if that brings it.
 */
export function indexNames(sources: Sources): LibraryNamesFile {
  const index = new Map<string, string[]>();
  const taken = new Set<string>();
  for (const library of sources.keys()) {
    for (const [path, statement] of findStatements(sources, library)) {
      const names = publicNames(sources, path).filter(name => !taken.has(name));
      if (names.length > 0) index.set(statement, [...(index.get(statement) ?? []), ...names]);
      for (const name of names) taken.add(name);
    }
  }
  return [...index].map(([statement, names]) => ({ statement, names: names.join(' ') }));
}

/** The files of a library that models use, and the statement that brings each; those of its base first. */
export function findStatements(sources: Sources, library: string): Map<string, string> {
  const entry = LIBRARY_CATALOG[library];
  const base = (entry.base ?? []).map(file => (hasFile(sources, file) ? file : `${library}/${file}`));
  const baseStatement = base.map(path => `include <${path}>`).join(' ');
  const ofBase = new Set(base.flatMap(path => [...filesBroughtBy(sources, path)]));
  const everything = `${library}/${entry.everything}`;
  const ofEverything = entry.everything === undefined ? new Set() : filesBroughtBy(sources, everything);
  const others = Object.keys(sources.get(library) ?? {}).map(path => `${library}/${path}`);
  const statements = new Map<string, string>();
  for (const path of [...ofBase, ...others.sort()]) {
    const isCode = path.startsWith(`${library}/`) && path.endsWith('.scad');
    if (!isCode || isNotForModels(entry, path) || statements.has(path)) continue;
    if (ofBase.has(path)) statements.set(path, baseStatement);
    else if (ofEverything.has(path)) statements.set(path, `include <${everything}>`);
    else statements.set(path, `${baseStatement} ${entry.statement} <${path}>`.trimStart());
  }
  return statements;
}

function isNotForModels(entry: CatalogEntry, path: string): boolean {
  return entry.notForModels?.test(path.slice(path.indexOf('/') + 1)) === true;
}

/** The files whose modules a model has that includes `path`, that one among them. */
function filesBroughtBy(sources: Sources, path: string): Set<string> {
  const found = new Map<string, 'include' | 'use'>();
  const bring = (file: string, by: 'include' | 'use') => {
    const known = found.get(file);
    if (known === by || known === 'include') return;
    found.set(file, by);
    for (const { kind, path: written } of findReferences(textOf(sources, file))) {
      const target = resolveIn(sources, file, written);
      if (target === null) continue;
      if (kind === 'include') bring(target, by);
      // What a used file uses is known to that file alone.
      if (kind === 'use' && by === 'include') bring(target, 'use');
    }
  };
  bring(path, 'include');
  return new Set(found.keys());
}

/** Beside the file that refers to it, or else among the libraries, as OpenSCAD looks. */
function resolveIn(sources: Sources, from: string, written: string): string | null {
  const beside = posix.join(posix.dirname(from), written);
  return [beside, written].find(path => hasFile(sources, path)) ?? null;
}

function hasFile(sources: Sources, path: string): boolean {
  return bytesOf(sources, path) !== undefined;
}

function bytesOf(sources: Sources, path: string): Uint8Array | undefined {
  const end = path.indexOf('/');
  return sources.get(path.slice(0, end))?.[path.slice(end + 1)];
}

/** The text of a file, by its path with the library before it. */
export function textOf(sources: Sources, path: string): string {
  return new TextDecoder().decode(bytesOf(sources, path));
}

function publicNames(sources: Sources, path: string): string[] {
  const names = findDefinedNames(tokenizeCode(textOf(sources, path)))
    .filter(({ kind, local }) => !local && (kind === 'module' || kind === 'function'))
    .map(({ name }) => name)
    .filter(isWorthNaming);
  return [...new Set(names)];
}

/** Whether a name is for models, and not a word of the language or a helper. */
export function isWorthNaming(name: string): boolean {
  const isPublic = /^[a-z\d]/i.test(name) && name.length >= MIN_NAME_LENGTH && !TRIAL.test(name);
  return isPublic && !BUILTIN_FUNCTIONS.has(name) && !BUILTIN_MODULES.has(name);
}
