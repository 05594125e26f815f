import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mesh } from '../src/contracts/mesh.ts';
import { DEFAULT_PICTURE, type PictureRequest } from '../src/contracts/picture.ts';
import { readBinaryStl } from '../src/mesh/read-stl.ts';
import { weldTriangles } from '../src/mesh/weld.ts';
import { drawModel, encodePng } from '../src/preview/index.ts';
import { NATIVE_MODELS, readNativeMesh } from '../test/support/native-fixtures.ts';
import { exportByBundled } from './bundled-openscad.ts';
import { hasNative, nativeVersion, startDisplay } from './native.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';
import { median } from './statistics.ts';

/**
 * `npm run bench:pictures`: pictures of 800x600 by this renderer and by a native OpenSCAD from the same
 * triangles, by turns in one run, so that a busy machine slows both. Only ratios mean anything.
 *
 * Ours is drawing and encoding with a mesh in memory and warm code, as in a drawing thread of the server;
 * modules run through tsx, unbundled. Native is its own process with the X server already up, which reads
 * the triangles from a binary STL. `--runs N` sets how often.
 */

const runsFlag = process.argv.indexOf('--runs');
const RUNS = runsFlag < 0 ? 7 : Number(process.argv[runsFlag + 1]);

/** Pictures drawn before anything is measured: the engine goes on compiling and improving for so long. */
const WARM_UP_RUNS = 40;

/** Pictures drawn before each comparison, to have memory ready for that mesh. */
const GET_READY_RUNS = 4;

/** As `render_model` draws when it is not told otherwise. */
const REQUEST: PictureRequest = { ...DEFAULT_PICTURE, layout: 'separate' };

const SHEET: PictureRequest = { ...REQUEST, views: ['iso', 'front', 'right', 'top'], layout: 'sheet' };

const captionFontFile = join(projectRoot, 'dist', 'assets', 'fonts', 'LiberationSans-Regular.ttf');

/** Values of `detail` in bench-models/knobs.scad for about 10 000, 100 000 and 700 000 triangles. */
const DETAILS = [32, 108, 290];

/** A model in both forms. */
interface Subject {
  readonly mesh: Mesh;
  readonly triangles: number;
  readonly stl: Uint8Array;
  /** A model that imports the STL, for the native program. */
  readonly importer: string;
}

async function makeSubject(detail: number): Promise<Subject> {
  const source = readFileSync(join(projectRoot, 'scripts', 'bench-models', 'knobs.scad'));
  const [stl] = await exportByBundled(source, ['binstl'], [`detail=${detail}`]);
  const importer = join(cacheFolder, `knobs-${detail}.scad`);
  writeFileSync(join(cacheFolder, `knobs-${detail}.stl`), stl);
  writeFileSync(importer, `import("knobs-${detail}.stl");\n`);
  return { ...readMesh(stl), stl, importer };
}

function readMesh(stl: Uint8Array): { mesh: Mesh; triangles: number } {
  const mesh = weldTriangles(readBinaryStl(stl));
  return { mesh, triangles: mesh.indices.length / 3 };
}

function timeMs(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function draw(mesh: Mesh, request: PictureRequest): Uint8Array {
  const [{ width_px, height_px, rgba }] = drawModel({ kind: '3d', mesh }, request, { captionFontFile });
  return encodePng(width_px, height_px, rgba);
}

function drawNatively({ importer }: Subject): void {
  const file = join(cacheFolder, 'bench-picture.png');
  const args = ['--render', '--imgsize=800,600', '-o', file, importer];
  const { status } = spawnSync('openscad', args, { stdio: 'ignore' });
  if (status !== 0) throw new Error('the native OpenSCAD drew nothing');
}

/** Pictures of ours per turn: the first one after a pause waits for the processor to wake up. */
const PICTURES_PER_TURN = 3;

/** Measures ours against native by turns; returns the milliseconds of one picture in each turn, ours first. */
function takeTurns(ours: () => void, native: () => void): [number, number][] {
  for (let run = 0; run < GET_READY_RUNS; run++) ours();
  return Array.from({ length: RUNS }, () => {
    const pictures = Array.from({ length: PICTURES_PER_TURN }, () => timeMs(ours));
    return [median(pictures), timeMs(native)];
  });
}

/** A line with the ratio of medians, and the smallest and largest ratio of a single turn. */
function report(name: string, turns: readonly [number, number][]): void {
  const ours = median(turns.map(([our]) => our));
  const native = median(turns.map(([, other]) => other));
  const ratios = turns.map(([our, other]) => other / our);
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  console.log(
    `${name.padEnd(46)} ${(native / ours).toFixed(2).padStart(6)} ${spread.padStart(12)} ${ours.toFixed(0).padStart(8)} ${native.toFixed(0).padStart(9)}`,
  );
}

/** What pictures of everyday models take when they are sent. */
function reportSizes(subjects: readonly Subject[]): void {
  const meshes = [...NATIVE_MODELS.map(readNativeMesh), ...subjects.map(({ mesh }) => mesh)];
  const kilobytes = (request: PictureRequest) =>
    meshes.map(mesh => Math.round(draw(mesh, request).length / 1000));
  const list = (sizes: readonly number[]) => `${sizes.join(', ')} (median ${median(sizes)})`;
  console.log(`\nPNG in kB: pictures ${list(kilobytes(REQUEST))}`);
  console.log(`           sheets   ${list(kilobytes(SHEET))}`);
}

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian packages openscad and xvfb.');
  process.exit(1);
}
mkdirSync(cacheFolder, { recursive: true });
const stopDisplay = await startDisplay();
console.log(`800x600 against ${nativeVersion()}, ${RUNS} turns; ratio = native / ours, above 1 is faster\n`);
console.log(`${''.padEnd(46)}  ratio       spread  ours ms native ms`);
try {
  const subjects: Subject[] = [];
  for (const detail of DETAILS) subjects.push(await makeSubject(detail));
  for (let run = 0; run < WARM_UP_RUNS; run++) draw(subjects[0].mesh, REQUEST);
  for (const subject of subjects) {
    const { mesh, stl, triangles } = subject;
    const native = () => drawNatively(subject);
    report(
      `${triangles} triangles`,
      takeTurns(() => draw(mesh, REQUEST), native),
    );
    report(
      `${triangles} triangles, reading the STL too`,
      takeTurns(() => draw(readMesh(stl).mesh, REQUEST), native),
    );
  }
  const [, middle] = subjects;
  report(
    `${middle.triangles} triangles, sheet against one picture`,
    takeTurns(
      () => draw(middle.mesh, SHEET),
      () => drawNatively(middle),
    ),
  );
  reportSizes(subjects);
} finally {
  stopDisplay();
}
