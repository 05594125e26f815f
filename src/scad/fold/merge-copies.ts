import type { Dependencies } from './dependencies.ts';
import type { Declaration } from './file-scope.ts';
import type { Meanings } from './meanings.ts';
import type { NameKind, Occurrence } from './syntax.ts';

/** A definition of the folded file. It may stand for several: a file that is part of many scopes is folded once. */
export interface Entity {
  /** A variable that is evaluated at every use is a function. */
  readonly kind: NameKind;
  /** In the source. */
  readonly name: string;
  /** The same statement in one or more scopes, meaning the same in all of them; the entry's scope first. */
  readonly members: readonly Declaration[];
}

/**
 * Bound on comparisons. Every round parts what differs one step further away, so that long chains of copies
 * take many; beyond this, copies are kept apart, which is right but longer.
 */
const MAX_COMPARISONS = 10_000_000;

/** What a declaration refers to: one list per name, and whether the name may mean something outside. */
interface Outline {
  readonly declaration: Declaration;
  readonly meanings: readonly { readonly declarations: readonly Declaration[]; readonly suffix: string }[];
}

/** What the merging has to know besides the declarations. */
export interface MergeContext {
  readonly dependencies: Dependencies;
  readonly meanings: Meanings;
  /** Variables that are evaluated at every use. */
  readonly dynamic: ReadonlySet<Declaration>;
}

/**
 * Finds the copies of a definition that mean the same. All copies of a statement are taken as one, then those
 * that refer to different things are parted, until nothing changes.
 */
export function mergeCopies(declarations: Iterable<Declaration>, context: MergeContext): Entity[] {
  const outlines = [...declarations].map(declaration => outline(declaration, context));
  let groups = group(outlines, ({ declaration }) => copyKey(declaration));
  for (let rounds = 1; groups.members.length < outlines.length; rounds += 1) {
    if (rounds * outlines.length > MAX_COMPARISONS) groups = group(outlines, (_, index) => `${index}`);
    const { ids } = groups;
    const idOf = (declaration: Declaration) => ids.get(declaration) ?? -1;
    const finer = group(outlines, ({ declaration, meanings }) => {
      const targets = meanings.map(meaning => `${meaning.declarations.map(idOf)}${meaning.suffix}`);
      return `${idOf(declaration)}:${targets.join(' ')}`;
    });
    if (finer.members.length === groups.members.length) break;
    groups = finer;
  }
  return groups.members.map(members => {
    const sorted = members.toSorted((a, b) => Number(b.scope.isRoot) - Number(a.scope.isRoot));
    const [{ kind, name }] = sorted;
    return { kind: context.dynamic.has(sorted[0]) ? 'function' : kind, name, members: sorted };
  });
}

/** The same for all copies that may be one. A special variable of a used file is not the entry's, which all see. */
function copyKey({ scope, file, statement, name }: Declaration): string {
  const sight = name.startsWith('$') && scope.isRoot ? 'seen' : '';
  return `${file.path}\0${statement.start}\0${sight}`;
}

function outline(declaration: Declaration, { dependencies, meanings, dynamic }: MergeContext): Outline {
  const { scope, statement, order } = declaration;
  const names = new Map<string, Occurrence>(
    statement.occurrences.map(occurrence => [`${occurrence.kind} ${occurrence.name}`, occurrence]),
  );
  const found = [...names.values()].map(occurrence => {
    const { declarations, mayBeExternal } = meanings.of(scope, occurrence);
    // A variable that is assigned later is not there yet.
    const isLater = declaration.kind === 'variable' && declarations.some(each => each.order > order);
    return { declarations, suffix: `${mayBeExternal ? '?' : ''}${isLater ? '>' : ''}` };
  });
  const settings = dependencies.settingsFor(declaration);
  const ownSuffix = `${settings.length > 0 ? '$' : ''}${dynamic.has(declaration) ? '()' : ''}`;
  return { declaration, meanings: [...found, { declarations: settings, suffix: ownSuffix }] };
}

function group(
  outlines: readonly Outline[],
  keyOf: (outline: Outline, index: number) => string,
): { ids: Map<Declaration, number>; members: Declaration[][] } {
  const idByKey = new Map<string, number>();
  const ids = new Map<Declaration, number>();
  const members: Declaration[][] = [];
  for (const [index, each] of outlines.entries()) {
    const key = keyOf(each, index);
    const id = idByKey.get(key) ?? members.length;
    if (id === members.length) {
      idByKey.set(key, id);
      members.push([]);
    }
    members[id].push(each.declaration);
    ids.set(each.declaration, id);
  }
  return { ids, members };
}
