import { AppError } from '../../contracts/errors.ts';
import type { Dependencies } from './dependencies.ts';
import { type Declaration, type FileScope, findMeaning } from './file-scope.ts';
import { pushTo } from './push-to.ts';
import type { Reached, ScopedStatement } from './reach.ts';
import { showPath } from './show-path.ts';
import type { Occurrence } from './syntax.ts';

/**
 * Finds variables of used files whose values depend on special variables that calls set. OpenSCAD gives a
 * used file's variables their values anew at every call into the file, so these become functions.
 *
 * A function is evaluated where it is called, not where the file was entered. So this makes sure that no
 * such special variable changes between the two.
 *
 * @throws AppError UNSUPPORTED_FORMAT with file and line where that is not certain.
 */
export function findDynamic(reached: Reached, dependencies: Dependencies): ReadonlySet<Declaration> {
  const bound = new Set(reached.statements.flatMap(({ statement }) => [...statement.specialsBound]));
  const dynamic = new Map<Declaration, ReadonlySet<string>>();
  for (const declaration of reached.declarations) {
    const { scope, kind, name } = declaration;
    if (scope.isRoot || kind !== 'variable' || name.startsWith('$')) continue;
    const specials = readFromOutside(declaration, dependencies).filter(special => bound.has(special));
    if (specials.length > 0) dynamic.set(declaration, new Set(specials));
  }
  if (dynamic.size > 0) new DynamicCheck(reached, dynamic).run();
  return new Set(dynamic.keys());
}

/** Special variables that a used file's variable gets from whoever calls into the file. */
function readFromOutside(declaration: Declaration, dependencies: Dependencies): string[] {
  const settings = dependencies.settingsFor(declaration);
  const own = new Set(settings.map(({ name }) => name));
  const read = [...dependencies.specialsOf(declaration)].filter(name => !own.has(name));
  return [...read, ...settings.flatMap(setting => [...setting.statement.specialsRead])];
}

class DynamicCheck {
  readonly #reached: Reached;
  readonly #dynamic: ReadonlyMap<Declaration, ReadonlySet<string>>;
  /** By a definition: special variables that it reads by way of variables of its own file. */
  readonly #touching = new Map<Declaration, Set<string>>();
  /** By a special variable: modules whose children see another value of it than what stands around them. */
  readonly #rebinding = new Map<string, ReadonlySet<Declaration>>();

  constructor(reached: Reached, dynamic: ReadonlyMap<Declaration, ReadonlySet<string>>) {
    this.#reached = reached;
    this.#dynamic = dynamic;
    this.#findTouching();
    this.#findRebinding();
  }

  run(): void {
    for (const place of this.#reached.statements) {
      for (const occurrence of place.statement.occurrences) this.#check(place, occurrence);
    }
  }

  #check(place: ScopedStatement, occurrence: Occurrence): void {
    const { scope, statement } = place;
    if (occurrence.start === statement.nameStart) return;
    for (const target of findMeaning(scope, occurrence).declarations) {
      if (target.scope !== scope) {
        this.#checkEntry(place, occurrence, target);
        continue;
      }
      for (const special of this.#touching.get(target) ?? []) {
        const isChanged =
          statement.specialsAssigned.has(special) || this.#isChangedAround(scope, occurrence, special);
        if (occurrence.isLazy || isChanged) throw clash(place, occurrence, special, scope);
      }
      const isOwnValue =
        target.kind === 'variable' && this.#dynamic.has(target) && statement.kind === 'assignment';
      const self = isOwnValue ? scope.declared.variable.get(statement.name) : undefined;
      if (self !== undefined && target.order >= self.order)
        throw clash(place, occurrence, target.name, scope);
    }
  }

  /** Values are worked out before the arguments of the call that enters the file are there. */
  #checkEntry(place: ScopedStatement, occurrence: Occurrence, target: Declaration): void {
    const given = occurrence.around?.specials ?? [];
    const special = given.find(name => this.#touching.get(target)?.has(name));
    if (special !== undefined) throw clash(place, occurrence, special, target.scope);
  }

  #isChangedAround(scope: FileScope, { around }: Occurrence, special: string): boolean {
    for (let each = around; each !== null; each = each.outer) {
      if (each.specials.includes(special)) return true;
      const callees = findMeaning(scope, { kind: 'module', name: each.callee }).declarations;
      if (callees.some(callee => this.#rebinding.get(special)?.has(callee))) return true;
    }
    return false;
  }

  /** A definition touches what the definitions of its own file touch that it mentions. */
  #findTouching(): void {
    const users = new Map<Declaration, Declaration[]>();
    for (const declaration of this.#reached.declarations) {
      if (declaration.scope.isRoot) continue;
      for (const occurrence of declaration.statement.occurrences) {
        for (const target of findMeaning(declaration.scope, occurrence).declarations) {
          if (target.scope === declaration.scope) pushTo(users, target, declaration);
        }
      }
    }
    for (const [variable, specials] of this.#dynamic) {
      for (const touching of reachFrom([variable], users)) {
        const touched = this.#touching.get(touching) ?? new Set();
        for (const special of specials) touched.add(special);
        this.#touching.set(touching, touched);
      }
    }
  }

  /** A module that sets a special variable and draws its children, and one that hands its children on to such. */
  #findRebinding(): void {
    const passing = [...this.#reached.declarations].filter(
      ({ kind, statement }) =>
        kind === 'module' && statement.occurrences.some(({ name }) => name === 'children'),
    );
    const callers = new Map<Declaration, Declaration[]>();
    for (const module of passing) {
      for (const occurrence of module.statement.occurrences) {
        const { declarations } = findMeaning(module.scope, occurrence);
        for (const callee of declarations) pushTo(callers, callee, module);
      }
    }
    const specials = new Set([...this.#dynamic.values()].flatMap(names => [...names]));
    for (const special of specials) {
      const setters = passing.filter(({ statement }) => statement.specialsBound.has(special));
      this.#rebinding.set(special, reachFrom(setters, callers));
    }
  }
}

/** Everything that edges lead to, the start included. */
function reachFrom(
  start: readonly Declaration[],
  edges: ReadonlyMap<Declaration, readonly Declaration[]>,
): Set<Declaration> {
  const found = new Set(start);
  // A set gives out what is added to it while it is walked.
  for (const each of found) {
    for (const next of edges.get(each) ?? []) found.add(next);
  }
  return found;
}

function clash(
  { file }: ScopedStatement,
  { name, line }: Occurrence,
  special: string,
  used: FileScope,
): AppError {
  return new AppError(
    'UNSUPPORTED_FORMAT',
    `${showPath(file.path)} line ${line}: the value of ${name} depends on ${special}, and when it gets one is not certain.`,
    {
      hint: `Include ${showPath(used.tree.file.path)} instead of using it, or set ${special} only at the top of the model.`,
    },
  );
}
