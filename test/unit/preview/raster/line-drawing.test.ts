import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { box, colored, cube, insideOut, merge, torus } from '../../../support/meshes.ts';
import { pixelAt } from '../../../support/pictures.ts';
import { render, type View } from './render.ts';

const front = { view: 'front', projection: 'orthographic' } as const;
/** Of a front view 120 px high from 120 mm away. */
const MM_PER_PX = (2 * 120 * Math.tan((11.25 * Math.PI) / 180)) / 120;

/** The pixel at a place of a front view, given in mm. */
function pixelOf(mesh: Mesh, view: View, x_mm: number, z_mm: number): number[] {
  const { image } = render(mesh, { ...front, ...view });
  return pixelAt(image, Math.floor(80 + x_mm / MM_PER_PX), Math.floor(60 - z_mm / MM_PER_PX));
}

describe('xray', () => {
  const solid = box([-20, -20, -20], [20, 20, 20]);
  const hollow = merge(solid, insideOut(box([-8, -8, -8], [8, 8, 8])));
  const view = { style: 'xray' } as const;

  it('shows a cavity', () => {
    const wall = pixelOf(hollow, view, 14, 0);
    const cavity = pixelOf(hollow, view, 3, 3);
    expect(wall).toEqual(pixelOf(solid, view, 14, 0));
    expect(pixelOf(solid, view, 3, 3)).toEqual(wall);
    expect(wall[2] - cavity[2]).toBeGreaterThan(20);
  });

  it('shows a hidden hole as less of everything', () => {
    // A frame with a hole, behind a plate.
    const plate = box([-20, -20, -20], [20, -18, 20]);
    const frame = merge(
      box([-20, 0, -20], [-6, 4, 20]),
      box([6, 0, -20], [20, 4, 20]),
      box([-6, 0, -20], [6, 4, -6]),
      box([-6, 0, 6], [6, 4, 20]),
    );
    const mesh = merge(plate, frame);
    expect(pixelOf(mesh, view, 2, 2)).toEqual(pixelOf(plate, view, 2, 2));
    expect(pixelOf(mesh, view, 12, 12)[2]).toBeLessThan(pixelOf(mesh, view, 2, 2)[2] - 10);
  });

  it('does not depend on the order of the faces', () => {
    const bricks = merge(
      colored(box([-15, -15, -15], [5, 5, 5]), () => [200, 40, 40, 255]),
      colored(box([-5, -4, -3], [15, 15, 15]), () => [40, 40, 200, 255]),
    );
    const order = Uint32Array.from(bricks.indices);
    const colors = Uint8Array.from(bricks.faceColors ?? []);
    const turned: Mesh = {
      positions: bricks.positions,
      indices: Uint32Array.from([...order.subarray(36), ...order.subarray(0, 36)]),
      faceColors: Uint8Array.from([...colors.subarray(48), ...colors.subarray(0, 48)]),
    };
    expect(render(turned, view).image.rgba).toEqual(render(bricks, view).image.rgba);
  });

  it('has the lines that the body hides', () => {
    const beside = pixelOf(hollow, view, 0, 8 - 2 * MM_PER_PX);
    const line = Math.min(...[-1, 0, 1].map(step => pixelOf(hollow, view, 0, 8 + step * MM_PER_PX)[0]));
    expect(line).toBeLessThan(beside[0] - 25);
  });

  it('has nothing of what a section takes away', () => {
    const cut = { axis: 0, offset_mm: 0, removedSide: 1 } as const;
    const background = [...themeOf('Cornfield').background, 255];
    expect(pixelOf(hollow, { ...view, cut }, 14, 0)).toEqual(background);
    expect(pixelOf(hollow, { ...view, cut }, -14, 0)).toEqual(pixelOf(hollow, view, -14, 0));
  });
});

describe('wireframe', () => {
  const view = { style: 'wireframe' } as const;
  const background = themeOf('Cornfield').background;

  /** How dark the darkest pixel within two pixels of a place is: 0 for the background, 1 for black. */
  function inkNear(mesh: Mesh, changes: View, x_mm: number, z_mm: number): number {
    const values: number[] = [];
    for (let dx = -2; dx <= 2; dx++) {
      for (let dz = -2; dz <= 2; dz++) {
        values.push(pixelOf(mesh, changes, x_mm + dx * MM_PER_PX, z_mm + dz * MM_PER_PX)[0]);
      }
    }
    return 1 - Math.min(...values) / background[0];
  }

  it('draws edges in front dark, edges behind faint, and no faces', () => {
    const mesh = merge(box([-20, -20, -20], [20, -10, 20]), box([-9, 0, -9], [9, 5, 9]));
    expect(pixelOf(mesh, view, 4, 4)).toEqual([...background, 255]);
    const outline = inkNear(mesh, view, 20, 3);
    const hidden = inkNear(mesh, view, 9, 3);
    expect(outline).toBeGreaterThan(0.4);
    expect(hidden).toBeGreaterThan(0.08);
    expect(hidden).toBeLessThan(0.3);
  });

  it('draws no line between the triangles of a plane', () => {
    // The diagonal of the front goes through its middle.
    expect(inkNear(cube(30), view, 0, 0)).toBe(0);
  });

  it('draws the contour of what is round, hidden or not', () => {
    const ring = torus(12, 5, 96, 48);
    const screen = box([-20, -30, -20], [20, -28, 20]);
    expect(inkNear(ring, view, 17, 0)).toBeGreaterThan(0.4);
    const hidden = inkNear(merge(screen, ring), view, 17, 0);
    expect(hidden).toBeGreaterThan(0.08);
    expect(hidden).toBeLessThan(0.3);
  });

  it('leaves out small bends where lines would be too dense, and tells', () => {
    const fine = render(torus(12, 5, 160, 80), view);
    expect(fine.linesOmitted).toBe(true);
    const blank = Array.from({ length: 160 * 120 }, (_, i) => fine.image.rgba[i * 4] === background[0]);
    expect(blank.filter(Boolean).length).toBeGreaterThan(0.9 * blank.length);
    expect(render(torus(12, 5, 8, 5), { ...view, width_px: 640, height_px: 480 }).linesOmitted).toBe(false);
    expect(render(cube(20), view).linesOmitted).toBe(false);
  });

  it('paints the cut surface of a section', () => {
    const cut = { axis: 1, offset_mm: 0, removedSide: -1 } as const;
    const [red, , blue] = pixelOf(cube(30), { ...view, cut }, 4, 4);
    expect(red).toBeGreaterThan(blue + 50);
  });
});
