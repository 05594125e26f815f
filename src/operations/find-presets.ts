import { AppError } from '../contracts/errors.ts';
import type { FileSet, ModelOrigin } from '../contracts/model.ts';
import { stageMissing } from '../project/staging.ts';
import type { StagingRules } from '../project/staging-rules.ts';
import { type ParameterSets, type PresetFile, readPresetFile } from '../scad/customizer/presets.ts';
import { nearestName } from '../scad/nearest-name.ts';

/** Reads a file beside the model, by its path in the file set; null when there is none to be read. */
export type ReadSibling = (path: string) => Promise<Uint8Array | null>;

/** A model's files and where they were read from. */
export interface ModelFiles {
  readonly fileSet: FileSet;
  readonly origin: ModelOrigin | null;
}

/** Where a model's presets are, and what is there. */
export interface Presets {
  readonly path: string;
  readonly file: PresetFile;
}

/** A list longer than this is no help. */
const MAX_LISTED_NAMES = 30;

/** Comparing a misspelled name with more names than this takes too long. */
const MAX_COMPARED_NAMES = 1000;

/** Names are repeated in messages up to this length. */
const MAX_QUOTED_LENGTH = 80;

/**
 * Reads files that the model does not refer to, under the rules for those it does. A model that came with
 * a call has none besides its own.
 */
export function siblingReader(rules: StagingRules, { fileSet, origin }: ModelFiles): ReadSibling {
  return async path => {
    if (origin === null) return null;
    const { entry, files } = fileSet;
    const alone = { entry, files: files.filter(file => file.path === entry), libraries: [] };
    const name = path.slice(path.lastIndexOf('/') + 1);
    const staged = await stageMissing(alone, origin, [{ kind: 'import', path: name, file: entry }], rules);
    return staged?.files.find(file => file.path === path)?.bytes ?? null;
  };
}

/**
 * Finds the file with a model's presets: named as its entry with `.json` in place of `.scad`, among its
 * files or beside it, or else the only one of its JSON files that holds parameter sets.
 *
 * @returns `other` as the kind of a file that is not there.
 */
export async function findPresets({ entry, files }: FileSet, readSibling: ReadSibling): Promise<Presets> {
  const path = presetPath(entry);
  const staged = files.find(file => file.path === path);
  const bytes = staged?.bytes ?? (await readSibling(path));
  const own = bytes === null ? null : parse(bytes);
  if (own !== null && own.kind !== 'other') return { path, file: own };
  const candidates = files
    .filter(file => file.path !== path && /\.json$/i.test(file.path))
    .map(file => ({ path: file.path, file: parse(file.bytes) }))
    .filter(({ file }) => file.kind === 'sets');
  return candidates.length === 1 ? candidates[0] : { path, file: { kind: 'other' } };
}

/**
 * Takes one set out of a model's presets.
 *
 * @throws AppError PARAMETER_INVALID when there is no such set, naming those there are, or when the file
 *   cannot be read, saying why.
 */
export function takePreset({ path, file }: Presets, name: string): Readonly<Record<string, unknown>> {
  if (file.kind === 'broken') {
    throw new AppError('PARAMETER_INVALID', describeBroken(path, file.reason), {
      hint: `Correct ${path}, or set the values in \`parameters\`.`,
    });
  }
  const sets: ParameterSets = file.kind === 'sets' ? file.sets : new Map();
  const set = sets.get(name);
  if (set !== undefined) return set;
  throw new AppError('PARAMETER_INVALID', `The model has no preset ${quote(name)}.`, {
    hint: describeSets([...sets.keys()], name, path),
  });
}

/** Says why a file of presets cannot be read. */
export function describeBroken(path: string, reason: string): string {
  return `${path} is no file of presets: ${reason}.`;
}

function describeSets(names: readonly string[], wanted: string, path: string): string {
  if (names.length === 0) {
    return `Presets are read from ${path}, a file of OpenSCAD's customizer, which this model does not have.`;
  }
  const nearest = nearestName(wanted, names.slice(0, MAX_COMPARED_NAMES));
  const meant = nearest === null ? '' : `Did you mean ${quote(nearest)}? `;
  const more = names.length > MAX_LISTED_NAMES ? ', …' : '';
  const listed = names.slice(0, MAX_LISTED_NAMES).map(quote);
  return `${meant}${path} has ${listed.join(', ')}${more}.`;
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, MAX_QUOTED_LENGTH));
}

function presetPath(entry: string): string {
  return `${entry.replace(/\.scad$/i, '')}.json`;
}

function parse(bytes: Uint8Array): PresetFile {
  return readPresetFile(new TextDecoder().decode(bytes));
}
