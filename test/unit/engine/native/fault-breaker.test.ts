import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FaultBreaker } from '../../../../src/engine/native/fault-breaker.ts';

describe('the breaker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function broken(): FaultBreaker {
    const breaker = new FaultBreaker(1000);
    expect([breaker.fail(), breaker.fail(), breaker.fail()]).toEqual([false, false, true]);
    return breaker;
  }

  it('opens after three faults in a row', () => {
    const breaker = broken();
    expect(breaker.isOpen).toBe(true);
    expect(breaker.admit()).toBe(false);
  });

  it('counts faults in a row only', () => {
    const breaker = new FaultBreaker();
    breaker.fail();
    breaker.fail();
    breaker.succeed();
    expect(breaker.fail()).toBe(false);
    expect(breaker.admit()).toBe(true);
  });

  it('lets one job try after the cool-down, and closes when that works', () => {
    const breaker = broken();
    vi.advanceTimersByTime(1001);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.succeed();
    expect(breaker.isOpen).toBe(false);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, true]);
  });

  it('stays open for another cool-down when that fails', () => {
    const breaker = broken();
    vi.advanceTimersByTime(1001);
    breaker.admit();
    expect(breaker.fail()).toBe(true);
    expect(breaker.admit()).toBe(false);
    vi.advanceTimersByTime(1001);
    expect(breaker.admit()).toBe(true);
  });

  it('lets the next job try when the one that tried was withdrawn', () => {
    const breaker = broken();
    vi.advanceTimersByTime(1001);
    breaker.admit();
    breaker.abandon();
    expect(breaker.isOpen).toBe(true);
    expect(breaker.admit()).toBe(true);
  });
});
