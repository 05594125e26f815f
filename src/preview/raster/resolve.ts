import type { RgbaImage } from '../rgba-image.ts';
import type { Rgb } from '../theme.ts';
import type { FaceShading } from './shade.ts';
import { NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/** Faces to be painted, with the lines on them. */
export interface Layer {
  readonly buffer: VisibilityBuffer;
  /** How opaque the line at each sample is, 0–255; null without lines. */
  readonly lines: Uint8Array | null;
}

/** What samples become pixels from. */
export interface Layers {
  /** The nearest face of each sample. */
  readonly opaque: Layer;
  /**
   * Of the opaque layer's faces only those with this number and larger ones are painted: 0 for all, the
   * section's in drawings of lines. Their alpha counts when it is not 0.
   */
  readonly firstPainted: number;
  /** The nearest translucent face of each sample; null when nothing is translucent. */
  readonly translucent: Layer | null;
  readonly shading: FaceShading;
  /** The light that reaches each pixel, 0–1; null for all of it. */
  readonly occlusion: Float32Array | null;
  readonly ink: Ink;
}

/** The colours of lines. */
export interface Ink {
  readonly usual: Rgb;
  readonly onDarkFaces: Rgb;
}

/** What there is to do for a pixel. */
const EMPTY = 0;
const ONE_FACE = 1;
const SEVERAL_FACES = 2;
const ANYTHING = 3;

/**
 * Paints the layers over an image. Each pixel becomes the mean of its samples in sRGB, as screens and
 * browsers antialias; the mean is weighted with alpha, so that a transparent background leaves no rim.
 */
export function resolvePixels(image: RgbaImage, layers: Layers, samplesPerAxis: number): void {
  const { occlusion } = layers;
  const { faces, width, bounds } = layers.opaque.buffer;
  const { colors } = layers.shading;
  const { rgba, width_px } = image;
  const pixel = new Float64Array(4);
  // Neighbours mostly show the same face in the same light; their bytes are copied as one word.
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  let painted = { face: NO_FACE, light: 0, word: 0 };
  const firstColumn = Math.floor(bounds.left / samplesPerAxis);
  for (let y = Math.floor(bounds.top / samplesPerAxis); y * samplesPerAxis < bounds.bottom; y++) {
    for (let x = firstColumn; x * samplesPerAxis < bounds.right; x++) {
      const at = y * width_px + x;
      const first = (y * width + x) * samplesPerAxis;
      const task = examinePixel(layers, first, samplesPerAxis);
      if (task === EMPTY) continue;
      const light = occlusion === null ? 1 : occlusion[at];
      const to = at * 4;
      if (task === ONE_FACE) {
        const face = faces[first];
        if (face === painted.face && light === painted.light) {
          words[at] = painted.word;
          continue;
        }
        const from = triangleOf(face) * 4;
        rgba[to] = colors[from] * light;
        rgba[to + 1] = colors[from + 1] * light;
        rgba[to + 2] = colors[from + 2] * light;
        rgba[to + 3] = 255;
        painted = { face, light, word: words[at] };
        continue;
      }
      if (task === SEVERAL_FACES) averageFaces(pixel, layers, first, samplesPerAxis, light);
      else averageSamples(pixel, rgba, to, layers, first, samplesPerAxis, light);
      rgba[to] = pixel[0];
      rgba[to + 1] = pixel[1];
      rgba[to + 2] = pixel[2];
      rgba[to + 3] = pixel[3];
    }
  }
}

/**
 * Tells which of the ways to paint a pixel is enough for its samples; they differ a lot in speed. With at
 * most two samples per axis its corners are all it has.
 */
function examinePixel(layers: Layers, first: number, samplesPerAxis: number): number {
  const { opaque, firstPainted, translucent } = layers;
  const { lines } = opaque;
  const { faces, width } = opaque.buffer;
  const right = first + samplesPerAxis - 1;
  const below = first + (samplesPerAxis - 1) * width;
  const last = below + samplesPerAxis - 1;
  if (lines !== null && (lines[first] | lines[right] | lines[below] | lines[last]) !== 0) return ANYTHING;
  if (translucent !== null) {
    const { faces: before } = translucent.buffer;
    if ((before[first] & before[right] & before[below] & before[last]) !== NO_FACE) return ANYTHING;
  }
  const a = faces[first];
  const b = faces[right];
  const c = faces[below];
  const d = faces[last];
  // Face numbers are not negative, so the sign tells whether there is one.
  if ((a & b & c & d) === NO_FACE) return EMPTY;
  if (firstPainted > 0) {
    const largest = Math.max(triangleOf(a), triangleOf(b), triangleOf(c), triangleOf(d));
    return largest < firstPainted ? EMPTY : ANYTHING;
  }
  if ((a | b | c | d) < 0) return ANYTHING;
  return a === b && a === c && a === d ? ONE_FACE : SEVERAL_FACES;
}

/** Writes the mean colour of a pixel that shows nothing but opaque faces to `pixel`. */
function averageFaces(
  pixel: Float64Array,
  { opaque, shading }: Layers,
  first: number,
  samplesPerAxis: number,
  light: number,
): void {
  const { colors } = shading;
  const { width, faces } = opaque.buffer;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let row = 0; row < samplesPerAxis; row++) {
    const start = first + row * width;
    for (let sample = start; sample < start + samplesPerAxis; sample++) {
      const from = triangleOf(faces[sample]) * 4;
      red += colors[from];
      green += colors[from + 1];
      blue += colors[from + 2];
    }
  }
  const scale = light / (samplesPerAxis * samplesPerAxis);
  pixel[0] = red * scale;
  pixel[1] = green * scale;
  pixel[2] = blue * scale;
  pixel[3] = 255;
}

