import { createImage, type RgbaImage } from '../rgba-image.ts';
import type { Rgb } from '../theme.ts';
import type { FaceShading } from './shade.ts';
import { NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/** The two layers of a picture. */
export interface Layers {
  readonly opaque: VisibilityBuffer;
  /** The nearest translucent face of each sample; missing when nothing is translucent. */
  readonly translucent?: VisibilityBuffer;
}

/**
 * Turns samples into pixels: each pixel is the mean of its samples in sRGB, as screens and browsers
 * antialias. The picture's size is the buffers' divided by `samplesPerAxis`.
 */
export function resolvePixels(
  layers: Layers,
  shading: FaceShading,
  background: Rgb,
  samplesPerAxis: number,
): RgbaImage {
  const { width, height } = layers.opaque;
  const image = createImage(width / samplesPerAxis, height / samplesPerAxis, background);
  const pixel = new Float64Array(3);
  let to = 0;
  for (let y = 0; y < height; y += samplesPerAxis) {
    for (let x = 0; x < width; x += samplesPerAxis) {
      const first = y * width + x;
      const face = uniformFace(layers, first, samplesPerAxis);
      if (face === null) {
        averageSamples(pixel, layers, shading, background, first, samplesPerAxis);
        image.rgba[to] = pixel[0];
        image.rgba[to + 1] = pixel[1];
        image.rgba[to + 2] = pixel[2];
      } else if (face !== NO_FACE) {
        const from = triangleOf(face) * 4;
        image.rgba[to] = shading.colors[from];
        image.rgba[to + 1] = shading.colors[from + 1];
        image.rgba[to + 2] = shading.colors[from + 2];
      }
      to += 4;
    }
  }
  return image;
}

/** The face all samples of a pixel show, or null when they differ or a translucent face is there too. */
function uniformFace({ opaque, translucent }: Layers, first: number, samplesPerAxis: number): number | null {
  const { faces, width } = opaque;
  const face = faces[first];
  for (let row = 0; row < samplesPerAxis; row++) {
    const start = first + row * width;
    for (let sample = start; sample < start + samplesPerAxis; sample++) {
      if (faces[sample] !== face) return null;
      if (translucent !== undefined && translucent.faces[sample] !== NO_FACE) return null;
    }
  }
  return face;
}

/** Writes the mean colour of a pixel's samples to `pixel`. */
function averageSamples(
  pixel: Float64Array,
  { opaque, translucent }: Layers,
  { colors }: FaceShading,
  background: Rgb,
  first: number,
  samplesPerAxis: number,
): void {
  pixel.fill(0);
  const weight = 1 / (samplesPerAxis * samplesPerAxis);
  for (let row = 0; row < samplesPerAxis; row++) {
    for (let column = 0; column < samplesPerAxis; column++) {
      const sample = first + row * opaque.width + column;
      const behind = opaque.faces[sample];
      const from = triangleOf(behind) * 4;
      const inFront =
        translucent !== undefined && translucent.nearness[sample] > opaque.nearness[sample]
          ? triangleOf(translucent.faces[sample]) * 4
          : -1;
      const opacity = inFront < 0 ? 0 : colors[inFront + 3] / 255;
      for (let channel = 0; channel < 3; channel++) {
        const base = behind === NO_FACE ? background[channel] : colors[from + channel];
        const over = inFront < 0 ? 0 : colors[inFront + channel];
        pixel[channel] += (base + (over - base) * opacity) * weight;
      }
    }
  }
}
