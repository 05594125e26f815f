import './bootstrap.ts';
import { workerData } from 'node:worker_threads';
import type { EvaluateRequest, EvaluateResponse } from '../src/contracts/evaluation-protocol.ts';
import { type FreshProgram, openProgramSource, startProgram } from '../wasm/program.ts';
import { SelfTest } from '../wasm/self-test.ts';
import { parseThreadData } from '../wasm/thread-data.ts';
import { evaluate } from './evaluate.ts';
import { UsedMemory } from './give-back-memory.ts';

/**
 * A thread that evaluates OpenSCAD models. An instance serves one run, so the next one is started
 * while the thread is idle and a job finds it ready.
 */

const { program, selfTest, memoryBytes } = parseThreadData(workerData);
const source = await new SelfTest(selfTest).choose(await openProgramSource(program), memoryBytes);

let spare: Promise<FreshProgram> | null = null;

const used = new UsedMemory();

function prepareSpare(): void {
  spare ??= startProgram(source, memoryBytes);
  // A failure to start is reported by the job that needs the instance.
  spare.catch(() => {});
}

async function takeProgram(): Promise<FreshProgram> {
  const starting = spare ?? startProgram(source, memoryBytes);
  spare = null;
  const program = await starting;
  used.take(program);
  return program;
}

function rest(): void {
  used.giveBack();
  prepareSpare();
}

prepareSpare();
await spare;

/** Evaluates one model. Never throws. */
export default async function handle(request: EvaluateRequest): Promise<EvaluateResponse> {
  try {
    return await evaluate(request, takeProgram);
  } catch (thrown) {
    const message = `The evaluating thread failed: ${thrown instanceof Error ? thrown.message : 'unknown'}.`;
    return { ok: false, code: 'INTERNAL', message, log: { head: [], leftOut: 0, tail: [], evaluations: 1 } };
  } finally {
    setImmediate(rest);
  }
}
