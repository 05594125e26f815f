import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { measureBounds, outlineBounds } from '../../src/mesh/bounds.ts';
import { measureMesh } from '../../src/mesh/facts.ts';
import { measureOutline, readSvgOutline } from '../../src/mesh/outline.ts';
import { readBinaryStl } from '../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';
import { readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { cacheFolder, distFolder } from '../project-paths.ts';
import type { Measure } from './measure.ts';
import type { LibraryModel } from './models.ts';

/** How long the native program gets for one model. */
const LIMIT_S = 120;

const FOLDER = join(cacheFolder, 'native-libraries');
/** Where the libraries are unpacked: the native program's OPENSCADPATH. */
export const nativeLibraryFolder = join(FOLDER, 'libraries');

/** A measure, or why there is none. */
export type NativeMeasure =
  | { readonly measure: Measure }
  | { readonly measure: null; readonly reason: string };

/** Unpacks the bundled libraries for the native program, short paths included. */
export async function unpackLibraries(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  const assets = pathToFileURL(join(distFolder, 'assets/'));
  const { archives, shortPaths } = (await readManifest(assets)).libraries;
  for (const name of Object.keys(archives)) {
    const archive = unzipSync(readFileSync(new URL(`${ASSET_FILES.libraries}/${name}.zip`, assets)));
    for (const [path, bytes] of Object.entries(archive)) {
      for (const place of placesOf(`${name}/${path}`, shortPaths)) writeLibraryFile(place, bytes);
    }
  }
}

/** The full path of a library's file, and the short one if it has one. */
function placesOf(path: string, shortPaths: Readonly<Record<string, string>>): string[] {
  const short = Object.entries(shortPaths)
    .filter(([, target]) => path === target || path.startsWith(`${target}/`))
    .map(([name, target]) => name + path.slice(target.length));
  return [path, ...short];
}

function writeLibraryFile(path: string, bytes: Uint8Array): void {
  if (path.endsWith('/')) return;
  const file = join(nativeLibraryFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** Has the native program make a model, and measures it as ours is measured. */
export function measureNative(model: LibraryModel, kind: Measure['kind']): NativeMeasure {
  const source = join(FOLDER, 'model.scad');
  const output = join(FOLDER, kind === '3d' ? 'model.stl' : 'model.svg');
  rmSync(output, { force: true });
  writeFileSync(source, model.code);
  const format = kind === '3d' ? ['--export-format', 'binstl'] : [];
  const definitions = model.definitions.flatMap(definition => ['-D', definition]);
  const { status, error, stderr } = spawnSync('openscad', ['-o', output, ...format, ...definitions, source], {
    env: { ...process.env, OPENSCADPATH: nativeLibraryFolder },
    encoding: 'utf8',
    timeout: LIMIT_S * 1000,
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) return { measure: null, reason: `does not end within ${LIMIT_S} s` };
  if (status !== 0) return { measure: null, reason: firstComplaint(stderr) };
  return { measure: kind === '3d' ? measureStl(output) : measureSvg(output) };
}

function firstComplaint(log: string): string {
  const lines = log.split('\n').map(line => line.replaceAll(`${nativeLibraryFolder}/`, ''));
  return lines.find(line => /^(ERROR|WARNING|CGAL error)/.test(line)) ?? 'makes nothing of it';
}

function measureStl(file: string): Measure {
  const { positions, indices } = weldTriangles(readBinaryStl(readFileSync(file)));
  const { min, max } = measureBounds(positions);
  const { volume_mm3 } = measureMesh({ positions, indices, faceColors: null });
  return { kind: '3d', min: [...min], max: [...max], content: volume_mm3 };
}

function measureSvg(file: string): Measure {
  const outline = readSvgOutline(readFileSync(file, 'utf8'));
  const { min, max } = outlineBounds(outline);
  return { kind: '2d', min: [...min], max: [...max], content: measureOutline(outline).area_mm2 };
}
