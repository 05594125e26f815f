import type { Token } from '../tokens.ts';
import type { Callable, NameKind, NamesUsed, Occurrence, Surroundings } from './syntax.ts';

/**
 * The part of a block that is being read. A block's assignments run first, in order; its modules and what it
 * draws come after all of them, but its functions may be called by an assignment.
 */
export type BlockItem = 'assignment' | 'function' | 'other';

/** A name that nothing inside its own block has claimed yet. */
interface Pending {
  readonly occurrence: Occurrence;
  readonly item: BlockItem;
  /** How many of the block's variables had values then. */
  readonly assignedBefore: number;
}

/** A block, a parameter list, or the reach of a `let` or `for`. */
interface LocalScope {
  /** Variables that certainly exist here: parameters and those of `let` and `for`. */
  readonly bound: Set<string>;
  readonly isLazy: boolean;
  /** Variables the block assigns, with their place among its assignments. */
  readonly assigned: Map<string, number>;
  readonly functions: Set<string>;
  readonly modules: Set<string>;
  readonly pending: Pending[];
  item: BlockItem;
  assignedBefore: number;
}

/** Gathers the names in a statement that are not its own, as OpenSCAD's rules of scope have it. */
export class NameCollector implements NamesUsed {
  readonly occurrences: Occurrence[] = [];
  readonly specialsRead = new Set<string>();
  readonly specialsBound = new Set<string>();
  readonly specialsAssigned = new Set<string>();
  readonly argumentsGiven = new Set<string>();
  readonly localDefinitions: Callable[] = [];
  hasFunctionLiteral = false;
  readonly #scopes: LocalScope[] = [];
  #around: Surroundings | null = null;

  /**
   * Opens a scope inside the current one.
   *
   * @param bound parameters.
   * @param isLazy whether it is the body of a function literal, which is evaluated later.
   */
  open(bound: Iterable<string> = [], isLazy = false): void {
    this.hasFunctionLiteral ||= isLazy;
    this.#scopes.push({
      bound: new Set(bound),
      isLazy,
      assigned: new Map(),
      functions: new Set(),
      modules: new Set(),
      pending: [],
      item: 'other',
      assignedBefore: 0,
    });
  }

  /** Closes the innermost scope; what it does not define is looked for further out. */
  close(): void {
    const scope = this.#scopes.pop();
    if (scope === undefined) return;
    const calledFrom = firstCall(scope);
    for (const pending of scope.pending) {
      const left = lookUp(scope, pending, calledFrom);
      if (left !== null) this.#pass(scope.isLazy ? { ...left, isLazy: true } : left);
    }
  }

  /**
   * Says what the innermost block holds next.
   *
   * @param assigned the variable of an assignment. One that is assigned again gets its last value in the
   * place of its first assignment.
   */
  begin(item: BlockItem, assigned = ''): void {
    const scope = this.#scopes.at(-1);
    if (scope === undefined) return;
    scope.item = item;
    scope.assignedBefore = scope.assigned.get(assigned) ?? scope.assigned.size;
  }

  /** Adds a variable of `let`, `for` or the like to the innermost scope, which has been entered too. */
  bind(name: string): void {
    this.#scopes.at(-1)?.bound.add(name);
    const around = this.#around;
    if (!name.startsWith('$') || around === null) return;
    this.specialsBound.add(name);
    this.#around = { ...around, specials: [...around.specials, name] };
  }

  /** Adds a variable that the innermost block assigns, once its value has been read. */
  assign(name: string): void {
    if (name.startsWith('$')) {
      this.specialsBound.add(name);
      this.specialsAssigned.add(name);
    }
    const assigned = this.#scopes.at(-1)?.assigned;
    if (assigned !== undefined && !assigned.has(name)) assigned.set(name, assigned.size);
  }

  /**
   * Enters a call with its children, a `let`, or a definition.
   *
   * @param callee the module that is called.
   * @param names arguments or parameters; special variables among them are set for what is inside.
   */
  enter(callee: string, names: readonly string[]): void {
    const specials = names.filter(name => name.startsWith('$'));
    for (const special of specials) this.specialsBound.add(special);
    this.#around = { callee, specials, outer: this.#around };
  }

  /** Leaves what was entered last. */
  leave(): void {
    this.#around = this.#around?.outer ?? null;
  }

  /** Adds a function or module defined inside of a module. */
  define(kind: 'function' | 'module', definition: Callable): void {
    const scope = this.#scopes.at(-1);
    (kind === 'function' ? scope?.functions : scope?.modules)?.add(definition.name);
    this.localDefinitions.push(definition);
  }

  /** Notes a name that is read or called. */
  use(kind: NameKind, { text: name, start, line }: Token): void {
    if (name.startsWith('$')) {
      this.specialsRead.add(name);
      return;
    }
    const isBound = kind !== 'module' && this.#scopes.some(({ bound }) => bound.has(name));
    if (isBound && kind === 'variable') return;
    const around = this.#around;
    this.#pass({ kind, name, start, line, maybeLocal: isBound, isLazy: false, around });
  }

  #pass(occurrence: Occurrence): void {
    const scope = this.#scopes.at(-1);
    if (scope === undefined) this.occurrences.push(occurrence);
    else scope.pending.push({ occurrence, item: scope.item, assignedBefore: scope.assignedBefore });
  }
}

/** The first of a block's assignments that may call a function of the block. */
function firstCall({ functions, pending }: LocalScope): number {
  const calls = pending.filter(
    ({ occurrence: { kind, name }, item }) =>
      item === 'assignment' && kind === 'function' && functions.has(name),
  );
  return calls.reduce(
    (first, { assignedBefore }) => Math.min(first, assignedBefore),
    Number.POSITIVE_INFINITY,
  );
}

/** What a scope leaves of a name for the scopes around it: null when it defines the name. */
function lookUp(scope: LocalScope, pending: Pending, calledFrom: number): Occurrence | null {
  const { occurrence, item, assignedBefore } = pending;
  const { kind, name, isLazy } = occurrence;
  if (kind === 'module') return scope.modules.has(name) ? null : occurrence;
  if (kind === 'function' && scope.functions.has(name)) return null;
  const place = scope.assigned.get(name);
  if (place === undefined) return occurrence;
  const uncertain = { ...occurrence, maybeLocal: true };
  // A call passes over a variable that holds no function; that shows only at run time.
  if (kind === 'function') return uncertain;
  if (item === 'other') return null;
  if (item === 'function') return calledFrom <= place ? uncertain : null;
  if (place < assignedBefore) return null;
  return isLazy ? uncertain : occurrence;
}
