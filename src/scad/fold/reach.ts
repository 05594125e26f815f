import { BUILTIN_VARIABLES } from '../builtins.ts';
import type { FoldRequest } from './contract.ts';
import { type Declaration, type FileScope, findMeaning, type Program } from './file-scope.ts';
import { nodesOf } from './include-tree.ts';
import type { ParsedFile, Statement } from './syntax.ts';

/** A statement in one of the scopes its file is part of. */
export interface ScopedStatement {
  readonly scope: FileScope;
  readonly file: ParsedFile;
  readonly statement: Statement;
}

/** What a model needs of its files. */
export interface Reached {
  /** The model's own files with the scope in which each is kept whole: the first that holds it. */
  readonly whole: ReadonlyMap<ParsedFile, FileScope>;
  /** Every definition that something kept may call or read. */
  readonly declarations: ReadonlySet<Declaration>;
  /** Every statement that is kept. */
  readonly statements: readonly ScopedStatement[];
}

/**
 * Finds what a model needs of libraries: all that its own statements mention, and so on. A name that is
 * mentioned counts as needed, whether or not a run comes to it.
 */
export function findReached(program: Program, libraryOf: FoldRequest['libraryOf']): Reached {
  const search = new Search(program.scopes[0]);
  const whole = new Map<ParsedFile, FileScope>();
  for (const scope of program.scopes) {
    for (const { file } of nodesOf(scope.tree)) {
      const isOwn = libraryOf(file.path) === null;
      const isFirst = isOwn && !whole.has(file);
      if (isFirst) whole.set(file, scope);
      for (const statement of file.statements) {
        const isDrawn = statement.kind === 'action' && scope.isRoot;
        if (isDrawn || (isFirst && statement.kind !== 'action')) search.visit({ scope, file, statement });
      }
    }
  }
  for (const name of BUILTIN_VARIABLES) search.reachSpecial(program.scopes[0], name);
  search.finish();
  return { whole, declarations: search.declarations, statements: search.statements };
}

class Search {
  readonly declarations = new Set<Declaration>();
  readonly statements: ScopedStatement[] = [];
  readonly #root: FileScope;
  readonly #waiting: Declaration[] = [];
  readonly #withSpecials = new Set<FileScope>();

  constructor(root: FileScope) {
    this.#root = root;
  }

  visit(place: ScopedStatement): void {
    const { scope, statement } = place;
    this.statements.push(place);
    for (const occurrence of statement.occurrences) {
      for (const declaration of findMeaning(scope, occurrence).declarations) this.#reach(declaration);
    }
    for (const name of statement.specialsRead) {
      this.reachSpecial(this.#root, name);
      this.reachSpecial(scope, name);
    }
  }

  reachSpecial(scope: FileScope, name: string): void {
    const declaration = scope.declared.variable.get(name);
    if (declaration !== undefined) this.#reach(declaration);
  }

  finish(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.visit(next);
  }

  #reachAllSpecials(scope: FileScope): void {
    if (this.#withSpecials.has(scope)) return;
    this.#withSpecials.add(scope);
    for (const name of scope.declared.variable.keys()) {
      if (name.startsWith('$')) this.reachSpecial(scope, name);
    }
  }

  #reach(declaration: Declaration): void {
    if (this.declarations.has(declaration)) return;
    this.declarations.add(declaration);
    this.#waiting.push(declaration);
    const { kind, scope } = declaration;
    // A used file's special variables go into the values of its others; see Dependencies.settingsFor.
    if (kind === 'variable' && !scope.isRoot) this.#reachAllSpecials(scope);
  }
}
