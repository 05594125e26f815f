import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { distFolder, projectRoot } from '../../scripts/project-paths.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import { MeshThreads } from '../../src/engine/mesh-threads.ts';
import { limitThread } from '../../src/engine/thread-rights.ts';
import { captionFont, WasmEngine } from '../../src/engine/wasm-engine.ts';

let folder: string;

/** A package whose threads are the test's, so that the real pools start them with the rights they give. */
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'thread-rights-')));
  mkdirSync(join(folder, 'dist', 'workers'), { recursive: true });
  symlinkSync(join(distFolder, 'assets'), join(folder, 'dist', 'assets'));
  const fixture = join(projectRoot, 'test', 'fixtures', 'workers', 'escaping.mjs');
  copyFileSync(fixture, join(folder, 'dist', 'workers', 'escaping.mjs'));
  vi.stubEnv('TOKEN_OF_A_TEST', 'secret');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const logger = { debug() {}, info() {}, warn() {}, error() {} };

function makeOptions() {
  const assetsFolder = pathToFileURL(join(folder, 'dist', 'assets/'));
  const workerFile = pathToFileURL(join(folder, 'dist', 'workers', 'escaping.mjs'));
  const bounds = { maxThreads: 1, maxQueue: 1, memoryBytes: 2 ** 30 };
  return { workerFile, assetsFolder, logger, metrics: NO_METRICS, ...bounds };
}

/** What a thread that evaluates answers. */
async function askEvaluating(): Promise<string> {
  const engine = new WasmEngine(makeOptions());
  const fileSet = { entry: 'main.scad', files: [], libraries: [] };
  const job = { fileSet, definitions: [], product: 'geometry' } as const;
  const answer = await engine.evaluate(job, new AbortController().signal);
  await engine.close();
  return answer.ok ? '{}' : answer.message;
}

/** What a thread that draws answers. */
async function askDrawing(): Promise<string> {
  const options = makeOptions();
  const meshes = new MeshThreads({ ...options, captionFontFile: captionFont(options.assetsFolder) });
  const answer = await meshes.warm().then(
    () => '{}',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : ''),
  );
  await meshes.close();
  return answer;
}

describe.skipIf(process.platform === 'win32')('code that got into a thread', () => {
  it.each([
    ['evaluates', askEvaluating],
    ['draws', askDrawing],
  ])('that %s finds no file, program, thread or secret', async (_, ask) => {
    expect(JSON.parse(await ask())).toEqual({
      'read a file of the host': 'ERR_ACCESS_DENIED',
      'read a file by a path through an open folder': 'ERR_ACCESS_DENIED',
      'list a folder of the host': 'ERR_ACCESS_DENIED',
      'write a file': 'ERR_ACCESS_DENIED',
      'start a program': 'ERR_ACCESS_DENIED',
      'start a thread with other rights': 'ERR_ACCESS_DENIED',
      'look behind the modules': 'ERR_ACCESS_DENIED',
      'see a secret of the environment': 'not there',
    });
  });

  it('cannot load native code where the thread needs none', () => {
    const { workerFile, assetsFolder } = makeOptions();
    const start = (addons: boolean) => limitThread(workerFile, { assetsFolder, addons })?.execArgv;
    expect(start(false)).not.toContain('--allow-addons');
    expect(start(true)).toContain('--allow-addons');
  });
});
