import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import { DEFAULT_PICTURE } from '../../src/contracts/picture.ts';
import { checkModel } from '../../src/operations/check-model.ts';
import { measureModel } from '../../src/operations/measure-model.ts';
import type { ModelArguments } from '../../src/operations/model-arguments.ts';
import { renderModel } from '../../src/operations/render-model.ts';
import { reportStatus } from '../../src/operations/report-status.ts';
import { createSharedWork } from '../../src/operations/shared-work.ts';
import type { Workshop } from '../../src/operations/workshop.ts';
import { textStl } from '../support/asset-files.ts';
import { watchedStore } from '../support/cache-lab.ts';
import { makeCall, makeWorkshop } from '../support/in-process-workshop.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { cube } from '../support/solids.ts';

/** Equal calls, one after the other and at the same time, on one server. */

const folder = useModelFolder();
const PICTURE = { ...DEFAULT_PICTURE, width_px: 200, height_px: 150 };

const render = (workshop: Workshop, given: ModelArguments) =>
  renderModel(workshop, given, PICTURE, makeCall());

describe('equal calls one after the other', () => {
  it('compute nothing but the first time, whatever they ask', async () => {
    const workshop = await makeWorkshop();
    const code = 'cube(7); // hit';
    const calls = [
      () => render(workshop, { code }),
      () => measureModel(workshop, { code, what: ['mass'] }, makeCall()),
      () => checkModel(workshop, { code, level: 'geometry', expect: { parts: 1 } }, makeCall()),
      () => checkModel(workshop, { code }, makeCall()),
    ];
    for (const call of calls) {
      const first = await call();
      const runs = workshop.engine.jobs.length;
      const { timing_ms, cache, ...again } = await call();
      expect(cache).toBe('hit');
      expect(Object.keys(timing_ms).sort()).toEqual(['stage', 'total']);
      expect(workshop.engine.jobs).toHaveLength(runs);
      expect({ ...again, timing_ms: first.timing_ms, cache: first.cache }).toEqual(first);
    }
    expect((await renderModel(workshop, { code }, { ...PICTURE, views: ['top'] }, makeCall())).cache).toBe(
      'mesh',
    );
    expect((await measureModel(workshop, { code, what: ['size'] }, makeCall())).cache).toBe('mesh');
  });

  it('share what is wrong with a model', async () => {
    const workshop = await makeWorkshop();
    for (const code of ['cube(;', 'module m() m(); m();', 'square(']) {
      const first = await render(workshop, { code });
      expect(first).toMatchObject({ ok: false, cache: 'miss' });
      const again = await render(workshop, { code });
      expect(again).toMatchObject({
        ok: false,
        cache: 'hit',
        error: first.error,
        diagnostics: first.diagnostics,
      });
    }
  });

  it('never share a fault of the server', async () => {
    const workshop = await makeWorkshop();
    const fail = (code: 'MEMORY_LIMIT' | 'ENGINE_CRASHED') => ({
      ...workshop,
      engine: {
        ...workshop.engine,
        evaluate: async () => ({
          ok: false as const,
          code,
          message: 'no',
          log: { head: [], leftOut: 0, tail: [], evaluations: 1 },
        }),
      },
    });
    for (const code of ['MEMORY_LIMIT', 'ENGINE_CRASHED'] as const) {
      expect(await render(fail(code), { code: 'cube(3);' })).toMatchObject({ error: { code } });
    }
    expect(await render(workshop, { code: 'cube(3);' })).toMatchObject({ ok: true, cache: 'miss' });
  });

  it('see every change of a file, also of one that was missing', async () => {
    const workshop = await makeWorkshop([folder.path]);
    const look = async () => {
      const report = await render(workshop, { path: 'main.scad' });
      const check = await checkModel(workshop, { path: 'main.scad' }, makeCall());
      return [report.size?.size[0], report.diagnostics.length + check.diagnostics.length];
    };
    folder.write(
      'main.scad',
      'name = "part"; cube(1); include <size.scad> cube(size); import(str(name, ".stl"));',
    );
    folder.write('size.scad', 'size = 5;');
    const [first, complaints] = await look();
    expect(first).toBe(5);
    expect(complaints).toBeGreaterThan(0);
    expect(await look()).toEqual([first, complaints]);
    folder.write('size.scad', 'size = 6;');
    expect((await look())[0]).toBe(6);
    folder.write('part.stl', textStl(cube(10)));
    expect(await look()).toEqual([10, 0]);
    folder.write('size.scad', 'size = 12;');
    expect(await look()).toEqual([12, 0]);
  });

  it('are computed each time when the cache is off', async () => {
    const { store } = watchedStore({ type: 'off' });
    const shared = createSharedWork({ remembers: false, ttl_s: 0, metrics: NO_METRICS });
    const workshop = await makeWorkshop([], { models: store, shared });
    const first = await render(workshop, { code: 'cube(4);' });
    const again = await render(workshop, { model_id: first.model_id ?? '' });
    expect(again).toMatchObject({ ok: true, cache: 'miss', model_id: first.model_id });
    expect(workshop.engine.jobs).toHaveLength(2);
  });

  it('compute everything again once the cache was cleared', async () => {
    const workshop = await makeWorkshop();
    await render(workshop, { code: 'cube(4);' });
    const facts = { version: '1', nodeVersion: '20', settings: [], callers: 'owner', warnings: [] } as const;
    const { cache } = await reportStatus(workshop, facts, true);
    expect(cache).toEqual({
      type: 'memory',
      models: 0,
      bytes: 0,
      max_bytes: 2 ** 26,
      tiers: [{ tier: 'memory', ok: true, models: 0, bytes: 0, max_bytes: 2 ** 26 }],
    });
    expect((await render(workshop, { code: 'cube(4);' })).cache).toBe('miss');
  });
});

