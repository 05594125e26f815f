/** A picture whose pixel at x, y has the colour given by `paint`: red, green, blue, alpha, 0–255. */
export function paint(
  width_px: number,
  height_px: number,
  colorAt: (x: number, y: number) => readonly [number, number, number, number],
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width_px * height_px * 4);
  for (let i = 0; i < width_px * height_px; i++) {
    rgba.set(colorAt(i % width_px, Math.floor(i / width_px)), i * 4);
  }
  return rgba;
}

/** 160 x 120: many colours of one hue on a background, as a lit ball has, in a halo hardly unlike it. */
export const ball = paint(160, 120, (x, y) => {
  const height = ballHeight(x, y);
  if (height < 0 && height > -1) return [252, 252, 227, 255];
  if (height < 0) return [255, 255, 229, 255];
  return [...ballColor(x, y, height), 255];
});

/** 160 x 120: the ball alone, fading out into full transparency at its rim. */
export const cutOut = paint(160, 120, (x, y) => {
  const height = ballHeight(x, y);
  if (height <= 0) return [0, 0, 0, 0];
  return [...ballColor(x, y, height), Math.max(1, Math.min(255, Math.round(height * 2550)))];
});

/** 1 in the middle, 0 at the rim, negative outside. */
function ballHeight(x: number, y: number): number {
  return 1 - ((x - 80) ** 2 + (y - 60) ** 2) / 2500;
}

function ballColor(x: number, y: number, height: number): [number, number, number] {
  const light = Math.sqrt(height);
  return [60 + 190 * light, 40 + 170 * light * (x / 160), 20 + 60 * light * (y / 120)];
}

/** How many different pixels there are. */
export function countColors(rgba: Uint8ClampedArray): number {
  return new Set(new Uint32Array(rgba.slice().buffer)).size;
}

/** The mean difference of the numbers of two pictures. */
export function meanDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}
