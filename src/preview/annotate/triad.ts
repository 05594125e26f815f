import { type Quaternion, Vector3 } from 'three';
import { cssColor, isDark, mix, type Rgb, type Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import { capHeight_px, drawText, type Lettering } from './lettering.ts';
import type { Overlay } from './overlay.ts';
import { drawArrowHead, drawStrokes, moved, type Point } from './strokes.ts';

/** Lengths for a font of 13 px. */
const SIZES_PX = { arm: 27, width: 1.6, letterGap: 8, inset: 9, head: 0.9, dot: 1.8, ring: 5, font: 13 };

/** An arm seen shorter than this part of its length is drawn as an arrow's point or feathers. */
const END_ON = 0.18;

const NAMES = ['X', 'Y', 'Z'] as const;

/** Red, green, blue as CAD programs have them, dark enough for letters on a light background. */
const AXIS_RGB: readonly Rgb[] = [
  [0xd1, 0x22, 0x22],
  [0x1b, 0x8a, 0x2f],
  [0x23, 0x56, 0xd8],
];

/** The colours of x, y and z on the theme's background. */
export function axisColors(theme: Theme): readonly Rgb[] {
  return isDark(theme) ? AXIS_RGB.map(color => mix(color, [255, 255, 255], 0.4)) : AXIS_RGB;
}

/** The height of the triad's square at the picture's corner. */
export function triadSize_px({ triadUnit }: Detail): number {
  const { inset, arm, letterGap, font } = SIZES_PX;
  return (inset + arm + letterGap) * triadUnit + capHeight_px(font * triadUnit);
}

/** One arm of the triad in the picture. */
interface Arm {
  readonly name: string;
  readonly color: Rgb;
  /** From the origin to the arm's end; shorter when seen at an angle. */
  readonly way: Point;
  /** Larger is nearer to the eye. */
  readonly depth: number;
}

/**
 * The directions of the axes as arrows with letters, in the lower left corner of a picture: all three, or
 * x and y of a 2D model.
 */
export function drawTriad(
  orientation: Quaternion,
  height_px: number,
  detail: Detail,
  theme: Theme,
  dimensions: 2 | 3 = 3,
): Overlay {
  const arms = layOutArms(orientation, detail, theme).slice(0, dimensions);
  const lettering = { font_px: SIZES_PX.font * detail.triadUnit, theme };
  const reach = arms.map(arm => letterPlace(arm, arms, detail));
  const half = lettering.font_px / 2;
  // The triad moves so that it touches both borders, whichever way its arms point.
  const left = Math.min(0, ...reach.map(({ x }) => x - half));
  const bottom = Math.max(0, ...reach.map(({ y }) => y + half));
  const origin = {
    x: SIZES_PX.inset * detail.triadUnit - left,
    y: height_px - SIZES_PX.inset * detail.triadUnit - bottom,
  };
  return arms
    .toSorted((a, b) => a.depth - b.depth)
    .flatMap(arm => drawArm(arm, origin, letterPlace(arm, arms, detail), detail, lettering));
}

function layOutArms(orientation: Quaternion, { triadUnit: unit }: Detail, theme: Theme): Arm[] {
  const toEye = orientation.clone().invert();
  const colors = axisColors(theme);
  return NAMES.map((name, axis) => {
    const direction = new Vector3().setComponent(axis, 1).applyQuaternion(toEye);
    const length = SIZES_PX.arm * unit;
    const way = { x: direction.x * length, y: -direction.y * length };
    return { name, color: colors[axis], way, depth: direction.z };
  });
}

function isEndOn({ depth }: Arm): boolean {
  return 1 - depth * depth < END_ON * END_ON;
}

/** The middle of an arm's letter, from the origin: past its end, or opposite to the others if seen end on. */
function letterPlace(arm: Arm, arms: readonly Arm[], { triadUnit: unit }: Detail): Point {
  let { x, y } = arm.way;
  if (isEndOn(arm)) {
    x = -arms.reduce((sum, other) => sum + other.way.x, 0);
    y = -arms.reduce((sum, other) => sum + other.way.y, 0);
  }
  const length = Math.hypot(x, y) || 1;
  const distance = isEndOn(arm)
    ? SIZES_PX.letterGap * 1.6 * unit
    : Math.hypot(arm.way.x, arm.way.y) + SIZES_PX.letterGap * unit;
  return { x: (x / length) * distance, y: (y / length) * distance };
}

function drawArm(arm: Arm, origin: Point, letter: Point, detail: Detail, lettering: Lettering): string[] {
  const { triadUnit: unit } = detail;
  const { color, name } = arm;
  const baseline = origin.y + letter.y + capHeight_px(lettering.font_px) / 2;
  const text = drawText(name, origin.x + letter.x, baseline, 'middle', lettering, color);
  if (isEndOn(arm)) return [...drawEndOn(arm, origin, unit, lettering.theme), text];
  const length = Math.hypot(arm.way.x, arm.way.y);
  const direction = { x: arm.way.x / length, y: arm.way.y / length };
  const end = moved(origin, arm.way, 1);
  const neck = moved(end, direction, -Math.min(length, 6 * unit));
  return [
    drawStrokes([[origin, neck]], SIZES_PX.width * unit, color),
    drawArrowHead(end, direction, SIZES_PX.head * unit, color),
    text,
  ];
}

/** An arrow as seen from its point (a dot in a ring) or from its feathers (a cross in a ring). */
function drawEndOn({ depth, color }: Arm, { x, y }: Point, unit: number, { background }: Theme): string[] {
  const ring = SIZES_PX.ring * unit;
  const place = `cx="${x.toFixed(2)}" cy="${y.toFixed(2)}"`;
  const line = `stroke="${cssColor(color)}" stroke-width="${(SIZES_PX.width * 0.75 * unit).toFixed(2)}"`;
  const circle = `<circle ${place} r="${ring.toFixed(2)}" fill="${cssColor(background)}" ${line}/>`;
  if (depth > 0) {
    return [circle, `<circle ${place} r="${(SIZES_PX.dot * unit).toFixed(2)}" fill="${cssColor(color)}"/>`];
  }
  const half = ring * Math.SQRT1_2;
  const cross = drawStrokes(
    [
      [
        { x: x - half, y: y - half },
        { x: x + half, y: y + half },
      ],
      [
        { x: x - half, y: y + half },
        { x: x + half, y: y - half },
      ],
    ],
    SIZES_PX.width * 0.75 * unit,
    color,
  );
  return [circle, cross];
}