describe('equal calls at the same time', () => {
  it('are evaluated and drawn once, fifty of them', async () => {
    let joins = 0;
    const metrics = { ...NO_METRICS, countJoin: () => (joins += 1) };
    const workshop = await makeWorkshop([], {
      shared: createSharedWork({ remembers: true, ttl_s: 0, metrics }),
    });
    let drawn = 0;
    const meshes = { ...workshop.meshes, draw: counting(() => (drawn += 1), workshop.meshes) };
    const calls = Array.from({ length: 50 }, () =>
      render({ ...workshop, meshes }, { code: 'sphere(9, $fn = 40);' }),
    );
    const reports = await Promise.all(calls);
    expect(new Set(reports.map(({ model_id, ok }) => `${model_id} ${ok}`)).size).toBe(1);
    expect(workshop.engine.jobs).toHaveLength(1);
    expect(drawn).toBe(1);
    expect(joins).toBeGreaterThanOrEqual(49);
  });
});

function counting(count: () => void, meshes: Workshop['meshes']): Workshop['meshes']['draw'] {
  return (...given) => {
    count();
    return meshes.draw(...given);
  };
}

describe('equal calls on real threads', () => {
  const app = createApp(resolveSettings({}, {}));
  let evaluations = 0;
  const workshop: Workshop = {
    ...app.workshop,
    engine: {
      name: app.workshop.engine.name,
      evaluate: (job, signal) => {
        evaluations += 1;
        return app.workshop.engine.evaluate(job, signal);
      },
      warm: () => app.workshop.engine.warm(),
      status: () => app.workshop.engine.status(),
      close: () => app.workshop.engine.close(),
    },
  };
  const fibonacci = 'function f(n) = n < 2 ? n : f(n - 1) + f(n - 2);';
  /** Takes some seconds. */
  const slow = (word: string) => `${fibonacci} echo(f(30)); cube(1); // ${word}`;
  const hang = (word: string) => `${fibonacci} echo(f(60)); // ${word}`;
  const ask = (code: string, given: Partial<ModelArguments> = {}) => {
    const caller = new AbortController();
    const call = { signal: caller.signal, progress() {} };
    const answer = checkModel(workshop, { code, ...given }, call).then(
      ({ verdict }) => verdict,
      thrown => thrown.code,
    );
    return { answer, leave: () => caller.abort() };
  };
  const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

  beforeAll(() => app.warm());
  afterAll(() => app.close());
  afterEach(() => {
    evaluations = 0;
  });

  it('do without the first when it gives up or its time is up', async () => {
    for (const given of [{ timeout_s: 1 }, {}]) {
      const code = slow(JSON.stringify(given));
      evaluations = 0;
      const first = ask(code, given);
      await sleep(200);
      const others = [ask(code), ask(code)];
      await sleep(100);
      if (given.timeout_s === undefined) first.leave();
      expect(await first.answer).toBe(given.timeout_s === undefined ? 'CANCELLED' : 'DEADLINE_EXCEEDED');
      expect(await Promise.all(others.map(({ answer }) => answer))).toEqual(['pass', 'pass']);
      expect(evaluations).toBe(1);
    }
  });

  it('end the thread when the last of them gives up, and leave the next call well', async () => {
    const calls = [ask(hang('a')), ask(hang('a')), ask(hang('a'))];
    await sleep(300);
    for (const { leave } of calls) leave();
    expect(await Promise.all(calls.map(({ answer }) => answer))).toEqual(Array(3).fill('CANCELLED'));
    const started = performance.now();
    expect(await ask('cube(1); // well').answer).toBe('pass');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(evaluations).toBe(2);
  });

  it('that ran out of time are tried again by the next', async () => {
    const code = hang('late');
    const both = [ask(code, { timeout_s: 1 }), ask(code, { timeout_s: 1 })];
    expect(await Promise.all(both.map(({ answer }) => answer))).toEqual(Array(2).fill('DEADLINE_EXCEEDED'));
    expect(await ask(code, { timeout_s: 1 }).answer).toBe('DEADLINE_EXCEEDED');
    expect(evaluations).toBe(2);
  });
});
