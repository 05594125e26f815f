import { BUILTIN_FUNCTIONS, BUILTIN_MODULES, BUILTIN_VARIABLES, EXPERIMENTAL_NAMES } from '../builtins.ts';
import type { FoldRequest } from './contract.ts';
import type { Declaration, FileScope, Program } from './file-scope.ts';
import type { Meanings } from './meanings.ts';
import type { Entity } from './merge-copies.ts';
import type { Reached } from './reach.ts';
import type { NameKind, Occurrence } from './syntax.ts';

/** What OpenSCAD knows besides the tables of names that hints offer. */
const OTHER_BUILTINS: ReadonlySet<string> = new Set(['assign', 'import']);

/** Names of the folded file, where every scope's definitions lie side by side. */
export interface ChosenNames {
  readonly byEntity: ReadonlyMap<Entity, string>;
  /** New names for what a scope mentions but nobody it sees defines, where the old one has got a meaning. */
  readonly undefinedIn: ReadonlyMap<FileScope, ReadonlyMap<string, string>>;
}

/** A key of {@link ChosenNames.undefinedIn}. */
export function nameKey({ kind, name }: Pick<Occurrence, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/**
 * Gives every definition a name, its own where that is free: first those of the entry's scope, then what it
 * sees of used files, then the model's other files, then libraries.
 *
 * Even a definition in the entry is renamed when it hides one of OpenSCAD's modules that another scope calls:
 * in one file there is no other way to reach that.
 */
export function chooseNames(
  program: Program,
  reached: Reached,
  meanings: Meanings,
  entities: readonly Entity[],
  libraryOf: FoldRequest['libraryOf'],
): ChosenNames {
  const chooser = new NameChooser(program, reached, meanings, libraryOf);
  const ranked = entities.map(entity => ({ entity, rank: chooser.rank(entity) }));
  for (const { entity } of ranked.toSorted((a, b) => a.rank - b.rank)) chooser.name(entity);
  return chooser;
}

class NameChooser implements ChosenNames {
  readonly byEntity = new Map<Entity, string>();
  readonly undefinedIn = new Map<FileScope, Map<string, string>>();
  readonly #libraryOf: FoldRequest['libraryOf'];
  readonly #meanings: Meanings;
  readonly #taken = new Map<string, Entity>();
  /** Every word of the sources: a new name must not be one that some parameter has. */
  readonly #words: Set<string>;
  readonly #seenByRoot = new Set<Declaration>();
  /** Variables that something calls as functions. */
  readonly #called = new Set<Declaration>();
  /** Scopes that mention a name they give no meaning. */
  readonly #undefined = new Map<string, Set<FileScope>>();

  constructor(program: Program, reached: Reached, meanings: Meanings, libraryOf: FoldRequest['libraryOf']) {
    this.#libraryOf = libraryOf;
    this.#meanings = meanings;
    this.#words = wordsOf(program);
    for (const { scope, statement } of reached.statements) {
      for (const occurrence of statement.occurrences) this.#note(scope, occurrence);
    }
  }

  rank({ members }: Entity): number {
    if (members[0].scope.isRoot) return 0;
    if (members.some(member => this.#seenByRoot.has(member))) return 1;
    return this.#libraryOf(members[0].file.path) === null ? 2 : 3;
  }

  name(entity: Entity): void {
    const { kind, name, members } = entity;
    const isSpecial = name.startsWith('$');
    const chosen = isSpecial || this.#isFree(entity) ? name : this.#invent(members[0]);
    this.byEntity.set(entity, chosen);
    if (isSpecial) return;
    this.#taken.set(nameKey({ kind, name: chosen }), entity);
    if (chosen !== name) return;
    for (const { scope, key } of this.#captured(entity)) this.#renameUndefined(scope, key, members[0]);
  }

  #note(scope: FileScope, occurrence: Occurrence): void {
    const { declarations, mayBeExternal } = this.#meanings.of(scope, occurrence);
    for (const declaration of declarations) {
      if (scope.isRoot) this.#seenByRoot.add(declaration);
      if (occurrence.kind === 'function' && declaration.kind === 'variable') this.#called.add(declaration);
    }
    if (!mayBeExternal || occurrence.maybeLocal) return;
    const key = nameKey(occurrence);
    const scopes = this.#undefined.get(key) ?? new Set();
    this.#undefined.set(key, scopes.add(scope));
  }

  #isFree(entity: Entity): boolean {
    const { kind, name, members } = entity;
    if (this.#taken.has(nameKey({ kind, name }))) return false;
    if (kind === 'variable' && this.#taken.has(`function ${name}`) && this.#isCalled(entity)) return false;
    const variable = this.#taken.get(`variable ${name}`);
    if (kind === 'function' && variable !== undefined && this.#isCalled(variable)) {
      if (!variable.members[0].scope.isRoot || !members[0].scope.isRoot) return false;
    }
    if (this.#captured(entity).length === 0) return true;
    // What nobody defines can be renamed where it stands, and still nobody defines it.
    return members[0].scope.isRoot && !isBuiltin(kind, name);
  }

  #isCalled({ members }: Entity): boolean {
    return members.some(member => this.#called.has(member));
  }

  /** Mentions that the definition, under its own name, would give a meaning though they have none or another. */
  #captured({ kind, name, members }: Entity): { scope: FileScope; key: string }[] {
    const mayHoldFunction =
      kind === 'variable' && members.some(member => this.#meanings.mayHoldFunction(member));
    const kinds: NameKind[] = mayHoldFunction ? ['variable', 'function'] : [kind];
    return kinds
      .map(each => nameKey({ kind: each, name }))
      .flatMap(key => [...(this.#undefined.get(key) ?? [])].map(scope => ({ scope, key })))
      .filter(({ scope }) => !members.some(member => member.scope === scope));
  }

  #renameUndefined(scope: FileScope, key: string, like: Declaration): void {
    const names = this.undefinedIn.get(scope) ?? new Map<string, string>();
    this.undefinedIn.set(scope, names.set(key, this.#invent(like)));
  }

  /** A name nobody uses, with the library or file in front. */
  #invent({ name, file }: Declaration): string {
    const fileName = file.path.split('/').at(-1) ?? '';
    const origin = this.#libraryOf(file.path)?.name ?? fileName.replace(/\.[^.]*$/, '');
    const prefix = origin.replace(/\W+/g, '_').replace(/^(?=\d|$)/, 'file_');
    const base = `${prefix}_${name.replace(/^_+/, '')}`;
    let invented = base;
    for (let count = 2; this.#words.has(invented); count += 1) invented = `${base}_${count}`;
    this.#words.add(invented);
    return invented;
  }
}

function wordsOf({ loader }: Program): Set<string> {
  const words = new Set<string>();
  for (const { text } of loader.files) {
    for (const [word] of text.matchAll(/\w+/g)) words.add(word);
  }
  return words;
}

function isBuiltin(kind: NameKind, name: string): boolean {
  if (EXPERIMENTAL_NAMES.has(name) || OTHER_BUILTINS.has(name)) return true;
  if (kind === 'module') return BUILTIN_MODULES.has(name);
  return BUILTIN_FUNCTIONS.has(name) || BUILTIN_VARIABLES.has(name);
}
