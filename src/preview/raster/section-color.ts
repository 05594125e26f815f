import { mix, type Rgb, type Theme } from '../theme.ts';

/** Colours for cut surfaces, the first of which is taken if it can be told from everything else. */
const CANDIDATES: readonly Rgb[] = [
  [0xd6, 0x52, 0x37],
  [0x3f, 0x74, 0xc8],
  [0x8e, 0x5c, 0xc4],
  [0x4d, 0x9e, 0x58],
];

/** How far apart two colours have to be, as a distance in RGB. */
const CLEARLY_DIFFERENT = 110;

/** A section's colours. */
export interface SectionColors {
  readonly surface: Rgb;
  readonly hatching: Rgb;
}

/** The colours of a section that differ from the theme's faces and background. */
export function sectionColors({ background, face, cutFace, section }: Theme): SectionColors {
  if (section !== undefined) return { surface: section, hatching: mix(section, [0, 0, 0], 0.3) };
  const nearest = (color: Rgb): number =>
    Math.min(...[background, face, cutFace].map(other => distance(color, other)));
  const farthest = CANDIDATES.reduce((best, color) => (nearest(color) > nearest(best) ? color : best));
  const surface = CANDIDATES.find(color => nearest(color) >= CLEARLY_DIFFERENT) ?? farthest;
  return { surface, hatching: mix(surface, [0, 0, 0], 0.45) };
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
