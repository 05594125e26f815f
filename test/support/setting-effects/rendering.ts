import { expect } from 'vitest';
import type { EffectsOf } from '../setting-trial.ts';

/** Models that take a while: seconds, and far longer than any deadline. */
const recursion = (depth: number) =>
  `function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(${depth})); cube(1);`;
const SLOW = recursion(13);
const ENDLESS = recursion(60);

/** A list of about 200 MB: too much for the smallest limit, and little for the usual one. */
const LARGE_LIST = 'list = rands(0, 1, 1.2e7); echo(len(list)); cube(1);';

/** The settings of evaluating and drawing. */
export const RENDERING_EFFECTS: EffectsOf<
  'timeout_s' | 'maxThreads' | 'queueSize' | 'maxMemory_MB' | 'maxPictureSide_px'
> = {
  async timeout_s(trial) {
    const server = await trial.serve('1');
    const { report } = await server.call('check_model', { code: ENDLESS });
    expect(report.error).toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: expect.stringContaining('within 1 s'),
    });
  },

  async maxThreads(trial) {
    const server = await trial.serve('1');
    await Promise.all(
      [1, 2, 3].map(each => server.call('check_model', { code: `${SLOW} translate([${each}, 0]) cube();` })),
    );
    const { report } = await server.call('server_status', {});
    expect(report.pool.evaluate).toMatchObject({ threads: 1, completed: expect.any(Number) });
    expect(report.pool.evaluate.completed).toBeGreaterThanOrEqual(3);
  },

  async queueSize(trial) {
    const server = await trial.serve('0', { OPENSCAD_MAX_THREADS: '1' });
    // Who calls one at a time is never refused, also while the server gets ready.
    const first = await server.call('render_model', { code: 'cube(1);' });
    expect(first.report).toMatchObject({ ok: true });
    const answers = await Promise.all(
      [1, 2].map(each => server.call('check_model', { code: `${ENDLESS} // ${each}`, timeout_s: 1 })),
    );
    expect(answers.map(({ report }) => report.error.code)).toContain('QUEUE_FULL');
  },

  async maxMemory_MB(trial) {
    const server = await trial.serve('64');
    const { report } = await server.call('check_model', { code: LARGE_LIST });
    expect(report.error).toMatchObject({ code: 'MEMORY_LIMIT' });
  },

  async maxPictureSide_px(trial) {
    const server = await trial.serve('100');
    const { images } = await server.call('render_model', { code: 'cube(1);' });
    // The sides stand at the start of every PNG.
    expect([16, 20].map(offset => images[0].readUInt32BE(offset))).toEqual([100, 100]);
    const { report } = await server.call('render_model', { code: 'cube(1);', width_px: 101 });
    expect(report.error).toMatchObject({ code: 'INVALID_INPUT' });
  },
};
