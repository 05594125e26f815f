import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CUT_FACE_RGB } from '../src/contracts/mesh.ts';
import { readOff } from '../src/mesh/read-off.ts';
import { encodePng } from '../src/preview/index.ts';
import { decodePng } from '../test/support/decode-png.ts';
import {
  listNativeShots,
  NATIVE_MODELS,
  NATIVE_SIZE,
  type NativeModel,
  type NativeShot,
  nativePictureName,
} from '../test/support/native-fixtures.ts';
import { exportByBundled } from './bundled-openscad.ts';
import { hasNative, nativeVersion, startDisplay } from './native.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';

/**
 * `npx tsx scripts/make-native-fixtures.ts`, after `npm run build`: makes the meshes and pictures of
 * test/fixtures/native/ anew from the models there. Needs the Debian packages openscad and xvfb.
 *
 * The meshes come from the bundled OpenSCAD and the pictures from the native one, so that comparing them
 * compares all we do with all it does. Names of models restrict it to these.
 */

const folder = join(projectRoot, 'test', 'fixtures', 'native');

function makeMesh(model: NativeModel): Promise<void> {
  return model.meshBy === 'native' ? makeNativeMesh(model) : makeBundledMesh(model);
}

function writeMesh({ name }: NativeModel, stl: Uint8Array): void {
  writeFileSync(join(folder, `${name}.stl.gz`), gzipSync(stl, { level: 9 }));
}

/** Writes the mesh of the native program, which says nothing about what a subtraction left. */
async function makeNativeMesh(model: NativeModel): Promise<void> {
  const scratch = join(cacheFolder, 'native-mesh.stl');
  const source = join(folder, `${model.name}.scad`);
  execFileSync('openscad', ['--export-format', 'binstl', '-o', scratch, source], { stdio: 'ignore' });
  writeMesh(model, readFileSync(scratch));
}

/** Writes the mesh, with the faces that a subtraction left marked by their colour in the OFF file. */
async function makeBundledMesh(model: NativeModel): Promise<void> {
  const { name } = model;
  const [off, binstl] = await exportByBundled(readFileSync(join(folder, `${name}.scad`)), ['off', 'binstl']);
  const stl = Uint8Array.from(binstl);
  const { faceColors, faceStarts } = readOff(off);
  const triangles = new DataView(stl.buffer).getUint32(80, true);
  if (faceStarts.length - 1 !== triangles || faceColors === null) {
    throw new Error(`${name}: STL and OFF are not the same triangles`);
  }
  for (let triangle = 0; triangle < triangles; triangle++) {
    const isCut = CUT_FACE_RGB.every((value, channel) => faceColors[triangle * 4 + channel] === value);
    stl[84 + triangle * 50 + 48] = isCut ? 1 : 0;
  }
  writeMesh(model, stl);
}

/** The options that put the native camera where ours is. */
function cameraOptions({ camera, projection }: NativeShot): string[] {
  const options = projection === 'orthographic' ? ['--projection=ortho'] : [];
  if ('eye' in camera) return [...options, `--camera=${[...camera.eye, ...camera.center].join()}`];
  const { rotation, translation, distance } = camera;
  if (rotation === undefined && translation === undefined) return options;
  const numbers = [...(translation ?? [0, 0, 0]), ...(rotation ?? [55, 0, 25]), distance ?? 100];
  options.push(`--camera=${numbers.join()}`);
  if (distance === undefined) options.push('--viewall');
  if (translation === undefined) options.push('--autocenter');
  return options;
}

/** Has the native program draw a picture and stores it, as a palette when nothing is lost by that. */
function makePicture(model: NativeModel, shot: NativeShot): void {
  const scratch = join(cacheFolder, 'native-picture.png');
  const { width_px, height_px } = NATIVE_SIZE;
  const options = ['--render', `--imgsize=${width_px},${height_px}`, '--colorscheme=Cornfield'];
  const source = join(folder, `${model.name}.scad`);
  execFileSync('openscad', [...options, ...cameraOptions(shot), '-o', scratch, source], { stdio: 'ignore' });
  const native = readFileSync(scratch);
  const { rgba } = decodePng(native);
  const reduced = encodePng(width_px, height_px, rgba);
  const lossless = decodePng(reduced).rgba.every((value, at) => value === rgba[at]);
  writeFileSync(join(folder, nativePictureName(model, shot)), lossless ? reduced : native);
}

if (!hasNative()) {
  console.error('No native OpenSCAD to draw with: install the Debian packages openscad and xvfb.');
  process.exit(1);
}
const wanted = process.argv.slice(2);
const models = NATIVE_MODELS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
mkdirSync(cacheFolder, { recursive: true });
const stopDisplay = await startDisplay();
try {
  for (const model of models) {
    for (const file of readdirSync(folder)) {
      if (file.startsWith(`${model.name}.`) && file.endsWith('.png')) rmSync(join(folder, file));
    }
    await makeMesh(model);
    for (const shot of listNativeShots(model)) makePicture(model, shot);
    console.log(`${model.name} by ${nativeVersion()}`);
  }
} finally {
  stopDisplay();
}
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
console.log(`${Math.round(bytes / 1000)} kB in all`);
