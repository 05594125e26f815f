import { noteDataFiles } from './note-data-files.ts';
import { describeLibrary, librariesOf } from './notices.ts';
import type { FoldPlan } from './plan.ts';
import { finalName } from './render-statement.ts';
import { showPath } from './show-path.ts';

/** Longer lists are cut. */
const MAX_LISTED = 20;

/** What a person should know of a folded model, in sentences. */
export function writeNotes(plan: FoldPlan, overwritten: ReadonlySet<string>): string[] {
  return [
    ...noteLibraries(plan),
    ...noteRenames(plan),
    ...noteDataFiles(plan).slice(0, MAX_LISTED),
    ...plan.program.missing.map(
      ({ file, statement }) =>
        `${showPath(file.path)} line ${statement.line}: ${statement.kind} <${statement.name}> leads to no file and was not folded in.`,
    ),
    ...[...overwritten].map(
      name => `OpenSCAD will warn that ${name} is overwritten; the model is the same all the same.`,
    ),
  ];
}

function noteLibraries({ reached, request }: FoldPlan): string[] {
  const files = new Set(reached.statements.map(({ file }) => file));
  return [...librariesOf(files, request.libraryOf).values()].map(
    ({ library }) => `The file holds code of ${describeLibrary(library)}.`,
  );
}

/** Names that had to change in code the model's author wrote. */
function noteRenames(plan: FoldPlan): string[] {
  const renames = new Map<string, string>();
  let isCountingOnNames = false;
  for (const { scope, file, statement } of plan.reached.statements) {
    for (const occurrence of statement.occurrences) {
      if (occurrence.name === 'parent_module') isCountingOnNames = true;
      if (plan.request.libraryOf(file.path) !== null) continue;
      const final = finalName(scope, occurrence, plan);
      if (final === null || final === occurrence.name || final === `${occurrence.name}()`) continue;
      renames.set(
        `${file.path} ${occurrence.kind} ${occurrence.name}`,
        `${occurrence.name} in ${showPath(file.path)} is now ${final}`,
      );
    }
  }
  const notes = [...new Set(renames.values())].map(rename => `${rename}: in one file the name is taken.`);
  for (const { kind, name, members } of plan.entities) {
    const { kind: written, file } = members[0];
    if (kind === written || plan.request.libraryOf(file.path) !== null) continue;
    notes.push(`${name} in ${file.path} is now a function, since its value depends on what calls set.`);
  }
  const hasRenamedModule = [...plan.names.byEntity].some(
    ([{ kind, name }, final]) => kind === 'module' && name !== final,
  );
  if (isCountingOnNames && hasRenamedModule) {
    notes.push('parent_module() gives the new names of renamed modules.');
  }
  return notes.slice(0, MAX_LISTED);
}
