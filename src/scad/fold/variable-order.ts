import type { Declaration, FileScope } from './file-scope.ts';
import { nodesOf } from './include-tree.ts';
import type { Entity } from './merge-copies.ts';
import type { FoldPlan } from './plan.ts';
import { pushTo } from './push-to.ts';
import { renderStatement, renderTidily } from './render-statement.ts';

/**
 * Keeps the order in which variables get their values, while their assignments move: two of one scope that
 * depend on each other stay in order, and a used file's come before what needs them.
 */
export class VariableOrder {
  /** Names that OpenSCAD will say are overwritten. */
  readonly overwritten = new Set<string>();
  readonly #plan: FoldPlan;
  readonly #inEntry: ReadonlySet<Entity>;
  /** Whether all variables are the entry's, so that there is nothing to move. */
  readonly #staysInOrder: boolean;
  /** Variables that have their place in the folded file. */
  readonly #placed = new Set<Entity>();
  readonly #written = new Set<Entity>();
  readonly #needs = new Map<Entity, readonly Entity[]>();
  /** By a variable: those before it in its scope, whose values must not see it. */
  readonly #mustNotSee = new Map<Entity, Entity[]>();

  constructor(plan: FoldPlan) {
    this.#plan = plan;
    this.#inEntry = findAssignedInEntry(plan);
    this.#staysInOrder = hasOnlyOwnVariables(plan);
    if (this.#staysInOrder) return;
    for (const entity of plan.entities) {
      if (entity.kind !== 'variable' || isUnseenSpecial(entity)) continue;
      for (const need of this.#needsOf(entity)) {
        if (need === entity || comesBefore(need, entity)) continue;
        pushTo(this.#mustNotSee, need, entity);
      }
    }
  }

  isWritten(entity: Entity): boolean {
    return this.#written.has(entity);
  }

  /** Says that an assignment has been written; with `isFinal`, the one that counts. */
  note(entity: Entity, isFinal: boolean): void {
    this.#placed.add(entity);
    if (isFinal) this.#written.add(entity);
  }

  /** Assignments that have to stand before the one of a variable, in order. */
  before(entity: Entity): string[] {
    if (this.#staysInOrder || this.#placed.has(entity)) return [];
    const lines: string[] = [];
    this.#placeOthers(entity, lines);
    return lines;
  }

  /** Assignments of those variables that can stand here already, in order, with what they need. */
  placeReady(entities: readonly Entity[]): string[] {
    const lines: string[] = [];
    for (const entity of entities) {
      if (!this.#isBlocked(entity)) this.#place(entity, lines);
    }
    return lines;
  }

  /** Assignments of those variables wherever what they need may stand, in order. */
  placeAll(entities: readonly Entity[]): string[] {
    const lines: string[] = [];
    for (const entity of entities) {
      this.#place(entity, lines);
      // One that the entry assigns and an include overwrites has its place, but not yet its value.
      if (!this.#written.has(entity)) this.#write(entity, lines);
    }
    return lines;
  }

  #place(entity: Entity, lines: string[]): void {
    if (this.#placed.has(entity)) return;
    this.#placed.add(entity);
    if (isUnseenSpecial(entity)) return;
    this.#placeOthers(entity, lines);
    if (!this.#inEntry.has(entity)) {
      this.#write(entity, lines);
      return;
    }
    // OpenSCAD gives a variable its last value in the place of its first assignment.
    lines.push(`${entity.name} = undef;`);
    this.overwritten.add(entity.name);
  }

  /** Places what has to stand before a variable: what must not see it, and what it needs. */
  #placeOthers(entity: Entity, lines: string[]): void {
    for (const reader of this.#mustNotSee.get(entity) ?? []) this.#place(reader, lines);
    for (const need of this.#needsOf(entity)) {
      if (need !== entity && comesBefore(need, entity)) this.#place(need, lines);
    }
  }

  #write(entity: Entity, lines: string[]): void {
    this.#written.add(entity);
    if (isUnseenSpecial(entity)) return;
    const [lead] = entity.members;
    const isOwn = this.#plan.request.libraryOf(lead.file.path) === null;
    lines.push(isOwn ? renderStatement(lead, this.#plan) : renderTidily(lead, this.#plan));
  }

  /** Whether it needs a variable that the entry assigns further down. */
  #isBlocked(entity: Entity): boolean {
    return this.#needsOf(entity).some(
      need =>
        need !== entity && this.#inEntry.has(need) && !this.#placed.has(need) && comesBefore(need, entity),
    );
  }

  /** Variables that the value may need, directly or not. */
  #needsOf(entity: Entity): readonly Entity[] {
    const known = this.#needs.get(entity);
    if (known !== undefined) return known;
    const { dependencies, entityOf } = this.#plan;
    const needs = new Set<Entity>();
    for (const declaration of dependencies.withSettings(entity.members[0])) {
      const need = entityOf.get(declaration);
      if (need?.kind === 'variable') needs.add(need);
    }
    const found = [...needs];
    this.#needs.set(entity, found);
    return found;
  }
}

/** Whether all variables are the entry's alone, so that no assignment moves. */
function hasOnlyOwnVariables({ program, entities }: FoldPlan): boolean {
  const [root] = program.scopes;
  const others = [...nodesOf(root.tree)].filter(node => node !== root.tree);
  const isAssigned = others.some(({ file }) => file.statements.some(({ kind }) => kind === 'assignment'));
  return !isAssigned && entities.every(({ kind, members }) => kind !== 'variable' || members[0].scope.isRoot);
}

/** A used file's special variable is nowhere to be seen but in values of that file. */
export function isUnseenSpecial({ name, members }: Entity): boolean {
  return name.startsWith('$') && !members[0].scope.isRoot;
}

function findAssignedInEntry({ program, entityOf }: FoldPlan): Set<Entity> {
  const [root] = program.scopes;
  const declared = root.tree.file.statements
    .filter(({ kind }) => kind === 'assignment')
    .map(({ name }) => root.declared.variable.get(name));
  return new Set(
    declared.flatMap(declaration => {
      const entity = declaration === undefined ? undefined : entityOf.get(declaration);
      return entity === undefined ? [] : [entity];
    }),
  );
}

/** Whether a variable has its value before another: in a scope they share, or because it is of another file. */
function comesBefore(first: Entity, second: Entity): boolean {
  const orders = new Map<FileScope, Declaration>(first.members.map(member => [member.scope, member]));
  for (const { scope, order } of second.members) {
    const shared = orders.get(scope);
    if (shared !== undefined) return shared.order < order;
  }
  return true;
}
