import { AppError } from '../../contracts/errors.ts';
import { streamTokens } from '../tokens.ts';
import { nameKey } from './choose-names.ts';
import type { Declaration, FileScope } from './file-scope.ts';
import type { FoldPlan } from './plan.ts';
import type { ScopedStatement } from './reach.ts';
import { showPath } from './show-path.ts';
import type { Occurrence, Statement } from './syntax.ts';

/** A replacement in a file's text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A statement with the names of the folded file.
 *
 * @throws AppError UNSUPPORTED_FORMAT where a name may mean two things that have got different names.
 */
export function renderStatement(place: ScopedStatement, plan: FoldPlan): string {
  const { scope, file, statement } = place;
  const { start, valueStart } = statement;
  const edits = [...findRenames(place, plan)];
  const declaration =
    statement.kind === 'assignment' ? scope.declared.variable.get(statement.name) : undefined;
  if (declaration !== undefined) {
    const settings = plan.dependencies.settingsFor(declaration);
    const setting = settings.length === 0 ? '' : renderSettings(settings, plan);
    const entity = plan.entityOf.get(declaration);
    if (entity?.kind === 'function') {
      const head = `function ${plan.names.byEntity.get(entity) ?? entity.name}() = `;
      return (
        head +
        setting +
        applyEdits(
          file.text,
          valueStart,
          statement.end,
          edits.filter(edit => edit.start > start),
        )
      );
    }
    edits.push({ start: valueStart, end: valueStart, text: setting });
  }
  return applyEdits(file.text, statement.start, statement.end, edits);
}

/** A statement of a library: without comments and the gaps they left. */
export function renderTidily(place: ScopedStatement, plan: FoldPlan): string {
  const text = renderStatement(place, plan);
  const pieces: string[] = [];
  let gap = '';
  let end = 0;
  for (const token of streamTokens(text)) {
    gap += text.slice(end, token.start);
    end = token.start + token.text.length;
    if (token.kind === 'comment') {
      gap += ' ';
      continue;
    }
    if (gap.includes('\n')) pieces.push(gap.slice(gap.lastIndexOf('\n')));
    else if (gap !== '') pieces.push(' ');
    pieces.push(token.text);
    gap = '';
  }
  return pieces.join('');
}

/** What a name of a statement is called in the folded file. */
export function finalName(scope: FileScope, occurrence: Occurrence, plan: FoldPlan): string | null {
  const { name, maybeLocal } = occurrence;
  const { declarations, mayBeExternal } = plan.meanings.of(scope, occurrence);
  const names = new Set(declarations.map(declaration => nameOf(declaration, plan)));
  if (mayBeExternal) names.add(plan.names.undefinedIn.get(scope)?.get(nameKey(occurrence)) ?? name);
  if (maybeLocal) names.add(name);
  const [final, ...others] = names;
  return others.length === 0 ? final : null;
}

function nameOf(declaration: Declaration, { entityOf, names }: FoldPlan): string {
  const entity = entityOf.get(declaration);
  if (entity === undefined) return declaration.name;
  const name = names.byEntity.get(entity) ?? entity.name;
  return entity.kind === declaration.kind ? name : `${name}()`;
}

function* findRenames({ scope, file, statement }: ScopedStatement, plan: FoldPlan): Generator<Edit> {
  for (const occurrence of statement.occurrences) {
    const final = finalName(scope, occurrence, plan);
    const { kind, name, start, line } = occurrence;
    if (final === name) continue;
    // A named argument that a definition does not list is a variable of its body all the same.
    const mayBeGiven = kind === 'variable' && isGiven(statement, name, plan);
    if (final === null || mayBeGiven) {
      throw new AppError(
        'UNSUPPORTED_FORMAT',
        `${showPath(file.path)} line ${line}: ${name} may mean two things there, and one has to be renamed.`,
        {
          hint: `Give the ${mayBeGiven ? 'argument' : 'local variable'} or the definition called ${name} another name.`,
        },
      );
    }
    yield { start, end: start + name.length, text: final };
  }
}

/** Whether a call gives a named argument to the statement, or to what is defined inside of it, that it does not list. */
function isGiven(statement: Statement, name: string, { argumentsGiven }: FoldPlan): boolean {
  return [statement, ...statement.localDefinitions].some(
    ({ name: callee, parameters }) => argumentsGiven.has(`${callee} ${name}`) && !parameters.includes(name),
  );
}

/** A used file's special variables, set for the value that follows. */
function renderSettings(settings: readonly Declaration[], plan: FoldPlan): string {
  const bindings = settings.map(({ scope, file, statement }) => {
    const edits = [...findRenames({ scope, file, statement }, plan)];
    const value = applyEdits(file.text, statement.valueStart, statement.end - 1, edits);
    return `${statement.name} = ${value.trim()}`;
  });
  return `let(${bindings.join(', ')}) `;
}

function applyEdits(text: string, start: number, end: number, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at, end);
}
