import { expect } from 'vitest';
import { decodePng } from '../../support/decode-png.ts';
import { countDrawn } from '../../support/pictures.ts';
import type { ToolResult } from '../../support/server.ts';

/** OpenSCAD's own look, small: the background is one colour and nothing is added. */
export const PLAIN = { style: 'flat', color_scheme: 'Cornfield', width_px: 120, height_px: 90 } as const;

/** The model is in the picture, and neither a dot nor all there is. */
export function expectDrawn({ images, report }: ToolResult): void {
  const picture = decodePng(images[0]);
  const share = countDrawn(picture) / (picture.width_px * picture.height_px);
  expect(share, report.summary).toBeGreaterThan(0.01);
  expect(share, report.summary).toBeLessThan(0.99);
}

/** There is a picture of the size of {@link PLAIN}. */
export function expectPicture({ images }: ToolResult): void {
  const { width_px, height_px } = decodePng(images[0]);
  expect([width_px, height_px]).toEqual([120, 90]);
}
