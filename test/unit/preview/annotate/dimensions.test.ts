import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { NAMED_VIEWS, type NamedView } from '../../../../src/contracts/picture.ts';
import { detailFor } from '../../../../src/preview/annotate/detail.ts';
import {
  type DimensionMark,
  dimensionBounds,
  drawDimension,
  layOutDimension,
} from '../../../../src/preview/annotate/dimension-mark.ts';
import { layOutBoxDimensions } from '../../../../src/preview/annotate/dimensions.ts';
import { formatNumber } from '../../../../src/preview/annotate/format-number.ts';
import { textWidth_px } from '../../../../src/preview/annotate/lettering.ts';
import type { Point } from '../../../../src/preview/annotate/strokes.ts';
import { orthographicView } from '../../../../src/preview/annotate/view.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { boxCorners, measureBox } from '../../../../src/preview/scene/model-box.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { box, merge } from '../../../support/meshes.ts';
import { pictureRequest } from '../../../support/pictures.ts';
import { findTexts } from './svg-texts.ts';

const detail = detailFor(pictureRequest({ width_px: 800, height_px: 600 }), 800, 600);
const MM_PER_PX = 0.2;

/** The dimensions of a model in a named view, and its box's place in the picture. */
function dimensions({ positions }: Mesh, view: NamedView) {
  const measured = measureBox(positions);
  const seen = orthographicView(orientationOf(VIEW_ROTATIONS_DEG[view]), MM_PER_PX, measured);
  const corners = boxCorners(measured).flatMap(corner => seen.project(corner.toArray()) ?? []);
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const part = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  return { marks: layOutBoxDimensions({ points: positions, box: measured }, seen, detail), part };
}

function length({ arrows: [from, to] }: DimensionMark): number {
  return Math.hypot(to.tip.x - from.tip.x, to.tip.y - from.tip.y);
}

const SIDE_VIEWS = ['front', 'back', 'left', 'right', 'top', 'bottom'] as const;
const side = fc.integer({ min: 500, max: 12_000 }).map(hundredths => hundredths / 100);

describe('the dimensions of a box', () => {
  it('are its two visible sides, below and at the left, in every view along an axis', () => {
    fc.assert(
      fc.property(side, side, side, fc.constantFrom(...SIDE_VIEWS), (x, y, z, view) => {
        const { marks, part } = dimensions(box([-3, -2, 1], [x - 3, y - 2, z + 1]), view);
        const [width, height] = view === 'top' || view === 'bottom' ? [x, y] : [x, z];
        const across = view === 'left' || view === 'right' ? y : width;
        expect(marks.map(({ label }) => label)).toEqual([across, height].map(formatNumber));
        for (const mark of marks) {
          expect(length(mark) * MM_PER_PX).toBeCloseTo(Number(mark.label), 1);
        }
        const [below, left] = marks;
        expect(below.text.y).toBeGreaterThan(part.bottom + 5);
        expect(left.text.x).toBeLessThan(part.left - 5);
      }),
    );
  });

  it('are all three, outside of the box, in views at an angle', () => {
    for (const view of ['iso', 'dimetric'] as const) {
      const { marks } = dimensions(box([0, 0, 0], [64.25, 46, 56.1]), view);
      expect(marks.map(({ label }) => label)).toEqual(['64.25', '46', '56.1']);
      const [x, y, z] = marks;
      expect(x.text.y).toBeGreaterThan(100);
      expect(y.text.x).toBeGreaterThan(100);
      expect(z.text.x).toBeLessThan(-100);
    }
  });

  it('never have a number over the box', () => {
    fc.assert(
      fc.property(side, side, side, fc.constantFrom(...SIDE_VIEWS), (x, y, z, view) => {
        const { marks, part } = dimensions(box([0, 0, 0], [x, y, z]), view);
        for (const { text, label } of marks) {
          const halfWidth = textWidth_px(label, detail.font_px) / 2;
          const halfHeight = 0.365 * detail.font_px;
          const outside =
            text.y - halfHeight > part.bottom ||
            text.y + halfHeight < part.top ||
            text.x + halfWidth < part.left ||
            text.x - halfWidth > part.right;
          expect(outside).toBe(true);
        }
      }),
    );
  });

  it('leave out an axis along which there is nothing', () => {
    const { marks } = dimensions(box([0, 0, 0], [40, 30, 0]), 'iso');
    expect(marks.map(({ label }) => label)).toEqual(['40', '30']);
  });
});

