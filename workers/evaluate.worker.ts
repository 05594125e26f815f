import './bootstrap.ts';
import { workerData } from 'node:worker_threads';
import type { EvaluateRequest, EvaluateResponse } from '../src/contracts/worker-protocol.ts';
import { importProgramFactory } from '../wasm/emscripten.ts';
import { type FreshProgram, type ProgramSource, startProgram } from '../wasm/program.ts';
import { parseThreadData } from '../wasm/thread-data.ts';
import { evaluate } from './evaluate.ts';

/**
 * A thread that evaluates OpenSCAD models. An instance serves one run, so the next one is started
 * while the thread is idle and a job finds it ready.
 */

const { module, glueUrl, names, memoryBytes } = parseThreadData(workerData);
const source: ProgramSource = { module, names, createProgram: await importProgramFactory(glueUrl) };

let spare: Promise<FreshProgram> | null = null;

function prepareSpare(): void {
  spare ??= startProgram(source, memoryBytes);
  // A failure to start is reported by the job that needs the instance.
  spare.catch(() => {});
}

async function takeProgram(): Promise<FreshProgram> {
  const program = spare ?? startProgram(source, memoryBytes);
  spare = null;
  return program;
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
    setImmediate(prepareSpare);
  }
}
