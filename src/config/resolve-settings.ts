import type { z } from 'zod';
import { AppError } from '../contracts/errors.ts';
import { SETTING_DEFINITIONS, type Settings } from './settings.ts';

/** Where a setting's value came from. */
export interface SettingOrigin {
  readonly name: string;
  readonly value: string | number | readonly string[];
  /** The variable or flag that set it, or `default`. */
  readonly source: string;
}

/** Settings with the origin of each. */
export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
}

/** Values given on the command line, by canonical name, with the flag that gave each. */
export type FlagValues = Readonly<Record<string, { readonly flag: string; readonly text: string }>>;

/** The environment, or a stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting: flags win over the environment, canonical names over aliases, and what nobody
 * set has its default. Empty variables count as not set.
 *
 * @throws AppError INVALID_INPUT with one line for each invalid value.
 */
export function resolveSettings(environment: Environment, flags: FlagValues): ResolvedSettings {
  const problems: string[] = [];
  const origins: SettingOrigin[] = [];

  function read<T extends Settings[keyof Settings]>(definition: {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly schema: z.ZodType<T, string>;
    readonly fallback: () => T;
  }): T {
    const { name, aliases, schema, fallback } = definition;
    const given = findGiven(name, aliases, environment, flags);
    if (given === null) {
      const value = fallback();
      origins.push({ name, value, source: 'default' });
      return value;
    }
    const parsed = schema.safeParse(given.text);
    if (!parsed.success) {
      const wanted = parsed.error.issues.map(issue => issue.message).join(', ');
      problems.push(`${given.source}: ${JSON.stringify(given.text)} ${wanted}.`);
      return fallback();
    }
    origins.push({ name, value: parsed.data, source: given.source });
    return parsed.data;
  }

  const [timeout, threads, queue, memory, file, picture, temp, roots, level] = SETTING_DEFINITIONS;
  const settings: Settings = {
    timeout_s: read(timeout),
    maxThreads: read(threads),
    queueSize: read(queue),
    maxMemory_MB: read(memory),
    maxFileBytes: read(file),
    maxPictureSide_px: read(picture),
    tempFolder: read(temp),
    roots: read(roots),
    logLevel: read(level),
  };
  if (problems.length > 0) {
    throw new AppError('INVALID_INPUT', `The configuration is not valid.\n  ${problems.join('\n  ')}`, {
      hint: 'Correct or unset the variables and flags named above.',
    });
  }
  return { settings, origins };
}

function findGiven(
  name: string,
  aliases: readonly string[],
  environment: Environment,
  flags: FlagValues,
): { text: string; source: string } | null {
  const flag = flags[name];
  if (flag !== undefined) return { text: flag.text, source: flag.flag };
  for (const variable of [name, ...aliases]) {
    const text = environment[variable];
    if (text !== undefined && text !== '') return { text, source: variable };
  }
  return null;
}
