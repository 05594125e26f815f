import type { Entity } from './merge-copies.ts';
import { librariesOf, writeNotice } from './notices.ts';
import type { FoldPlan } from './plan.ts';
import { pushTo } from './push-to.ts';
import { renderStatement, renderTidily } from './render-statement.ts';
import { showPath } from './show-path.ts';
import type { ParsedFile } from './syntax.ts';
import { isUnseenSpecial, type VariableOrder } from './variable-order.ts';

/** What has been written of a model so far. */
export interface Progress {
  readonly order: VariableOrder;
  /** Functions and modules. */
  readonly defined: ReadonlySet<Entity>;
}

/** What has no place in a file of the model. */
export interface Rest {
  /** Second copies of the model's files, where a used file sees other values. */
  readonly copies: readonly string[];
  /** Functions and modules of libraries. */
  readonly libraries: readonly string[];
}

/** Writes all that has not been written yet. */
export function writeRest(plan: FoldPlan, { order, defined }: Progress): Rest {
  const { reached, request } = plan;
  const inOrder = plan.entities.toSorted((a, b) => a.members[0].order - b.members[0].order);
  const variables = inOrder.filter(
    entity => entity.kind === 'variable' && !isUnseenSpecial(entity) && !order.isWritten(entity),
  );
  const values = order.placeAll(variables);
  const definitions = inOrder.filter(entity => entity.kind !== 'variable' && !defined.has(entity));
  const byFile = writeByFile(definitions, plan);
  const copies: string[] = [];
  if (values.length > 0) copies.push(['// ---- values that only used files have ----', ...values].join('\n'));
  for (const [{ path }, code] of byFile) {
    if (request.libraryOf(path) === null) {
      copies.push([`// ---- ${path} again, with the values of a used file ----`, ...code].join('\n'));
    }
  }
  const contributing = new Set(reached.statements.map(({ file }) => file));
  const libraries = [...librariesOf(contributing, request.libraryOf).values()].map(({ library, files }) => {
    const code = files.flatMap(file => {
      const lines = byFile.get(file) ?? [];
      return lines.length === 0 ? [] : [`// ---- ${showPath(file.path)} ----`, ...lines];
    });
    return [...writeNotice(library, files, request.libraryOf), ...code].join('\n');
  });
  return { copies, libraries };
}

function writeByFile(definitions: readonly Entity[], plan: FoldPlan): Map<ParsedFile, string[]> {
  const byFile = new Map<ParsedFile, string[]>();
  for (const { members } of definitions) {
    const [lead] = members;
    const isOwn = plan.request.libraryOf(lead.file.path) === null;
    const code = isOwn ? renderStatement(lead, plan) : renderTidily(lead, plan);
    pushTo(byFile, lead.file, code);
  }
  return byFile;
}
