import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTrampolines } from '../../scripts/assets/wasm-module/trampolines.ts';
import { distFolder } from '../../scripts/project-paths.ts';
import type { EvaluateResponse } from '../../src/contracts/evaluation-protocol.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import type { EvaluationJob } from '../../src/contracts/ports.ts';
import { WasmEngine } from '../../src/engine/wasm-engine.ts';
import { loadEngineAssets } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { openProgramSource, type ProgramSource, startProgram } from '../../wasm/program.ts';
import { SelfTest } from '../../wasm/self-test.ts';
import { evaluate } from '../../workers/evaluate.ts';
import { requestOf } from '../support/openscad-runs.ts';

const assets = join(distFolder, 'assets');
const MEMORY_BYTES = 2 ** 29;

const { program } = await loadEngineAssets(pathToFileURL(`${assets}/`));
const ours = await openProgramSource(program);
const inJavaScript = { ...ours, trampolines: { ...ours.trampolines, module: null } };

/** Trampolines that look for what they need one slot too far. */
function misplaced(): ProgramSource {
  const wasm = readFileSync(join(assets, ASSET_FILES.wasm));
  const module = new WebAssembly.Module(
    writeTrampolines(wasm, ours.trampolines.tableSlots - 1, [...importedTrampolines()]),
  );
  return { ...ours, trampolines: { ...ours.trampolines, module } };
}

/** The names under which the built trampolines are exported. */
function importedTrampolines(): string[] {
  const built = new WebAssembly.Module(readFileSync(join(assets, ASSET_FILES.trampolines)));
  return WebAssembly.Module.exports(built).map(({ name }) => name);
}

function evaluateBy(source: ProgramSource, code: string, memoryBytes = MEMORY_BYTES) {
  return evaluate(requestOf(code), () => startProgram(source, memoryBytes));
}

/** Models that make OpenSCAD throw and catch, run out of something, or end early. */
const MODELS = {
  'a failed assertion': 'module m() { assert(false, "no"); } union() { m(); cube(1); }',
  'an unreadable file': 'import("missing.stl"); cube(1);',
  'a recursion without an end': 'function f(n) = f(n + 1) + 0; echo(f(0));',
  'a wrong use of types': 'cube([1, "a"] * undef); sphere(2);',
  'a model of many parts':
    'for (i = [0:20]) translate([i, 0, 0]) rotate(i) difference() { cube(2); sphere(1); }',
  'hulls and sums': 'hull() { cube(1); sphere(2); } minkowski() { cube(3); cylinder(h = 1, r = 1); }',
  'text without a font': 'text("x"); cube(1);',
};

describe('exceptions that WebAssembly catches', () => {
  it.each(Object.entries(MODELS))('change nothing of %s', async (_, code) => {
    const expected = await evaluateBy(inJavaScript, code);
    expect(await evaluateBy(ours, code)).toEqual(expected);
  });

  it('leave the bound on memory as it was', async () => {
    const answer = await evaluateBy(
      ours,
      'a = [for (i = [0:3000], j = [0:999]) str(i, "-", j)]; cube(len(a));',
      2 ** 26,
    );
    expect(answer).toMatchObject({ ok: false, code: 'MEMORY_LIMIT' });
  });
});

describe('the self-test', () => {
  it('finds that trampolines work, once for all that share it', async () => {
    const first = new SelfTest();
    expect(first.handler).toBeNull();
    expect(await first.choose(ours, MEMORY_BYTES)).toBe(ours);
    const second = new SelfTest(first.memory);
    expect(second.handler).toBe('webassembly');
  });

  it('goes without those that do not', async () => {
    const test = new SelfTest();
    const chosen = await test.choose(misplaced(), MEMORY_BYTES);
    expect(test.handler).toBe('javascript');
    expect(await evaluateBy(chosen, MODELS['a failed assertion'])).toEqual(
      await evaluateBy(ours, MODELS['a failed assertion']),
    );
  });
});

describe('an engine that cannot compile the trampolines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trampolines-'));
  const ignore = () => {};
  const engine = new WasmEngine({
    workerFile: pathToFileURL(join(distFolder, 'workers', 'evaluate.worker.js')),
    assetsFolder: pathToFileURL(`${folder}/`),
    maxThreads: 1,
    maxQueue: 1,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    metrics: NO_METRICS,
    memoryBytes: MEMORY_BYTES,
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('evaluates all the same, and says so', async () => {
    cpSync(assets, folder, { recursive: true });
    const unknown = Buffer.from('what no version knows');
    writeFileSync(join(folder, ASSET_FILES.trampolines), unknown);
    const file = join(folder, ASSET_FILES.manifest);
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.trampolines.sha256 = createHash('sha256').update(unknown).digest('hex');
    writeFileSync(file, JSON.stringify(manifest));
    const { entry, files } = requestOf(MODELS['a failed assertion']);
    const fileSet = { entry, files: files.map(one => ({ ...one, isSource: true })), libraries: [] };
    const job: EvaluationJob = { fileSet, definitions: [], product: 'geometry' };
    const answer: EvaluateResponse = await engine.evaluate(job, AbortSignal.timeout(60_000));
    expect(answer.log.head.join('\n')).toContain("Assertion 'false' failed");
    expect((await engine.status()).exceptions).toBe('javascript');
  });
});
