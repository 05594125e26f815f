import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchModel } from '../../../src/commands/watch-model.ts';
import { makeWorkshop } from '../../support/in-process-workshop.ts';

let folder: string;
let end: AbortController;
const onChange = vi.fn();

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'watch-test-')));
  end = new AbortController();
  onChange.mockReset();
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** Watches a model while something is done, and for a while after. */
async function watchWhile(work: () => Promise<void> | void): Promise<void> {
  const workshop = await makeWorkshop();
  const watching = watchModel(workshop, { file: join(folder, 'a.scad') }, onChange, end.signal);
  await setTimeout(400);
  await work();
  await setTimeout(1200);
  end.abort();
  await watching;
}

describe('watchModel', () => {
  it('tells once of a change in a file that the model uses, and not of the same written again', async () => {
    write('a.scad', 'include <b.scad>\n');
    write('b.scad', 'cube(1);');
    await watchWhile(() => write('b.scad', 'cube(2);'));
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('tells nothing when nothing changed, whatever lies beside', async () => {
    write('a.scad', 'cube(1);');
    await watchWhile(() => {
      write('a.scad', 'cube(1);');
      write('other.scad', 'cube(3);');
    });
    expect(onChange).not.toHaveBeenCalled();
  });

  it('tells of a file that was missing, and of one that went', async () => {
    write('a.scad', 'use <late.scad>\n');
    await watchWhile(async () => {
      write('late.scad', 'module m() cube(1);');
      await setTimeout(1200);
      rmSync(join(folder, 'a.scad'));
    });
    expect(onChange).toHaveBeenCalledTimes(2);
  });
});
