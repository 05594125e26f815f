import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readSmallFile } from './read-small-file.ts';
import type { Given, GivenByName } from './setting-definition.ts';

/** The file's name, in the working directory. */
const ENV_FILE = '.env';

/** Far more than the longest list of variables. */
const MAX_ENV_FILE_BYTES = 64 * 1024;

/** Permission of everybody to write, in a POSIX mode. */
const WRITABLE_BY_ALL = 0o002;

/** An assignment's first line, up to its value. */
const ASSIGNMENT = /^\s*(?:export\s+)?[\w.-]+\s*=\s*/;

/** What `.env` says. */
export interface EnvFile {
  readonly values: GivenByName;
  readonly warnings: readonly string[];
}

/**
 * Reads `.env` of a folder. Many programs have one, and clients start servers in the folder of whatever
 * project is open; so a file that cannot be read, or a broken line, is warned about and stops nothing.
 * Links are not followed, and in a folder that everybody may write to only an own file counts.
 *
 * Messages never repeat the file's text: it may hold passwords.
 */
export async function readEnvFile(folder: string): Promise<EnvFile> {
  const file = await readSmallFile(join(folder, ENV_FILE), {
    maxBytes: MAX_ENV_FILE_BYTES,
    followLinks: false,
  });
  if ('failure' in file) {
    const warnings = file.isMissing ? [] : [`${ENV_FILE} ${file.failure} and is not used.`];
    return { values: new Map(), warnings };
  }
  if (await mayBePlanted(folder, file.ownerId)) {
    const reason = 'belongs to another user, in a folder that everybody may write to, and is not used.';
    return { values: new Map(), warnings: [`${ENV_FILE} ${reason}`] };
  }
  return parseEnvFile(file.text);
}

/**
 * Takes the text of an `.env` file apart: `NAME=value`, with comments after `#`, quotes, and values over several
 * lines within quotes. The last of several assignments counts.
 */
export function parseEnvFile(text: string): EnvFile {
  const values = new Map<string, Given>();
  const warnings: string[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (let first = 0; first < lines.length; ) {
    const end = first + countLines(lines, first);
    const place = `${ENV_FILE} line ${first + 1}`;
    // One assignment at a time: a broken line would make Node's parser swallow the next one.
    if (ASSIGNMENT.test(lines[first])) {
      const assigned = Object.entries(parseEnv(lines.slice(first, end).join('\n')));
      for (const [name, value] of assigned) {
        values.set(name, {
          value: (value ?? '').trim(),
          source: `${ENV_FILE}: ${name}`,
          place: `${place}: ${name}`,
        });
      }
    } else if (!/^\s*(?:#|$)/.test(lines[first])) {
      warnings.push(`${place} is not NAME=value and is not used.`);
    }
    first = end;
  }
  return { values: new Map([...values].filter(([, { value }]) => value !== '')), warnings };
}

/** Lines of the entry that begins at a line: several when its value is in quotes that close further down. */
function countLines(lines: readonly string[], first: number): number {
  const value = lines[first].replace(ASSIGNMENT, '');
  const quote = ASSIGNMENT.test(lines[first]) ? /^["'`]/.exec(value)?.[0] : undefined;
  if (quote === undefined || value.includes(quote, 1)) return 1;
  const closing = lines.findIndex((line, index) => index > first && line.includes(quote));
  return closing === -1 ? 1 : closing - first + 1;
}

/** Whether somebody else may have put the file there to change how this user's programs run. */
async function mayBePlanted(folder: string, ownerId: number): Promise<boolean> {
  const userId = process.getuid?.();
  if (userId === undefined || ownerId === userId || ownerId === 0) return false;
  const { mode } = await stat(folder);
  return (mode & WRITABLE_BY_ALL) !== 0;
}
