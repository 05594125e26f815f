import { AppError } from '../../contracts/errors.ts';
import { type Declaration, type FileScope, findMeaning, type Program } from './file-scope.ts';

/**
 * Bound on the work for all variables together. What each depends on is a list of its own, so their total
 * grows with the square of a chain of values; models have some hundred, not thousands, in one.
 */
const MAX_STEPS = 10_000_000;

/** What the values of a model's variables depend on. */
export class Dependencies {
  readonly #root: FileScope;
  readonly #direct = new Map<Declaration, readonly Declaration[]>();
  readonly #closures = new Map<Declaration, readonly Declaration[]>();
  readonly #specials = new Map<FileScope, readonly Declaration[]>();
  #steps = 0;

  constructor({ scopes }: Program) {
    this.#root = scopes[0];
  }

  /**
   * Functions and variables that a value may need, itself among them, whether or not a run comes to them.
   *
   * @throws AppError UNSUPPORTED_FORMAT when there is too much of it.
   */
  of(declaration: Declaration): readonly Declaration[] {
    const known = this.#closures.get(declaration);
    if (known !== undefined) return known;
    const found = new Set([declaration]);
    // A set gives out what is added to it while it is walked.
    for (const each of found) {
      const direct = this.#directOf(each);
      this.#steps += direct.length + 1;
      if (this.#steps > MAX_STEPS) throw tooMany();
      for (const next of direct) found.add(next);
    }
    const needed = [...found];
    if (declaration.kind === 'variable') this.#closures.set(declaration, needed);
    return needed;
  }

  /** Like {@link of}, with what the settings need that go around the value. */
  withSettings(declaration: Declaration): readonly Declaration[] {
    const settings = this.settingsFor(declaration);
    if (settings.length === 0) return this.of(declaration);
    return [...new Set([declaration, ...settings].flatMap(each => this.of(each)))];
  }

  /** Special variables whose values may go into a value. */
  specialsOf(declaration: Declaration): Set<string> {
    return new Set(this.of(declaration).flatMap(({ statement }) => [...statement.specialsRead]));
  }

  /**
   * Special variables that a used file sets for its own variables. What calls the file does not see them;
   * so they are set around each value that needs them.
   */
  settingsFor(declaration: Declaration): Declaration[] {
    const { scope, kind, order } = declaration;
    if (scope.isRoot || kind !== 'variable') return [];
    const specials = this.#specialsIn(scope);
    if (specials.length === 0) return [];
    const read = this.specialsOf(declaration);
    return specials.filter(special => read.has(special.name) && special.order < order);
  }

  #specialsIn(scope: FileScope): readonly Declaration[] {
    const known = this.#specials.get(scope);
    if (known !== undefined) return known;
    const specials = [...scope.declared.variable.values()].filter(({ name }) => name.startsWith('$'));
    this.#specials.set(scope, specials);
    return specials;
  }

  #directOf(declaration: Declaration): readonly Declaration[] {
    const known = this.#direct.get(declaration);
    if (known !== undefined) return known;
    const { scope, statement } = declaration;
    const named = statement.occurrences
      .filter(({ kind }) => kind !== 'module')
      .flatMap(occurrence => findMeaning(scope, occurrence).declarations);
    const special = [...statement.specialsRead].flatMap(name => [
      this.#root.declared.variable.get(name),
      scope.declared.variable.get(name),
    ]);
    const direct = [...new Set([...named, ...special.filter(found => found !== undefined)])];
    this.#direct.set(declaration, direct);
    return direct;
  }
}

function tooMany(): AppError {
  return new AppError(
    'UNSUPPORTED_FORMAT',
    'The model has too many variables that depend on each other to be written as one file.',
    { hint: 'Keep large tables of data in one variable.' },
  );
}
