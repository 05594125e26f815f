import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type DecodedPng, decodePng } from './decode-png.ts';

const FOLDER = new URL('../golden/viewer/', import.meta.url);

/** A channel that differs by more is another colour, and not another rounding of the same. */
const SAME_COLOR = 40;

/** Pixels that may differ: letters, whose fonts are those of the system, and the rims of shapes. */
const MAX_DIFFERENT = 0.03;

/** Tells pixels that are of interest by their channels, 0–255. */
export type IsColor = (red: number, green: number, blue: number) => boolean;

/** Faces that nobody coloured, in any light. */
export const isYellow: IsColor = (red, green, blue) => red > 90 && green > 0.72 * red && blue < 0.5 * red;

/** The cap of a section and its hatching. */
export const isCap: IsColor = (red, green, blue) => red > 110 && green < 0.5 * red && blue < 0.35 * red;

/** How many pixels have a colour, and the box around them, right and bottom included. */
export function findColor(png: Uint8Array, isColor: IsColor) {
  const { rgba, width_px, height_px } = decodePng(png);
  const box = { left: width_px, top: height_px, right: -1, bottom: -1 };
  let count = 0;
  for (let at = 0; at < width_px * height_px; at++) {
    if (!isColor(rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2])) continue;
    count++;
    const [x, y] = [at % width_px, Math.floor(at / width_px)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return { count, ...box };
}

/** The part of the pixels that differ, 0–1; 1 for pictures of different sizes. */
export function differingShare(a: Uint8Array, b: Uint8Array): number {
  const [one, other]: DecodedPng[] = [decodePng(a), decodePng(b)];
  if (one.width_px !== other.width_px || one.height_px !== other.height_px) return 1;
  let different = 0;
  for (let at = 0; at < one.rgba.length; at += 4) {
    const distance = Math.max(...[0, 1, 2].map(k => Math.abs(one.rgba[at + k] - other.rgba[at + k])));
    if (distance > SAME_COLOR) different++;
  }
  return different / (one.rgba.length / 4);
}

/**
 * Compares a screenshot with the one on record in test/golden/viewer, which somebody has looked at. With the variable
 * `UPDATE_VIEWER_GOLDENS` it is put on record instead, for somebody to look at.
 */
export function expectGolden(name: string, png: Uint8Array): void {
  const file = new URL(`${name}.png`, FOLDER);
  if (process.env.UPDATE_VIEWER_GOLDENS) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, png);
    return;
  }
  expect(differingShare(png, readFileSync(file)), `${name} differs from the picture on record`).toBeLessThan(
    MAX_DIFFERENT,
  );
}
