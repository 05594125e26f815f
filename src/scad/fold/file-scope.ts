import { AppError } from '../../contracts/errors.ts';
import type { IncludeNode } from './include-tree.ts';
import { type FileLoader, MAX_INCLUDE_DEPTH } from './load-files.ts';
import { showPath } from './show-path.ts';
import type { NameKind, Occurrence, ParsedFile, Statement } from './syntax.ts';

/** Bound on the statements of all scopes together: files that include each other twice double with every level. */
const MAX_STATEMENTS = 500_000;

/** Something a file defines at its top level, in one of the scopes the file is part of. */
export interface Declaration {
  readonly scope: FileScope;
  readonly kind: NameKind;
  readonly name: string;
  /** The statement that counts is the last one. */
  readonly file: ParsedFile;
  readonly statement: Statement;
  /** OpenSCAD gives a variable its value in the place of its first assignment. */
  readonly order: number;
}

/** What OpenSCAD evaluates together: a file with all that it includes. Each used file has a scope of its own. */
export interface FileScope {
  readonly tree: IncludeNode;
  readonly isRoot: boolean;
  readonly declared: Readonly<Record<NameKind, ReadonlyMap<string, Declaration>>>;
  /** Scopes whose modules and functions it sees; the first that has a name wins. */
  readonly uses: readonly FileScope[];
}

/** What a name means. Several declarations are possible where only a value at run time decides. */
export interface Meaning {
  readonly declarations: readonly Declaration[];
  /** Whether it may be one of OpenSCAD's own, or nothing at all. */
  readonly mayBeExternal: boolean;
}

/** A model's scopes, the entry's first, then in the order in which they are used. */
export interface Program {
  readonly scopes: readonly FileScope[];
  readonly loader: FileLoader;
  /** References that lead nowhere. */
  readonly missing: readonly { readonly file: ParsedFile; readonly statement: Statement }[];
}

/** Fonts that `use` makes known to `text()`. */
const FONT_FILE = /\.(?:ttf|otf)$/i;

/** A scope while it is being filled. */
interface OpenScope extends FileScope {
  readonly declared: Record<NameKind, Map<string, Declaration>>;
  readonly uses: FileScope[];
}

/** Reads a model with everything it includes and uses. @throws AppError SCAD_SYNTAX or UNSUPPORTED_FORMAT */
export function buildProgram(entry: string, loader: FileLoader): Program {
  const builder = new ProgramBuilder(loader);
  builder.scopeOf(loader.load(entry));
  builder.finish();
  return builder;
}

/** What `use` names is no font. */
export function usesCode({ kind, name }: Statement): boolean {
  return kind === 'use' && !FONT_FILE.test(name);
}

class ProgramBuilder implements Program {
  readonly loader: FileLoader;
  readonly scopes: FileScope[] = [];
  readonly missing: { file: ParsedFile; statement: Statement }[] = [];
  readonly #byPath = new Map<string, FileScope>();
  readonly #waiting: (() => void)[] = [];
  #statements = 0;

  constructor(loader: FileLoader) {
    this.loader = loader;
  }

  /** The scope of a used file; files that use each other have one each all the same. */
  scopeOf(file: ParsedFile): FileScope {
    const known = this.#byPath.get(file.path);
    if (known !== undefined) return known;
    const children = new Map<Statement, IncludeNode | null>();
    const scope: OpenScope = {
      tree: { file, children },
      isRoot: this.scopes.length === 0,
      declared: { variable: new Map(), function: new Map(), module: new Map() },
      uses: [],
    };
    this.scopes.push(scope);
    // The entry may be used as well; that is another scope, since it has its own variables.
    if (!scope.isRoot) this.#byPath.set(file.path, scope);
    // OpenSCAD finds a circle only among files that are being included, and the first of a scope is not.
    this.#waiting.push(() => this.#fill(scope, file, children, []));
    return scope;
  }

  finish(): void {
    for (let fill = this.#waiting.shift(); fill !== undefined; fill = this.#waiting.shift()) fill();
  }

  #fill(
    scope: OpenScope,
    file: ParsedFile,
    children: Map<Statement, IncludeNode | null>,
    open: readonly string[],
  ): void {
    for (const statement of file.statements) {
      this.#statements += 1;
      if (this.#statements > MAX_STATEMENTS) throw tooMany(file);
      if (statement.kind === 'include') {
        children.set(statement, this.#include(scope, file, statement, open));
      } else if (statement.kind === 'use') {
        if (usesCode(statement)) this.#use(scope, file, statement);
      } else if (statement.kind !== 'action' && statement.kind !== 'brace') {
        this.#declare(scope, file, statement, statement.kind === 'assignment' ? 'variable' : statement.kind);
      }
    }
  }

  #include(
    scope: OpenScope,
    from: ParsedFile,
    statement: Statement,
    open: readonly string[],
  ): IncludeNode | null {
    const file = this.loader.follow(from, statement);
    if (file === null) this.missing.push({ file: from, statement });
    if (file === null || open.includes(file.path)) return null;
    if (open.length > MAX_INCLUDE_DEPTH) throw tooMany(file);
    const children = new Map<Statement, IncludeNode | null>();
    this.#fill(scope, file, children, [...open, file.path]);
    return { file, children };
  }

  /** The file that is used last is asked first. */
  #use(scope: OpenScope, from: ParsedFile, statement: Statement): void {
    const file = this.loader.follow(from, statement);
    if (file === null) {
      this.missing.push({ file: from, statement });
      return;
    }
    const used = this.scopeOf(file);
    const before = scope.uses.indexOf(used);
    if (before !== -1) scope.uses.splice(before, 1);
    scope.uses.unshift(used);
  }

  #declare(scope: OpenScope, file: ParsedFile, statement: Statement, kind: NameKind): void {
    const { name } = statement;
    const declared = scope.declared[kind];
    const order = declared.get(name)?.order ?? this.#statements;
    declared.set(name, { scope, kind, name, file, statement, order });
  }
}

function tooMany(file: ParsedFile): AppError {
  return new AppError(
    'UNSUPPORTED_FORMAT',
    `${showPath(file.path)} is included too often or too deeply to be folded in.`,
    {
      hint: 'Include each file once.',
    },
  );
}

/**
 * Finds what a name means in a scope, as OpenSCAD does: in the file, in the files it uses, then outside. Of
 * variables that are called, only some hold functions; see {@link Meanings}.
 */
export function findMeaning(scope: FileScope, { kind, name }: Pick<Occurrence, 'kind' | 'name'>): Meaning {
  const own = scope.declared[kind].get(name);
  if (own !== undefined) return { declarations: [own], mayBeExternal: false };
  if (kind === 'variable') return { declarations: [], mayBeExternal: true };
  const used = scope.uses.map(({ declared }) => declared[kind].get(name)).find(found => found !== undefined);
  const variable = kind === 'function' ? scope.declared.variable.get(name) : undefined;
  if (variable !== undefined && holdsFunction(variable)) {
    return { declarations: [variable], mayBeExternal: false };
  }
  const declarations = [variable, used].filter(found => found !== undefined);
  return { declarations, mayBeExternal: used === undefined };
}

function holdsFunction({ file, statement }: Declaration): boolean {
  return /^function\b/.test(file.text.slice(statement.valueStart, statement.valueStart + 9));
}