describe('a dimension of a part that does not fill its box', () => {
  // An L seen from the right: a low plate with a wall at the back.
  const bracket = merge(box([0, 0, 0], [60, 40, 5]), box([0, 35, 0], [60, 40, 50]));

  it('stands where the part is', () => {
    const right = dimensions(bracket, 'right');
    expect(right.marks[1].label).toBe('50');
    expect(right.marks[1].text.x).toBeGreaterThan(right.part.right);
    const iso = dimensions(bracket, 'iso');
    expect(iso.marks[2].text.x).toBeGreaterThan(iso.part.right - 60);
  });

  it('has extension lines that reach to the part', () => {
    // A cross: the ends of its arms are in the middle of the box's sides.
    const cross = merge(box([-40, -5, 0], [40, 5, 10]), box([-5, -30, 0], [5, 30, 10]));
    const { marks, part } = dimensions(cross, 'top');
    const startOf = ({ extensions }: DimensionMark) => extensions.map(([from]) => from);
    const arm = (part.bottom + part.top) / 2 + 5 / MM_PER_PX;
    for (const { y } of startOf(marks[0])) expect(y).toBeCloseTo(arm + 4 * detail.unit, 5);
    expect(marks[0].hideable).toEqual([]);
  });

  it('tells what the part may hide of them at an angle', () => {
    const rounded = merge(box([0, 10, 0], [60, 40, 20]), box([10, 0, 0], [50, 40, 20]));
    const [x] = dimensions(rounded, 'iso').marks;
    expect(x.hideable).toEqual([
      { from: [0, 10, 0], to: [0, 0, 0] },
      { from: [60, 10, 0], to: [60, 0, 0] },
    ]);
  });
});

describe('a dimension', () => {
  const horizontal = (length_px: number, label = '64.25') => {
    const [from, to]: [Point, Point] = [
      { x: 100, y: 200 },
      { x: 100 + length_px, y: 200 },
    ];
    const down = { x: 0, y: 1 };
    const edge = { from, to, fromStart: from, toStart: to, fromShift: down, toShift: down };
    const mark = layOutDimension({ ...edge, hideable: [], label }, detail);
    expect(mark).not.toBeNull();
    return mark ?? expect.fail();
  };

  it('has its number in a gap of the line, between arrows that point outwards', () => {
    const { text, lines, arrows, extensions } = horizontal(200);
    expect(text.x).toBe(200);
    expect(lines).toHaveLength(2);
    expect(lines[0][1].x).toBeLessThan(180);
    expect(lines[1][0].x).toBeGreaterThan(220);
    expect(arrows.map(({ direction }) => direction.x)).toEqual([-1, 1]);
    expect(arrows.map(({ tip }) => tip.x)).toEqual([100, 300]);
    expect(extensions[0][1].y).toBeGreaterThan(arrows[0].tip.y);
  });

  it('has its number outside where the line is short', () => {
    const { text, lines, arrows } = horizontal(40);
    expect(text.y).toBeGreaterThan(arrows[0].tip.y + 5);
    expect(lines).toHaveLength(1);
    expect(arrows[0].direction.x).toBe(-1);
  });

  it('has its arrows outside too where the line is very short', () => {
    const { lines, arrows } = horizontal(10);
    expect(arrows.map(({ direction }) => direction.x)).toEqual([1, -1]);
    expect(lines[0][0].x).toBeLessThan(95);
    expect(lines[0][1].x).toBeGreaterThan(115);
  });

  it('is null for an edge seen end on', () => {
    const point = { x: 1, y: 1 };
    const edge = { from: point, to: point, fromStart: point, toStart: point };
    const shifts = { fromShift: { x: 0, y: 1 }, toShift: { x: 0, y: 1 } };
    expect(layOutDimension({ ...edge, ...shifts, hideable: [], label: '1' }, detail)).toBeNull();
  });

  it('is drawn with its number upright and in the middle, within its bounds', () => {
    const theme = themeOf('Cornfield');
    for (const view of NAMED_VIEWS) {
      for (const mark of dimensions(box([0, 0, 0], [64.25, 46, 56.1]), view).marks) {
        const drawn = drawDimension(mark, detail, { font_px: detail.font_px, theme });
        expect(drawn.join('')).not.toMatch(/transform|rotate/);
        const [text] = findTexts(drawn);
        expect(text).toMatchObject({ text: mark.label, anchor: 'middle' });
        const bounds = dimensionBounds(mark, detail);
        expect(text.x).toBeCloseTo(mark.text.x, 0);
        expect(text.y).toBeGreaterThan(bounds.top);
        expect(text.y).toBeLessThan(bounds.bottom);
      }
    }
  });
});
