import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { holdsTitle } from './holds-title.ts';
import { PROVED_ELSEWHERE } from './proved-elsewhere.ts';

it.each(PROVED_ELSEWHERE)('$id: $file holds the test', ({ file, title }) => {
  expect(holdsTitle(file, title), title).toBe(true);
});

it('no test is switched off for good, nor are others by it', () => {
  const folder = join(projectRoot, 'test');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.test.ts'),
  );
  expect(files.length).toBeGreaterThan(200);
  const switched = files.filter(file =>
    /\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(switched).toEqual([]);
});
