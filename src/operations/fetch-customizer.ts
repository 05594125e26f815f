import { createHash } from 'node:crypto';
import type { EvaluateResponse } from '../contracts/evaluation-protocol.ts';
import type { FileSet, ModelFile } from '../contracts/model.ts';
import type { Customizer } from '../scad/customizer/customizer.ts';
import { readCustomizer, stopEvaluation } from '../scad/customizer/read-customizer.ts';
import { modelId } from './model-id.ts';
import type { AskedCustomizer } from './shared-work.ts';
import type { Workshop } from './workshop.ts';

/** The customizer of a model, or what OpenSCAD answered when it could not read the model. */
export type CustomizerAnswer =
  | { readonly ok: true; readonly customizer: Customizer; readonly cache: 'hit' | 'miss' }
  | { readonly ok: false; readonly answer: EvaluateResponse };

/**
 * Has OpenSCAD read a model's customizer. It takes parameters from the entry only and needs none of the
 * other files for that, so the entry is read alone: a model of BOSL2 costs no more than another. Only when
 * that fails, as for code that an include completes, is the whole model tried.
 *
 * @throws AppError as the engine does.
 */
export async function fetchCustomizer(
  { engine, shared }: Pick<Workshop, 'engine' | 'shared'>,
  fileSet: FileSet,
  signal: AbortSignal,
): Promise<CustomizerAnswer> {
  const entry = fileSet.files.find(({ path }) => path === fileSet.entry);
  const ask = (asked: FileSet, key: string) =>
    shared.customizers.run(
      key,
      signal,
      ended => askEngine(engine, asked, ended),
      ({ customizer }) => customizer !== null,
    );
  const files = entry === undefined ? [] : [{ ...entry, bytes: stopEvaluation(entry.bytes) }];
  const alone = await ask({ entry: fileSet.entry, files, libraries: [] }, entryKey(fileSet.entry, entry));
  const { result, isKnown } =
    alone.result.customizer === null ? await ask(fileSet, modelId(fileSet, null, [], '')) : alone;
  const { customizer, answer } = result;
  if (customizer === null) return { ok: false, answer };
  return { ok: true, customizer, cache: isKnown ? 'hit' : 'miss' };
}

/** The entry alone decides what is read from it alone. */
function entryKey(path: string, entry: ModelFile | undefined): string {
  const hash = createHash('sha256').update(`${path}\n`);
  return hash.update(entry?.bytes ?? '').digest('hex');
}

async function askEngine(
  engine: Workshop['engine'],
  fileSet: FileSet,
  signal: AbortSignal,
): Promise<AskedCustomizer> {
  const answer = await engine.evaluate({ fileSet, definitions: [], product: 'param' }, signal);
  const isDocument = answer.ok && answer.output.kind === 'document';
  const text = isDocument ? new TextDecoder().decode(answer.output.bytes) : '';
  return { answer, customizer: readCustomizer(text), length: text.length };
}
