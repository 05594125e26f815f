import type { Vec3 } from '../../contracts/mesh.ts';
import type { RgbaImage } from '../rgba-image.ts';
import type { Rgb } from '../theme.ts';
import { projectLine, type ScreenPoint } from './project-line.ts';
import { scratchUint8 } from './scratch.ts';
import type { ScreenTransform } from './screen-transform.ts';
import { NO_FACE, type VisibilityBuffer } from './visibility-buffer.ts';

/** A straight line in model coordinates, in mm. */
export interface Line {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** How lines look. */
export interface LineStyle {
  readonly width_px: number;
  readonly color: Rgb;
  /** 0–1. */
  readonly opacity: number;
  /** What hides a line: nothing; faces before it; or all faces, so that it is never drawn over the model. */
  readonly hiddenBy: 'nothing' | 'nearer faces' | 'all faces';
}

/** A drawn model as lines meet it: its opaque faces, and how points get on the screen. */
export interface LineSurroundings {
  readonly opaque: VisibilityBuffer;
  readonly transform: ScreenTransform;
  readonly samplesPerAxis: number;
}

/**
 * A line counts as in front of a face until it is this many samples' widths behind it. A line that lies in
 * a face slanting away by up to 70° is seen in its full width that way.
 */
const DEPTH_TOLERANCE_SAMPLES = 3;

/** Full coverage of a sample. */
const COVERED = 255;

/**
 * Draws lines into a finished picture, whose alpha grows where it was transparent. Lines of one call are
 * one mark: where they cross they are not denser.
 *
 * Coverage is found per sample, with the same depth test the faces had, so that a line ends at the very
 * samples at which a face begins and both are antialiased alike.
 */
export function drawLines(
  image: RgbaImage,
  lines: readonly Line[],
  style: LineStyle,
  surroundings: LineSurroundings,
): void {
  const { opaque, transform, samplesPerAxis } = surroundings;
  const mask = createMask(opaque.width, opaque.height);
  for (const { from, to } of lines) {
    const screen = projectLine(from, to, transform);
    if (screen !== null) coverLine(mask, screen, style, surroundings);
  }
  blendMask(image, mask, style, samplesPerAxis);
}

/** How much of each sample is covered by lines, 0 to {@link COVERED}. */
interface Mask {
  readonly width: number;
  readonly height: number;
  readonly coverage: Uint8Array;
  /** The columns between which a row has any coverage, the end excluded; most rows have few. */
  readonly firstColumns: Int32Array;
  readonly endColumns: Int32Array;
}

function createMask(width: number, height: number): Mask {
  return {
    width,
    height,
    coverage: scratchUint8('line coverage', width * height).fill(0),
    firstColumns: new Int32Array(height).fill(width),
    endColumns: new Int32Array(height),
  };
}

/** Covers the visible samples of a line, which is walked along the axis it is closer to. */
function coverLine(
  mask: Mask,
  [a, b]: readonly [ScreenPoint, ScreenPoint],
  { width_px, hiddenBy }: LineStyle,
  { opaque, transform, samplesPerAxis }: LineSurroundings,
): void {
  const steep = Math.abs(b.y - a.y) > Math.abs(b.x - a.x);
  const [along, across, alongSize, acrossSize] = steep
    ? [b.y - a.y, b.x - a.x, mask.height, mask.width]
    : [b.x - a.x, b.y - a.y, mask.width, mask.height];
  const [alongStart, acrossStart] = steep ? [a.y, a.x] : [a.x, a.y];
  const length = Math.hypot(along, across);
  if (!(length > 0 && length < Infinity)) return;

  const slope = across / along;
  // The cosine of the angle to the axis turns distances measured across it into distances from the line.
  const cosine = Math.abs(along) / length;
  const reach = (width_px * samplesPerAxis) / 2 + 0.5;
  const tolerance = depthTolerance(transform);
  const first = Math.max(0, Math.ceil(Math.min(alongStart, alongStart + along) - 0.5));
  const end = Math.min(alongSize, Math.ceil(Math.max(alongStart, alongStart + along) - 0.5));
  for (let step = first; step < end; step++) {
    const part = (step + 0.5 - alongStart) / along;
    const center = acrossStart + (step + 0.5 - alongStart) * slope;
    const nearness = a.nearness + (b.nearness - a.nearness) * part;
    const inFrontOf = nearness + (transform.perspective ? nearness * tolerance : tolerance);
    const low = Math.max(0, Math.ceil(center - reach / cosine - 0.5));
    const high = Math.min(acrossSize - 1, Math.floor(center + reach / cosine - 0.5));
    for (let side = low; side <= high; side++) {
      const [row, column] = steep ? [step, side] : [side, step];
      const sample = row * mask.width + column;
      if (hiddenBy === 'all faces' && opaque.faces[sample] !== NO_FACE) continue;
      if (hiddenBy === 'nearer faces' && opaque.nearness[sample] > inFrontOf) continue;
      const covered = COVERED * Math.min(1, reach - Math.abs(side + 0.5 - center) * cosine);
      if (covered <= mask.coverage[sample]) continue;
      mask.coverage[sample] = covered;
      if (column < mask.firstColumns[row]) mask.firstColumns[row] = column;
      if (column >= mask.endColumns[row]) mask.endColumns[row] = column + 1;
    }
  }
}

/**
 * The tolerance as a difference of nearness: in an orthographic picture of millimetres. In perspective, where
 * nearness is 1 / distance and a sample is as wide as its distance times a constant, as a part of nearness.
 */
function depthTolerance({ halfHeight, projection }: ScreenTransform): number {
  return DEPTH_TOLERANCE_SAMPLES / (halfHeight * projection[5]);
}

/** Paints every pixel by the mean coverage of its samples. */
function blendMask(
  image: RgbaImage,
  { width, height, coverage, firstColumns, endColumns }: Mask,
  { color, opacity }: LineStyle,
  samplesPerAxis: number,
): void {
  const share = opacity / (COVERED * samplesPerAxis * samplesPerAxis);
  for (let top = 0; top < height; top += samplesPerAxis) {
    let first = width;
    let end = 0;
    for (let row = top; row < top + samplesPerAxis; row++) {
      first = Math.min(first, firstColumns[row]);
      end = Math.max(end, endColumns[row]);
    }
    const firstPixel = Math.floor(first / samplesPerAxis);
    for (let x = firstPixel; x * samplesPerAxis < end; x++) {
      let sum = 0;
      const corner = top * width + x * samplesPerAxis;
      for (let row = 0; row < samplesPerAxis; row++) {
        for (let column = 0; column < samplesPerAxis; column++) {
          sum += coverage[corner + row * width + column];
        }
      }
      const pixel = (top / samplesPerAxis) * image.width_px + x;
      if (sum > 0) blendPixel(image.rgba, pixel * 4, color, sum * share);
    }
  }
}

/** Lays a translucent colour over a pixel with straight alpha. */
function blendPixel(rgba: Uint8ClampedArray, at: number, color: Rgb, alpha: number): void {
  const behind = (rgba[at + 3] / 255) * (1 - alpha);
  const total = alpha + behind;
  for (let channel = 0; channel < 3; channel++) {
    rgba[at + channel] = (color[channel] * alpha + rgba[at + channel] * behind) / total;
  }
  rgba[at + 3] = total * 255;
}
