import { dirname, isAbsolute } from 'node:path';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelOrigin } from '../contracts/model.ts';
import { commonFolder } from '../project/folders.ts';
import type { RefusalReason, UnreadReference } from '../project/staging.ts';
import { CIRCLE_HINT } from '../scad/hints.ts';

/** What to do about a file that was not read, by the reason. */
const ADVICE: Readonly<Record<Exclude<RefusalReason, 'outside'>, string>> = {
  link: 'It is a link that leads outside the folder of the model; put the file itself there.',
  unreadable: 'There is no such file; paths count from the file that names them.',
  extension: 'Files of this kind are not read; an operator can allow them with ALLOWED_FILE_EXTENSIONS.',
  name: 'It cannot be the name of a file; rename it.',
  'windows-path': 'Write it relative to the file that names it, with / between folders.',
};

/**
 * Tells the caller of a model on disk why a file is missing, which OpenSCAD does not know: to it, only
 * what was staged exists. Models whose files came with the call keep the hint to pass the file along.
 */
export function explainMissing(
  diagnostics: readonly Diagnostic[],
  { origin, unread }: { readonly origin: ModelOrigin | null; readonly unread: readonly UnreadReference[] },
): Diagnostic[] {
  if (origin === null) return [...diagnostics];
  return diagnostics.map(diagnostic => {
    if (diagnostic.code !== 'FILE_NOT_FOUND' || diagnostic.hint === CIRCLE_HINT) return diagnostic;
    const reference = unread.find(one => belongsTo(one, diagnostic));
    const advice = advise(reference, origin);
    const suggestion = /Did you mean .*$/.exec(diagnostic.hint ?? '')?.[0];
    const isLibrary = reference?.reason === 'unreadable' && /librar/i.test(diagnostic.hint ?? '');
    if (isLibrary) return diagnostic;
    return { ...diagnostic, hint: suggestion === undefined ? advice : `${advice} ${suggestion}` };
  });
}

/** Some messages name the line but not the file. */
function belongsTo({ file, line, path }: UnreadReference, diagnostic: Diagnostic): boolean {
  if (diagnostic.file !== undefined && diagnostic.file !== file) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return diagnostic.line === line && diagnostic.message.includes(name);
}

function advise(reference: UnreadReference | undefined, { root }: ModelOrigin): string {
  if (reference === undefined) return ADVICE.unreadable;
  if (reference.reason !== 'outside') return ADVICE[reference.reason];
  const { path, place } = reference;
  if (isAbsolute(path)) return `It is outside ${root}: move it there and name it relative to the file.`;
  const common = commonFolder([root, dirname(place)]);
  const start = common === null ? '' : `, or start the server with --root ${JSON.stringify(common)}`;
  return `It is outside ${root}: move it there${start}.`;
}
