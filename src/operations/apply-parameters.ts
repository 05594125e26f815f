import type { Diagnostic } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { checkValues, warnOfUnreadable } from '../scad/customizer/check-values.ts';
import type { Customizer } from '../scad/customizer/customizer.ts';
import { readPreset } from '../scad/customizer/presets.ts';
import { encodeDefinitions } from '../scad/definition.ts';
import { findUnknownParameters } from '../scad/unknown-parameters.ts';
import { fetchCustomizer } from './fetch-customizer.ts';
import { findPresets, type ModelFiles, siblingReader, takePreset } from './find-presets.ts';
import type { ModelArguments } from './model-arguments.ts';
import type { Workshop } from './workshop.ts';

/** What a call sets, its preset included, and what is wrong with that. */
export interface AppliedParameters {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Works out what a call sets: the values of its preset, and over them its own. Names that the model does
 * not know and values that its customizer does not offer are warned of and used all the same, as OpenSCAD
 * does. A call that sets nothing costs nothing.
 *
 * @throws AppError PARAMETER_INVALID for what OpenSCAD cannot be given, when there is no such preset, and
 *   when its file cannot be read; and as the engine does.
 */
export async function applyParameters(
  workshop: Workshop,
  source: ModelFiles,
  { parameters: own = {}, preset }: Pick<ModelArguments, 'parameters' | 'preset'>,
  signal: AbortSignal,
): Promise<AppliedParameters> {
  if (preset === undefined && Object.keys(own).length === 0) return { parameters: {}, diagnostics: [] };
  // What cannot be set at all is refused before anything is done for it.
  encodeDefinitions(own);
  // Every model takes $fn and $t; frames of an animation set nothing else.
  const isSpecial = preset === undefined && Object.keys(own).every(name => name.startsWith('$'));
  const { fileSet } = source;
  if (isSpecial)
    return { parameters: own, diagnostics: findUnknownParameters(new Set(Object.keys(own)), fileSet) };
  const readSibling = siblingReader(workshop.staging, source);
  const set = preset === undefined ? {} : takePreset(await findPresets(fileSet, readSibling), preset);
  const fetched = await fetchCustomizer(workshop, fileSet, signal);
  if (!fetched.ok) {
    // Without the customizer a preset would be passed over silently; a syntax error the evaluation reports.
    const { answer } = fetched;
    if (preset !== undefined && !answer.ok) throw new AppError(answer.code, answer.message);
    return { parameters: own, diagnostics: findUnknownParameters(Object.keys(own), fileSet) };
  }
  const { customizer } = fetched;
  const fromPreset = applyPreset(set, preset ?? '', customizer);
  const parameters = { ...fromPreset.values, ...own };
  const listed = new Set(customizer.parameters.map(({ name }) => name));
  const unlisted = fromPreset.unlisted.slice(0, LIMITS.maxParameters);
  const names = [...Object.keys(own), ...unlisted].filter(name => !listed.has(name));
  return {
    parameters,
    diagnostics: [
      ...findUnknownParameters(new Set(names), fileSet),
      ...fromPreset.diagnostics,
      ...checkValues(parameters, customizer),
    ],
  };
}

function applyPreset(set: Readonly<Record<string, unknown>>, name: string, customizer: Customizer) {
  const { values, unreadable, unlisted } = readPreset(set, customizer);
  const diagnostics = unreadable.map(({ parameter, text }) => warnOfUnreadable(name, parameter, text));
  return { values, unlisted, diagnostics };
}
