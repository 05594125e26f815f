import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import type { EvaluateResponse } from '../contracts/evaluation-protocol.ts';
import { MODEL_ROOT } from '../contracts/model.ts';
import { warnOfUnreadable } from '../scad/customizer/check-values.ts';
import type { Customizer } from '../scad/customizer/customizer.ts';
import { readDescriptions } from '../scad/customizer/descriptions.ts';
import { type CustomizerSchema, type PropertySchema, writeSchema } from '../scad/customizer/json-schema.ts';
import { type Preset, readPreset } from '../scad/customizer/presets.ts';
import { parseLog } from '../scad/diagnostics.ts';
import { judge } from '../scad/verdict.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { fetchCustomizer } from './fetch-customizer.ts';
import { describeBroken, findPresets, type Presets, siblingReader } from './find-presets.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { type ModelReport, readStopwatch, reportError } from './report.ts';
import { type ResolvedModel, resolveModel } from './resolve-model.ts';
import type { Call, Workshop } from './workshop.ts';

export type { CustomizerSchema, PropertySchema };

/** Characters of parameters, and of presets, that one answer lists; no model made by a person has more. */
const MAX_LISTED_CHARACTERS = 60_000;

/** A model's customizer, for a caller who wants to set values. */
export type ListedParameters = {
  readonly schema: CustomizerSchema;
  /** In the order of the file. */
  readonly groups: readonly string[];
  /** Name → parameter → value, with the types of the parameters. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Answer of {@link listParameters}. */
export interface ParametersReport extends ModelReport {
  /** Absent when OpenSCAD could not read the model. */
  readonly parameters?: ListedParameters;
}

/**
 * Lists what a model's customizer offers to set, and the presets beside it. The model is parsed and not
 * evaluated, so one that fails or takes long lists its parameters all the same.
 *
 * @throws AppError for input that cannot be staged and for work that was not done (deadline, queue…).
 */
export async function listParameters(
  workshop: Workshop,
  given: ModelArguments,
  call: Call,
): Promise<ParametersReport> {
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    call.progress('staging');
    const model = await resolveModel(workshop, given, signal);
    const presets = await findPresets(model.fileSet, siblingReader(workshop.staging, model));
    stopwatch.spent.stage = performance.now() - stopwatch.started;
    call.progress('evaluating');
    const started = performance.now();
    const fetched = await fetchCustomizer(workshop, model.fileSet, signal);
    stopwatch.spent.evaluate = performance.now() - started;
    const timing_ms = readStopwatch(stopwatch);
    if (!fetched.ok) return { ...reportUnread(model, fetched.answer), timing_ms, cache: 'miss' };
    const { id, fileSet, origin, parameters, quality } = model;
    workshop.models.put({ id, fileSet, origin, parameters, quality, evaluation: null });
    const { customizer, cache } = fetched;
    return { ...reportParameters(model, customizer, presets), timing_ms, cache };
  });
}

/** A report without what is the same for every outcome. */
type Outcome = Omit<ParametersReport, 'timing_ms' | 'cache'>;

function reportUnread(model: ResolvedModel, answer: EvaluateResponse): Outcome {
  const { head, tail, evaluations } = answer.log;
  const files = model.fileSet.files.filter(({ isSource }) => isSource);
  const sources = new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  const found = parseLog([...head, ...tail], { root: MODEL_ROOT, sources, evaluations });
  const diagnostics = [...found, ...model.diagnostics];
  const fault = answer.ok
    ? judge({ diagnostics, topLevel: null, hasGeometry: true })
    : new AppError(answer.code, answer.message);
  const error = reportError(fault ?? new AppError('ENGINE_CRASHED', 'OpenSCAD listed no parameters.'));
  return { ok: false, summary: `${error.code}: ${error.message}`, diagnostics, error };
}

function reportParameters(model: ResolvedModel, customizer: Customizer, { path, file }: Presets): Outcome {
  const { parameters } = customizer;
  const listed = cut(parameters);
  const shown = { ...customizer, parameters: listed };
  const sets = file.kind === 'sets' ? [...file.sets] : [];
  const presets = cut(sets.map(([name, set]) => ({ name, ...readPreset(set, customizer) })));
  const groups = [...new Set(listed.map(({ group }) => group))];
  return {
    ok: true,
    summary: summarize(parameters.length, groups.length, sets.length),
    model_id: model.id,
    parameters: {
      schema: writeSchema(shown, readDescriptions(readEntry(model), shown)),
      groups,
      presets: Object.fromEntries(presets.map(({ name, values }) => [name, values])),
    },
    diagnostics: [
      ...model.diagnostics,
      ...(file.kind === 'broken' ? [warn('BAD_FILE', describeBroken(path, file.reason))] : []),
      ...presets.flatMap(warnOfPreset),
      ...warnOfCut('parameters', parameters.length - listed.length),
      ...warnOfCut('presets', sets.length - presets.length),
    ],
  };
}

function warnOfPreset({ name, unreadable }: Preset & { readonly name: string }): Diagnostic[] {
  return unreadable.map(({ parameter, text }) => warnOfUnreadable(name, parameter, text));
}

function readEntry({ fileSet: { entry, files } }: ResolvedModel): string {
  return new TextDecoder().decode(files.find(({ path }) => path === entry)?.bytes);
}

/** The first entries that fit into an answer. */
function cut<Entry>(entries: readonly Entry[]): readonly Entry[] {
  let room = MAX_LISTED_CHARACTERS;
  const end = entries.findIndex(entry => {
    room -= JSON.stringify(entry).length;
    return room < 0;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

function warnOfCut(what: string, count: number): Diagnostic[] {
  return count === 0
    ? []
    : [warn('OUTPUT_CUT', `${count} more ${what} were left out; they can be set all the same.`)];
}

function warn(code: Diagnostic['code'], message: string): Diagnostic {
  return { severity: 'warning', code, message };
}

function summarize(parameters: number, groups: number, presets: number): string {
  const sets = presets === 0 ? 'no presets' : plural(presets, 'preset');
  if (parameters > 0) {
    return `${plural(parameters, 'parameter')} in ${plural(groups, 'group')}, ${sets}.`;
  }
  return (
    `No customizer parameters, ${sets}. OpenSCAD lists top-level variables that are set to a plain value ` +
    'before the first module or function; other top-level variables can be set too.'
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
