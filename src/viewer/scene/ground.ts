import {
  type Box3,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  Group,
  LineBasicMaterial,
  LineSegments,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  Vector3,
} from 'three';

/** Colours of the ground's lines. */
export interface GroundColors {
  readonly background: number;
  readonly minor: number;
  readonly major: number;
}

/** Red, green, blue for x, y, z, as everywhere. */
export const AXIS_COLORS = [0xd64545, 0x3fa34d, 0x3f74c8] as const;

/** As a part of the model's size: so little nobody sees. */
const BEHIND_FACES = 1e-3;

/** Side of a letter on the screen, and of its texture. */
const LETTER_PX = 18;
const LETTER_TEXELS = 64;

/** The ground that models stand on: a grid at z = 0, and the axes from the origin. */
export interface Ground {
  readonly root: Group;
  /** Distance of the grid's lines. */
  readonly step_mm: number;
  /** Moves the axes out of the way of faces at z = 0; `height` tells whether the eye is above or below. */
  faceEye(height: number): void;
  /** Gives the letters their size on the screen; `scaleAt` tells the mm per pixel at a point. */
  resizeLetters(scaleAt: (point: Vector3) => number): void;
  dispose(): void;
}

/** Lines of the grid in one direction: a model that lies far away from the origin gets a coarser grid. */
const MAX_LINES = 500;

/** The longer side of what a ground has to cover. */
function reachFromOrigin({ min, max }: Box3): number {
  return Math.max(Math.max(max.x, 0) - Math.min(min.x, 0), Math.max(max.y, 0) - Math.min(min.y, 0));
}

function chooseStep_mm(size_mm: number, covered_mm: number): number {
  const fitting = Math.floor(Math.log10(size_mm / 2));
  const coarsest = Math.ceil(Math.log10(Math.max(covered_mm, 1e-2) / MAX_LINES));
  return 10 ** Math.max(fitting, coarsest);
}

/** Makes a ground for a model of some size: some ten steps of 1, 10, 100… mm, each tenth line stronger. */
export function buildGround(box: Box3, colors: GroundColors): Ground {
  const size = box.getSize(new Vector3());
  const reach = Math.max(size.x, size.y, 1e-2);
  const step_mm = chooseStep_mm(Math.max(reach, size.z), reachFromOrigin(box));
  const margin = Math.max(reach * 0.35, 2 * step_mm);
  const low = (value: number) => Math.floor((Math.min(value, 0) - margin) / step_mm);
  const high = (value: number) => Math.ceil((Math.max(value, 0) + margin) / step_mm);
  const [x0, x1] = [low(box.min.x), high(box.max.x)];
  const [y0, y1] = [low(box.min.y), high(box.max.y)];
  const ends: number[] = [];
  const tints: number[] = [];
  const [minor, major] = [new Color(colors.minor), new Color(colors.major)];
  const add = (at: number, line: readonly number[]) => {
    ends.push(...line.map(value => value * step_mm));
    const { r, g, b } = at % 10 === 0 ? major : minor;
    tints.push(r, g, b, r, g, b);
  };
  for (let x = x0; x <= x1; x++) add(x, [x, y0, 0, x, y1, 0]);
  for (let y = y0; y <= y1; y++) add(y, [x0, y, 0, x1, y, 0]);
  const grid = coloredLines(ends, tints);
  const arms = [Math.max(x1 * 0.92, 1), Math.max(y1 * 0.92, 1), Math.max(x1, y1) * 0.4].map(n => n * step_mm);
  arms[2] = Math.max(arms[2], box.max.z * 1.12);
  const axisEnds = arms.map((length, axis) => new Vector3().setComponent(axis, length));
  const axes = coloredLines(
    axisEnds.flatMap(({ x, y, z }) => [0, 0, 0, x, y, z]),
    AXIS_COLORS.flatMap(color => {
      const { r, g, b } = new Color(color);
      return [r, g, b, r, g, b];
    }),
  );
  // The grid is background: it never crosses a model, whose faces may lie at z = 0.
  grid.material.depthTest = false;
  grid.material.depthWrite = false;
  grid.renderOrder = -1;
  const letters = axisEnds.map((end, axis) => axisLetter('XYZ'[axis], AXIS_COLORS[axis], end));
  const parts = [grid.geometry, grid.material, axes.geometry, axes.material];
  const textures = letters.flatMap(({ material }) => [material, material.map]);
  const root = new Group().add(grid, axes, ...letters);
  return {
    root,
    step_mm,
    faceEye(height) {
      axes.position.z = -Math.sign(height) * BEHIND_FACES * reach;
    },
    resizeLetters(scaleAt) {
      for (const letter of letters) letter.scale.setScalar(LETTER_PX * scaleAt(letter.position));
    },
    dispose() {
      for (const part of [...parts, ...textures]) part?.dispose();
    },
  };
}

function coloredLines(
  ends: readonly number[],
  tints: readonly number[],
): LineSegments<BufferGeometry, LineBasicMaterial> {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3));
  geometry.setAttribute('color', new BufferAttribute(Float32Array.from(tints), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ vertexColors: true }));
}

/** A letter that always faces the eye, and hides behind the model. */
function axisLetter(letter: string, color: number, place: Vector3): Sprite {
  const canvas = document.createElement('canvas');
  canvas.width = LETTER_TEXELS;
  canvas.height = LETTER_TEXELS;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.font = `600 ${LETTER_TEXELS * 0.8}px sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = `#${color.toString(16).padStart(6, '0')}`;
    context.fillText(letter, LETTER_TEXELS / 2, LETTER_TEXELS / 2);
  }
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map }));
  sprite.position.copy(place).multiplyScalar(1.04);
  return sprite;
}
