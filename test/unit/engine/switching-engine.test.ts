import { describe, expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../../src/contracts/errors.ts';
import type { EngineFailureCode } from '../../../src/contracts/evaluation-protocol.ts';
import type { Engine, EngineAnswer, EvaluationJob } from '../../../src/contracts/ports.ts';
import { FaultBreaker } from '../../../src/engine/native/fault-breaker.ts';
import { SwitchingEngine } from '../../../src/engine/switching-engine.ts';

const NEVER = new AbortController().signal;
const LOG = { head: [], leftOut: 0, tail: [], evaluations: 1 };
const RIGHT: EngineAnswer = { ok: true, output: { kind: 'none' }, log: LOG };
const JOB: EvaluationJob = {
  fileSet: { entry: 'm.scad', files: [], libraries: [] },
  definitions: [],
  product: 'geometry',
};
const LOGGER = { debug() {}, info() {}, warn: vi.fn(), error() {} };

const wrong = (code: EngineFailureCode): EngineAnswer => ({ ok: false, code, message: code, log: LOG });
const thrown = (code: ErrorCode) => new AppError(code, code);

/** Engines that answer as they are told, the last answer again and again. */
function makeEngines(
  use: 'always' | 'fallback',
  bundledAnswers: readonly (EngineAnswer | Error)[],
  nativeAnswers: readonly (EngineAnswer | Error)[],
  coolDownMs = 60_000,
) {
  const answering = (answers: readonly (EngineAnswer | Error)[]) => {
    let at = 0;
    return vi.fn(async () => {
      const answer = answers[Math.min(at++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    });
  };
  const bundled = {
    name: 'wasm',
    evaluate: answering(bundledAnswers),
    warm: vi.fn(async () => {}),
    status: async () => ({
      engine: 'wasm',
      version: '2025.07.18',
      exceptions: null,
      fonts: [],
      pool: null,
    }),
    close: vi.fn(async () => {}),
  } satisfies Engine;
  const by = { engine: 'native', version: '2021.01' } as const;
  const native = {
    evaluate: answering(nativeAnswers.map(answer => (answer instanceof Error ? answer : { ...answer, by }))),
    look: async () => thrown('NATIVE_UNAVAILABLE'),
    pool: () => ({ threads: 0, maxThreads: 2, running: 0, queued: 0, maxQueue: 1, completed: 0 }),
    warm: vi.fn(async () => {}),
    close: vi.fn(async () => {}),
  };
  const breaker = new FaultBreaker(coolDownMs);
  const engine = new SwitchingEngine({ use, bundled, native, logger: LOGGER, breaker });
  return { engine, bundled, native };
}

/** What came of a call: who answered, or the code. */
async function outcomeOf(engine: Engine, job = JOB): Promise<string> {
  try {
    const answer = await engine.evaluate(job, NEVER);
    return answer.ok ? `${answer.by?.engine}` : answer.code;
  } catch (reason) {
    return reason instanceof AppError ? `thrown ${reason.code}` : 'thrown';
  }
}

describe('in auto', () => {
  it.each(['MEMORY_LIMIT', 'ENGINE_CRASHED'] as const)(
    'the installed one gets what ended by %s',
    async code => {
      const answered = makeEngines('fallback', [wrong(code)], [RIGHT]);
      expect(await outcomeOf(answered.engine)).toBe('native');
      const died = makeEngines('fallback', [thrown(code)], [RIGHT]);
      expect(await outcomeOf(died.engine)).toBe('native');
    },
  );

  it.each([
    RIGHT,
    wrong('SCAD_RUNTIME'),
    wrong('SCAD_SYNTAX'),
    wrong('OUTPUT_TOO_LARGE'),
    wrong('INTERNAL'),
    thrown('DEADLINE_EXCEEDED'),
    thrown('CANCELLED'),
    thrown('QUEUE_FULL'),
  ])('it is not asked after %j', async answer => {
    const { engine, native } = makeEngines('fallback', [answer], [RIGHT]);
    await outcomeOf(engine);
    expect(native.evaluate).not.toHaveBeenCalled();
  });

  it('it is not asked once the deadline has passed', async () => {
    const late = new AbortController();
    const { engine, native, bundled } = makeEngines('fallback', [wrong('MEMORY_LIMIT')], [RIGHT]);
    bundled.evaluate.mockImplementation(async () => {
      late.abort(thrown('DEADLINE_EXCEEDED'));
      return wrong('MEMORY_LIMIT');
    });
    expect(await engine.evaluate(JOB, late.signal)).toMatchObject({ ok: false, code: 'MEMORY_LIMIT' });
    expect(native.evaluate).not.toHaveBeenCalled();
  });

  it.each([
    thrown('NATIVE_UNAVAILABLE'),
    thrown('PATH_REJECTED'),
    wrong('MEMORY_LIMIT'),
    wrong('ENGINE_CRASHED'),
  ])('the first failure is told when that fails with %j', async answer => {
    const { engine } = makeEngines('fallback', [wrong('MEMORY_LIMIT')], [answer]);
    expect(await outcomeOf(engine)).toBe('MEMORY_LIMIT');
  });

  it('who answered about a model is asked about it again', async () => {
    const { engine, bundled } = makeEngines('fallback', [wrong('MEMORY_LIMIT')], [RIGHT]);
    expect(await outcomeOf(engine, { ...JOB, product: 'svg', by: 'native' })).toBe('native');
    expect(bundled.evaluate).not.toHaveBeenCalled();
  });

  it('the status is that of the bundled one, and says why the other cannot be used', async () => {
    const { engine } = makeEngines('fallback', [RIGHT], [RIGHT]);
    expect(await engine.status()).toMatchObject({
      engine: 'wasm',
      version: '2025.07.18',
      native: { use: 'fallback', version: null, problem: { message: 'NATIVE_UNAVAILABLE' } },
    });
  });
});

describe('in native', () => {
  it('the installed one answers, right or wrong', async () => {
    for (const answer of [
      RIGHT,
      wrong('SCAD_RUNTIME'),
      wrong('MEMORY_LIMIT'),
      thrown('NATIVE_UNAVAILABLE'),
    ]) {
      const { engine, bundled } = makeEngines('always', [RIGHT], [answer]);
      await outcomeOf(engine);
      expect(bundled.evaluate).not.toHaveBeenCalled();
    }
  });

  it('parameters are listed by the bundled one', async () => {
    const { engine } = makeEngines('always', [RIGHT], [RIGHT]);
    expect(await outcomeOf(engine, { ...JOB, product: 'param' })).toBe('wasm');
  });

  it('the bundled one need not get ready', async () => {
    const { engine, bundled, native } = makeEngines('always', [RIGHT], [RIGHT]);
    await engine.warm();
    expect(native.warm).toHaveBeenCalled();
    expect(bundled.warm).not.toHaveBeenCalled();
  });
});

describe('an installed one that crashes again and again', () => {
  it('is left alone, and the bundled one answers', async () => {
    const { engine, native } = makeEngines('always', [RIGHT], [wrong('ENGINE_CRASHED')]);
    const outcomes = [];
    for (let call = 0; call < 5; call++) outcomes.push(await outcomeOf(engine));
    expect(outcomes).toEqual(['ENGINE_CRASHED', 'ENGINE_CRASHED', 'ENGINE_CRASHED', 'wasm', 'wasm']);
    expect(native.evaluate).toHaveBeenCalledTimes(3);
    expect(LOGGER.warn).toHaveBeenCalledWith('installed OpenSCAD set aside', { code: 'ENGINE_CRASHED' });
    expect(await engine.status()).toMatchObject({ engine: 'wasm', native: { isSetAside: true } });
  });

  it('is tried again later', async () => {
    const crash = wrong('ENGINE_CRASHED');
    const { engine } = makeEngines('always', [RIGHT], [crash, crash, crash, RIGHT], 0);
    for (let call = 0; call < 3; call++) await outcomeOf(engine);
    expect(await outcomeOf(engine)).toBe('native');
    expect((await engine.status()).native?.isSetAside).toBe(false);
  });

  it('stays in use when models fail for other reasons', async () => {
    const reasons = [
      wrong('MEMORY_LIMIT'),
      thrown('DEADLINE_EXCEEDED'),
      thrown('CANCELLED'),
      wrong('OUTPUT_TOO_LARGE'),
    ];
    const { engine, native } = makeEngines('always', [RIGHT], [...reasons, ...reasons]);
    for (let call = 0; call < 8; call++) await outcomeOf(engine);
    expect(native.evaluate).toHaveBeenCalledTimes(8);
  });

  it('is not asked for help either', async () => {
    const { engine, native } = makeEngines('fallback', [wrong('MEMORY_LIMIT')], [wrong('ENGINE_CRASHED')]);
    for (let call = 0; call < 5; call++) expect(await outcomeOf(engine)).toBe('MEMORY_LIMIT');
    expect(native.evaluate).toHaveBeenCalledTimes(3);
  });
});

it('both are closed', async () => {
  const { engine, bundled, native } = makeEngines('always', [RIGHT], [RIGHT]);
  await engine.close();
  expect(bundled.close).toHaveBeenCalled();
  expect(native.close).toHaveBeenCalled();
});
