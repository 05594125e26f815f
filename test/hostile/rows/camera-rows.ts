import type { HostileRow } from './hostile-row.ts';
import { expectPicture, PLAIN } from './picture-checks.ts';

const CUBE = 'cube(10, center = true);';
const CAMERAS: readonly (readonly [string, object])[] = [
  ['within the model', { eye: [0, 0, 0], center: [1, 0, 0] }],
  ['on its surface', { eye: [5, 0, 0], center: [0, 0, 0] }],
  ['that looks away', { eye: [100, 0, 0], center: [200, 0, 0] }],
  ['at what it looks at', { eye: [3, 3, 3], center: [3, 3, 3] }],
  ['with up along the view', { eye: [0, 0, 100], center: [0, 0, 0], up: [0, 0, 1] }],
  ['with no up', { eye: [50, 0, 0], center: [0, 0, 0], up: [0, 0, 0] }],
  ['straight above', { eye: [0, 0, 50], center: [0, 0, 0] }],
  ['a kilometre away', { eye: [1e6, 1e6, 1e6], center: [0, 0, 0] }],
  ['of the narrowest view', { fov: 0.1 }],
  ['of the widest view', { fov: 175 }],
  ['at no distance', { distance: 0 }],
  ['at a small distance', { translation: [0, 0, 0], distance: 1e-9 }],
  ['turned a million times', { rotation: [1e6, -1e6, 1e6] }],
];

/** Cameras that see nothing, and sections of nothing. */
export const CAMERA_ROWS: readonly HostileRow[] = [
  ...CAMERAS.map(
    ([title, camera]): HostileRow => ({
      id: 72,
      title: `a camera ${title}`,
      args: { ...PLAIN, code: CUBE, camera },
      expected: 'ok',
      check: expectPicture,
    }),
  ),
  ...[
    { fov: 0 },
    { fov: 180 },
    { fov: -10 },
    { distance: -1 },
    { distance: 1e300 },
    { eye: [0, 0, 0] },
    { eye: [1, 2], center: [0, 0, 0] },
    { eye: [null, 0, 0], center: [0, 0, 0] },
    { eye: [1e300, 0, 0], center: [0, 0, 0] },
    { eye: [1, 0, 0], center: [0, 0, 0], fov: 20 },
    {},
    { near: 10, far: 1 },
  ].map(
    (camera): HostileRow => ({
      id: 72,
      title: `no camera: ${JSON.stringify(camera)}`,
      args: { code: CUBE, camera },
      expected: 'INVALID_INPUT',
      message: /camera/,
    }),
  ),
  ...[
    '$vpd = 0;',
    '$vpd = -5;',
    '$vpf = 180;',
    '$vpf = 0 / 0;',
    '$vpt = [0 / 0, 1 / 0, 0];',
    '$vpr = "x";',
    '$vpr = [1e308, 1, 1];',
  ].map(
    (code): HostileRow => ({
      id: 72,
      title: `a file that sets ${code}`,
      args: { ...PLAIN, code: `${code}\n${CUBE}` },
      expected: 'ok',
      check: expectPicture,
    }),
  ),
  ...[-1e6, 0, 1e6].map(
    (offset_mm): HostileRow => ({
      id: 72,
      title: `a section at ${offset_mm} mm`,
      args: { ...PLAIN, code: CUBE, section: { axis: 'x', offset_mm } },
      expected: 'ok',
      check: expectPicture,
    }),
  ),
];
