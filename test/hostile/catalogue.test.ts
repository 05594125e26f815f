import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { CATALOGUE } from './catalogue.ts';
import { holdsTitle } from './holds-title.ts';
import { PROVED_ELSEWHERE } from './proved-elsewhere.ts';

/** The catalogue says what is proved where; here the tests are asked whether that is so. */

const FOLDER = join(projectRoot, 'test/hostile');

/** How rows begin, and tests that are no rows. */
const DECLARATION =
  /\bid: (\d{1,3}),\s+(?:title|input|file|get|name|fault)\b|\bit(?:\.\w+\([^)]*\))?\(\s*'(\d{1,3}): /g;

/** The text of a file without comments that take a line. */
function readCode(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
}

/**
 * The text of a file of this folder with the tables of rows that it imports. That each table is used, and each file's
 * exports, is seen to by the linter, which allows no import, variable or export without a use.
 */
function readWithRows(file: string): string {
  const text = readCode(file);
  const tables = [...text.matchAll(/from '\.\/(rows\/[\w-]+\.ts)'/g)].map(([, path]) => path);
  return [text, ...tables.map(readCode)].join('\n');
}

/** The numbers that a file declares. */
function declaredIn(file: string): ReadonlySet<number> {
  return new Set([...readWithRows(file).matchAll(DECLARATION)].map(([, row, test]) => Number(row ?? test)));
}

const proved = [...CATALOGUE].flatMap(([id, entry]) => ('files' in entry ? [{ id, ...entry }] : []));
const files = readdirSync(FOLDER).filter(name => /^[a-l]-[\w-]+\.test\.ts$/.test(name));

describe('the catalogue of hostile inputs', () => {
  it('has every number once, each proved or with the reason why it cannot happen', () => {
    expect([...CATALOGUE.keys()]).toEqual(Array.from({ length: 177 }, (_, index) => index + 1));
    for (const [id, entry] of CATALOGUE) {
      if (!('files' in entry)) expect(entry.notApplicable, String(id)).toMatch(/\w{3}/);
    }
  });

  it('has a row or a test for each number that it calls proved', () => {
    const elsewhere = new Set(PROVED_ELSEWHERE.map(({ id }) => id));
    const declared = new Map(files.map(file => [file, declaredIn(file)]));
    const missing = proved.filter(
      ({ id, files: own }) => !elsewhere.has(id) && !own.some(file => declared.get(file)?.has(id)),
    );
    expect(missing.map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
  });

  it.each(files)('names %s for each of its rows', file => {
    const unlisted = [...declaredIn(file)].filter(
      id => !proved.some(entry => entry.id === id && entry.files.includes(file)),
    );
    expect(unlisted).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  const text = readFileSync(join(projectRoot, 'SECURITY.md'), 'utf8');

  it('cites only numbers that are proved', () => {
    const cells = [...text.matchAll(/^\|.*\| ([\d, –]+) \|$/gm)].map(([, cell]) => cell.trim());
    expect(cells.length).toBeGreaterThan(8);
    const cited = cells.flatMap(cell => cell.split(', ')).flatMap(expandRange);
    expect(cited.filter(id => !proved.some(entry => entry.id === id))).toEqual([]);
  });

  it('cites only titles of tests', () => {
    const cited = [...text.matchAll(/^\|.*\| `([\w/.-]+)` › (.+?) +\|$/gm)];
    expect(cited.length).toBeGreaterThan(8);
    expect(cited.filter(([, file, title]) => !holdsTitle(file, title)).map(([row]) => row)).toEqual([]);
  });
});

function expandRange(range: string): number[] {
  const [from, to = from] = range.split('–').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
