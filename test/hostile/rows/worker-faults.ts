import type { FaultRow } from './fault-row.ts';

/** Faults of `saboteur.mjs` by name, and the code of the call's answer. */
export const WORKER_FAULTS: readonly FaultRow<string, string>[] = [
  { id: 89, title: 'a worker that exits', fault: 'exit', expected: 'ENGINE_CRASHED', maxMs: 5000 },
  { id: 90, title: 'a worker that throws', fault: 'throw', expected: 'ENGINE_CRASHED', maxMs: 5000 },
  {
    id: 90,
    title: 'a worker that throws a text',
    fault: 'throw text',
    expected: 'ENGINE_CRASHED',
    maxMs: 5000,
  },
  {
    id: 90,
    title: 'a timer that throws',
    fault: 'throw in a timer',
    expected: 'ENGINE_CRASHED',
    maxMs: 5000,
  },
  {
    id: 90,
    title: 'throwing after the answer',
    fault: 'throw after the answer',
    expected: 'ok',
    maxMs: 5000,
  },
  { id: 91, title: 'an unheard rejection', fault: 'reject unheard', expected: 'ENGINE_CRASHED', maxMs: 5000 },
  { id: 91, title: 'a late rejection', fault: 'reject after the answer', expected: 'ok', maxMs: 5000 },
  { id: 92, title: 'a worker that prints', fault: 'print', expected: 'ok', maxMs: 5000 },
  { id: 93, title: 'no answer at all', fault: 'answer nothing', expected: 'INTERNAL', maxMs: 5000 },
  { id: 93, title: 'a text as answer', fault: 'answer a text', expected: 'INTERNAL', maxMs: 5000 },
  { id: 93, title: 'another shape', fault: 'answer another shape', expected: 'INTERNAL', maxMs: 5000 },
  { id: 93, title: 'an old version', fault: 'answer as an old version', expected: 'INTERNAL', maxMs: 5000 },
  {
    id: 93,
    title: 'what cannot be sent',
    fault: 'answer what cannot be sent',
    expected: 'ENGINE_CRASHED',
    maxMs: 5000,
  },
  {
    id: 100,
    title: 'a worker that waits for ever',
    fault: 'answer never',
    expected: 'DEADLINE_EXCEEDED',
    maxMs: 4000,
  },
  {
    id: 100,
    title: 'a worker that blocks',
    fault: 'block the thread',
    expected: 'DEADLINE_EXCEEDED',
    maxMs: 4000,
  },
  { id: 89, title: 'a worker out of heap', fault: 'fill the heap', expected: 'MEMORY_LIMIT', maxMs: 20_000 },
];

/** Damage to a file of the package, and what the message has to name. */
export interface Damage {
  readonly file: string;
  readonly how: 'remove' | 'truncate' | 'change a byte' | 'empty' | 'write rubbish';
}

const NAMED = { code: 'BACKEND_UNAVAILABLE' } as const;

/** Damages that the start, `doctor` and the caller have to be told of. */
export const DAMAGES: readonly FaultRow<Damage, { code: string; names: string }>[] = [
  {
    id: 94,
    title: 'a missing module',
    fault: { file: 'assets/openscad.wasm', how: 'remove' },
    expected: { ...NAMED, names: 'openscad.wasm' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'half a module',
    fault: { file: 'assets/openscad.wasm', how: 'truncate' },
    expected: { ...NAMED, names: 'openscad.wasm' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'a module with one wrong byte',
    fault: { file: 'assets/openscad.wasm', how: 'change a byte' },
    expected: { ...NAMED, names: 'openscad.wasm' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'an empty glue file',
    fault: { file: 'assets/openscad.mjs', how: 'empty' },
    expected: { ...NAMED, names: 'openscad.mjs' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'a missing manifest',
    fault: { file: 'assets/manifest.json', how: 'remove' },
    expected: { ...NAMED, names: 'manifest.json' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'a manifest of rubbish',
    fault: { file: 'assets/manifest.json', how: 'write rubbish' },
    expected: { ...NAMED, names: 'manifest.json' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'a missing evaluating worker',
    fault: { file: 'workers/evaluate.worker.js', how: 'remove' },
    expected: { ...NAMED, names: 'evaluate.worker.js' },
    maxMs: 20_000,
  },
  {
    id: 94,
    title: 'half a drawing worker',
    fault: { file: 'workers/mesh.worker.js', how: 'truncate' },
    expected: { ...NAMED, names: 'mesh.worker.js' },
    maxMs: 20_000,
  },
];
