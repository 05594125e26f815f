import { type ChosenNames, chooseNames } from './choose-names.ts';
import type { FoldRequest } from './contract.ts';
import { Dependencies } from './dependencies.ts';
import { findDynamic } from './dynamic-variables.ts';
import type { Declaration, Program } from './file-scope.ts';
import { Meanings } from './meanings.ts';
import { type Entity, mergeCopies } from './merge-copies.ts';
import { findReached, type Reached } from './reach.ts';
import { readProgram } from './read-program.ts';

/** All that is decided before a folded file is written. */
export interface FoldPlan {
  readonly request: FoldRequest;
  readonly program: Program;
  readonly reached: Reached;
  readonly dependencies: Dependencies;
  readonly meanings: Meanings;
  readonly entities: readonly Entity[];
  readonly entityOf: ReadonlyMap<Declaration, Entity>;
  readonly names: ChosenNames;
  /** As in NamesUsed, of all that is kept. */
  readonly argumentsGiven: ReadonlySet<string>;
}

/** Decides what goes into the folded file and under which names. @throws AppError */
export function planFold(request: FoldRequest): FoldPlan {
  const program = readProgram(request);
  const reached = findReached(program, request.libraryOf);
  const dependencies = new Dependencies(program);
  const meanings = new Meanings(reached, dependencies);
  const dynamic = findDynamic(reached, dependencies);
  const entities = mergeCopies(reached.declarations, { dependencies, meanings, dynamic });
  const entityOf = new Map(
    entities.flatMap(entity => entity.members.map(member => [member, entity] as const)),
  );
  const names = chooseNames(program, reached, meanings, entities, request.libraryOf);
  const argumentsGiven = new Set(
    reached.statements.flatMap(({ statement }) => [...statement.argumentsGiven]),
  );
  return { request, program, reached, dependencies, meanings, entities, entityOf, names, argumentsGiven };
}
