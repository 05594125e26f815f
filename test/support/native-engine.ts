import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvaluationProduct } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { FileSet } from '../../src/contracts/model.ts';
import type { EvaluationJob } from '../../src/contracts/ports.ts';
import { NativeEngine, type NativeEngineOptions } from '../../src/engine/native/native-engine.ts';
import { encloseProcess, findSystemPrograms } from '../../src/engine/native/sandbox.ts';
import { needsColor } from '../../src/engine/needs-color.ts';
import { readNative, screenFiles } from '../../workers/native.ts';

const MB = 1024 * 1024;

/** An installed OpenSCAD, as Debian has it; null where there is none. */
export const INSTALLED = ['/usr/bin/openscad'].find(path => existsSync(path)) ?? null;

/** Bubblewrap; null where it is not installed or cannot make namespaces, as in many containers. */
export const WORKING_BWRAP = findWorkingBwrap();

function findWorkingBwrap(): string | null {
  const { bwrap } = findSystemPrograms();
  if (bwrap === null) return null;
  const [file, ...args] = encloseProcess(bwrap, '/usr/bin/env', null, ['/usr/bin/env']);
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0 ? bwrap : null;
}

/** A folder for binaries and staged models, with an engine that uses them. */
export interface NativeLab {
  readonly folder: string;
  /** A folder whose path any program can be given. */
  readonly plainFolder: string;
  /** Folders of runs that are still there. */
  listStages(): string[];
  makeEngine(binary: string, changes?: Partial<NativeEngineOptions>): NativeEngine;
  remove(): void;
}

/** Makes a lab; its path has all that a shell would take for something else. */
export function openNativeLab(): NativeLab {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'native-lab-')));
  const folder = join(root, `a b'c"$(touch x);&|<y>`);
  const stages = join(folder, 'stages');
  mkdirSync(stages, { recursive: true });
  return {
    folder,
    plainFolder: root,
    listStages: () => readdirSync(stages),
    makeEngine: (binary, changes = {}) =>
      new NativeEngine({
        binary,
        allowUnsandboxed: false,
        programs: findSystemPrograms(),
        limits: { memoryBytes: 512 * MB, fileBytes: LIMITS.maxOutputBytes, cpu_s: 60 },
        maxProcesses: 2,
        maxQueue: 10,
        prepareFolder: async () => stages,
        toRequest: async ({ fileSet, definitions, product }) => ({
          ...fileSet,
          fonts: [],
          definitions,
          product,
          colors: product === 'geometry' && needsColor(fileSet, fileSet.libraries),
          outputBytes: LIMITS.maxOutputBytes,
        }),
        screen: screenFiles,
        readGeometry: async outputs => readNative(outputs),
        ...changes,
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A model of one file, or of several of which the first is the entry. */
export function jobOf(
  source: string | Readonly<Record<string, string | Uint8Array>>,
  { definitions = [], product = 'geometry' }: { definitions?: string[]; product?: EvaluationProduct } = {},
): EvaluationJob {
  const sources = typeof source === 'string' ? { 'main.scad': source } : source;
  const files = Object.entries(sources).map(([path, text]) => ({
    path,
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    isSource: path.endsWith('.scad'),
  }));
  const fileSet: FileSet = { entry: files[0].path, files, libraries: [] };
  return { fileSet, definitions, product };
}
