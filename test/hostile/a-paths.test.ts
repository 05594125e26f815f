import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename, symlink, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';
import { libraryAttacks } from './rows/library-attacks.ts';
import { nameAttacks } from './rows/name-attacks.ts';
import { openServerLab, SECRET } from './rows/path-lab.ts';
import { placeAttacks } from './rows/place-attacks.ts';
import { findUncleanText } from './unclean-text.ts';

/** Section A as a client sees it. */

/** How a model ends that does not get what it asks for. */
const USUAL_ENDS = ['ok', 'SCAD_RUNTIME', 'SCAD_SYNTAX', 'EMPTY_GEOMETRY'];

const folder = useModelFolder('file');
let server: ConnectedClient;

beforeAll(async () => {
  mkdirSync(folder.at('root'));
  server = await startServer({
    args: ['--root', folder.at('root')],
    env: { OPENSCADPATH: folder.at('libs'), OPENSCAD_TIMEOUT: '30' },
  });
});
afterAll(() => server.close());

beforeEach(() => {
  for (const name of readdirSync(folder.path)) rmSync(folder.at(name), { recursive: true });
  mkdirSync(folder.at('root'));
  folder.write('secret.scad', SECRET);
});

const lab = openServerLab(folder, args => server.call('render_model', args));
const attacks = [...placeAttacks(lab), ...nameAttacks(lab), ...libraryAttacks(lab)].filter(
  ({ skip, isCommandLine }) => skip !== true && isCommandLine !== true,
);

describe('paths, through a client', () => {
  it.each(attacks)('$id: $input', async ({ stage, expected, message }) => {
    const started = performance.now();
    const { report, isError, text } = await stage();
    expect(performance.now() - started).toBeLessThan(31_000);
    const outcome = isError ? report.error?.code : 'ok';
    if (typeof expected === 'string') expect(outcome, report.summary).toBe(expected);
    else expect(USUAL_ENDS, report.summary).toContain(outcome);
    if (message !== undefined) expect(report.summary).toMatch(message);
    const whole = `${text}\n${JSON.stringify(report)}`;
    expect(whole).not.toContain(SECRET);
    expect(whole).not.toMatch(/root:x:|PATH=\//);
    expect(findUncleanText({ text, report })).toEqual([]);
    await expectWell(server);
  });

  it('8: a file that is swapped for a link, again and again, is never read through it', async () => {
    const place = folder.write('root/swapped.scad', 'module part() cube(2);');
    let isOver = false;
    const swapping = (async () => {
      while (!isOver) {
        await symlink(folder.at('secret.scad'), `${place}.link`);
        await rename(`${place}.link`, place);
        await writeFile(`${place}.file`, 'module part() cube(2);');
        await rename(`${place}.file`, place);
        await setTimeout(1);
      }
    })();
    const verdicts = new Set<string>();
    for (let round = 0; round < 60; round++) {
      folder.write('root/main.scad', `use <swapped.scad>\npart(); // ${round}`);
      const { report, text } = await server.call('check_model', { path: 'main.scad', timeout_s: 20 });
      expect(`${text} ${JSON.stringify(report)}`).not.toContain(SECRET);
      verdicts.add(report.verdict);
    }
    isOver = true;
    await swapping;
    // Both were met: the file, and the link in its place.
    expect(verdicts).toEqual(new Set(['pass', 'fail']));
    await expectWell(server);
  });

  it('14: a file that changes all the time is evaluated as it was at one moment, and never as it was before', async () => {
    const place = folder.write('root/size.scad', 'size = 1; check = 1;');
    folder.write('root/main.scad', 'include <size.scad>\nassert(size == check); cube(size);');
    let size = 1;
    let isOver = false;
    const changing = (async () => {
      while (!isOver) {
        size = (size % 9) + 1;
        await writeFile(`${place}.new`, `size = ${size}; check = ${size};`);
        await rename(`${place}.new`, place);
        await setTimeout(1);
      }
    })();
    for (let round = 0; round < 20; round++) {
      const { report } = await server.call('check_model', { path: 'main.scad', timeout_s: 20 });
      expect(report.verdict, report.summary).not.toBe('fail');
    }
    isOver = true;
    await changing;
    await writeFile(place, 'size = 7; check = 7;');
    const { report } = await server.call('render_model', { path: 'main.scad' });
    expect(report.size.size).toEqual([7, 7, 7]);
    await expectWell(server);
  });

  it('16: a file that includes itself is told so, in a call and on disk', async () => {
    folder.write('root/a.scad', 'include <b.scad>\ncube(1);');
    folder.write('root/b.scad', 'include <a.scad>');
    const files = { 'b.scad': 'include <main.scad>' };
    for (const args of [{ path: 'a.scad' }, { code: 'include <b.scad>\ncube(1);', files }]) {
      const { report } = await server.call('check_model', args);
      expect(report.diagnostics[0].hint).toMatch(/closes the circle/);
    }
    await expectWell(server);
  });

  it('15: a library that is not there is named, with those that are', async () => {
    const { report } = await server.call('render_model', { code: 'use <BSOL2/std.scad>\ncube(1);' });
    expect(report.error.code).toBe('SCAD_RUNTIME');
    expect(report.diagnostics[0].hint).toMatch(/BOSL2/);
    await expectWell(server);
  });
});
