import type { Dependencies } from './dependencies.ts';
import { type Declaration, type FileScope, findMeaning, type Meaning } from './file-scope.ts';
import type { Reached } from './reach.ts';
import type { Occurrence } from './syntax.ts';

/** Says what names mean, knowing which variables can hold a function at all. */
export class Meanings {
  readonly #dependencies: Dependencies;
  /** Special variables that are set where a function literal stands. */
  readonly #callable = new Set<string>();
  readonly #known = new Map<Declaration, boolean>();

  constructor(reached: Reached, dependencies: Dependencies) {
    this.#dependencies = dependencies;
    for (const { statement } of reached.statements) {
      if (!statement.hasFunctionLiteral) continue;
      for (const name of [...statement.specialsBound, statement.name]) this.#callable.add(name);
    }
  }

  /** A call passes over variables that hold no function. */
  of(scope: FileScope, occurrence: Occurrence): Meaning {
    const meaning = findMeaning(scope, occurrence);
    const { declarations } = meaning;
    const [first] = declarations;
    const isCall = occurrence.kind === 'function' && first?.kind === 'variable';
    if (!isCall || this.mayHoldFunction(first)) return meaning;
    const others = declarations.slice(1);
    return { declarations: others, mayBeExternal: others.length === 0 };
  }

  /** Whether a variable may hold a function: only where a function literal goes into a value can it be one. */
  mayHoldFunction(declaration: Declaration): boolean {
    const known = this.#known.get(declaration);
    if (known !== undefined) return known;
    const isPossible = this.#dependencies
      .of(declaration)
      .some(
        ({ statement }) =>
          statement.hasFunctionLiteral || [...statement.specialsRead].some(name => this.#callable.has(name)),
      );
    this.#known.set(declaration, isPossible);
    return isPossible;
  }
}
