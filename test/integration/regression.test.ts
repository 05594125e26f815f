import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { DATA_FOLDER } from '../../scripts/regression/data.ts';

/**
 * The quickest groups of OpenSCAD's own regression tests. All of them are run by `npm run regression`, which
 * continuous integration does by itself. The data comes with Debian's package openscad-testing-data.
 */

const isInstalled = existsSync(`${DATA_FOLDER}regression`);
const GROUPS = ['ast', 'term', 'customizer', '3mf'];

describe.skipIf(!isInstalled && !process.env.CI)("OpenSCAD's own regression tests", () => {
  it('differ from their expected files only as the table of differences says', async () => {
    const options = GROUPS.flatMap(group => ['--group', group]);
    const run = promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/regression.ts', ...options],
      { cwd: projectRoot },
    );
    const { stdout } = await run.catch(failed => failed);
    expect(stdout).toContain('Every difference is explained.');
    expect(stdout).toMatch(/^all +38 /m);
  });

  it('are chosen by names that exist', async () => {
    const run = promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/regression.ts', '--group', 'nonsense'],
      { cwd: projectRoot },
    );
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The groups are echo'),
    });
  });
});
