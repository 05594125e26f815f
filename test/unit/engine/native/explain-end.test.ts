import { describe, expect, it } from 'vitest';
import { explainEnd } from '../../../../src/engine/native/explain-end.ts';

const MB = 1024 * 1024;

function explain(end: Partial<Parameters<typeof explainEnd>[0]>, lines: readonly string[] = []) {
  const log = { head: lines, leftOut: 0, tail: [], evaluations: 1 };
  return explainEnd({ stoppedFor: null, code: null, signal: null, ...end }, log, 64 * MB);
}

describe('the end of a run', () => {
  it.each([0, 1, 2, 127, 128])('is not judged by the exit code %d', code => {
    expect(explain({ code })).toBeNull();
  });

  it.each([
    [{ signal: 'SIGSEGV' }, [], 'ENGINE_CRASHED'],
    [{ code: 139 }, [], 'ENGINE_CRASHED'],
    [
      { signal: 'SIGABRT' },
      ["terminate called after throwing an instance of 'std::bad_alloc'"],
      'MEMORY_LIMIT',
    ],
    [{ code: 134 }, ['  what():  std::bad_alloc'], 'MEMORY_LIMIT'],
    [{ signal: 'SIGKILL' }, [], 'MEMORY_LIMIT'],
    [{ signal: 'SIGXFSZ' }, [], 'OUTPUT_TOO_LARGE'],
    [{ code: 153 }, [], 'OUTPUT_TOO_LARGE'],
    [{ stoppedFor: 'files', signal: 'SIGKILL' }, [], 'OUTPUT_TOO_LARGE'],
    [{ stoppedFor: 'prints', signal: 'SIGKILL' }, [], 'OUTPUT_TOO_LARGE'],
  ] as const)('by %j after %j is %s', (end, lines, code) => {
    expect(explain(end, lines)?.code).toBe(code);
  });
});
