import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { stageFile, stageInline, stageMissing, stagePath } from '../../../src/project/staging.ts';
import { stagingRules, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const cancelled = new AppError('CANCELLED', 'The caller withdrew the request.');

describe('staging', () => {
  it('lets other work have its turn, which may abort it', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index}.scad`);
    const code = `use <x.scad>${';'.repeat(300_000)}`;
    const controller = new AbortController();
    setTimeout(() => controller.abort(cancelled), 0);
    const files = Object.fromEntries(names.map(name => [name, code]));
    const staging = stageInline({ code: 'cube(1);', files }, stagingRules([]), controller.signal);
    await expect(staging).rejects.toBe(cancelled);
  });

  it('does not go on with a request that was withdrawn', async () => {
    const place = folder.write('a.scad', 'cube(1);');
    const rules = stagingRules([folder.path]);
    const { fileSet, origin } = await stagePath('a.scad', rules);
    folder.write('b.scad');
    const missing = [{ kind: 'use', path: 'b.scad', file: '/model/a.scad' }] as const;
    const signal = AbortSignal.abort(cancelled);
    await expect(stagePath('a.scad', rules, signal)).rejects.toBe(cancelled);
    await expect(stageFile(place, rules, signal)).rejects.toBe(cancelled);
    await expect(stageMissing(fileSet, origin, missing, rules, signal)).rejects.toBe(cancelled);
  });
});