/** Writes the mean colour of a pixel's samples, painted over what is in the image, to `pixel`. */
function averageSamples(
  pixel: Float64Array,
  rgba: Uint8ClampedArray,
  at: number,
  { opaque, firstPainted, translucent, shading, ink }: Layers,
  first: number,
  samplesPerAxis: number,
  light: number,
): void {
  const { colors } = shading;
  const { width, faces, nearness } = opaque.buffer;
  const weight = 1 / (samplesPerAxis * samplesPerAxis);
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  for (let row = 0; row < samplesPerAxis; row++) {
    const start = first + row * width;
    for (let sample = start; sample < start + samplesPerAxis; sample++) {
      const face = faces[sample];
      SAMPLE.red = rgba[at];
      SAMPLE.green = rgba[at + 1];
      SAMPLE.blue = rgba[at + 2];
      SAMPLE.alpha = rgba[at + 3] / 255;
      if (face !== NO_FACE && triangleOf(face) >= firstPainted) paintFace(colors, triangleOf(face), light);
      if (opaque.lines !== null) paintLine(opaque.lines[sample], face, shading, ink);
      if (translucent !== null && translucent.buffer.nearness[sample] > nearness[sample]) {
        const before = translucent.buffer.faces[sample];
        paintFace(colors, triangleOf(before), 1);
        if (translucent.lines !== null) paintLine(translucent.lines[sample], before, shading, ink);
      }
      red += SAMPLE.red * SAMPLE.alpha * weight;
      green += SAMPLE.green * SAMPLE.alpha * weight;
      blue += SAMPLE.blue * SAMPLE.alpha * weight;
      alpha += SAMPLE.alpha * weight;
    }
  }
  const scale = alpha > 0 ? 1 / alpha : 0;
  pixel[0] = red * scale;
  pixel[1] = green * scale;
  pixel[2] = blue * scale;
  pixel[3] = alpha * 255;
}

/** The colour of the sample being painted, with straight alpha 0–1. One for all: there are millions. */
const SAMPLE = { red: 0, green: 0, blue: 0, alpha: 0 };

function paintFace(colors: Uint8ClampedArray, triangle: number, light: number): void {
  const from = triangle * 4;
  paint(colors[from] * light, colors[from + 1] * light, colors[from + 2] * light, colors[from + 3] / 255);
}

function paintLine(opacity: number, face: number, { dark }: FaceShading, ink: Ink): void {
  if (opacity === 0) return;
  const isDark = face !== NO_FACE && dark[triangleOf(face)] === 1;
  const [red, green, blue] = isDark ? ink.onDarkFaces : ink.usual;
  paint(red, green, blue, opacity / 255);
}

/** Lays a colour over the sample. */
function paint(red: number, green: number, blue: number, opacity: number): void {
  if (opacity === 0) return;
  const alpha = SAMPLE.alpha === 1 ? 1 : opacity + SAMPLE.alpha * (1 - opacity);
  const share = opacity / alpha;
  SAMPLE.red += (red - SAMPLE.red) * share;
  SAMPLE.green += (green - SAMPLE.green) * share;
  SAMPLE.blue += (blue - SAMPLE.blue) * share;
  SAMPLE.alpha = alpha;
}
