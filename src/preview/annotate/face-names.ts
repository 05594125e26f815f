import type { Highlight } from '../../contracts/highlight.ts';
import type { Rendering } from '../raster/render-scene.ts';
import { NO_FACE, triangleOf } from '../raster/visibility-buffer.ts';
import type { ModelMesh } from '../scene/build-scene.ts';
import type { Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import { capHeight_px, drawText, textWidth_px } from './lettering.ts';
import type { Overlay } from './overlay.ts';

/** Letters as a multiple of those of other words. */
const FONT = 1.3;

/** Not a name: nothing is there, or no face with a name. */
const NOTHING = 0xffffffff;

/** Writes the names of sets of faces onto them, each where most room is, and not where there is too little. */
export function nameFaces(
  names: NonNullable<Highlight['names']>,
  model: ModelMesh,
  rendering: Rendering,
  detail: Detail,
  theme: Theme,
): Overlay {
  // Without all triangles numbers are not those of the finding; and a picture that small has no words.
  if (!detail.words || names.ofTriangle.length * 3 !== model.data.indices.length) return [];
  const font_px = detail.font_px * FONT;
  const seen = nameOfPixels(names, rendering);
  return roomiest(seen, rendering.image.width_px, names.texts.length).flatMap(({ pixel, room_px }, name) => {
    const text = names.texts[name];
    const needed_px = Math.max(textWidth_px(text, font_px), capHeight_px(font_px)) / 2;
    if (room_px < needed_px) return [];
    const x = (pixel % rendering.image.width_px) + 0.5;
    const y = Math.floor(pixel / rendering.image.width_px) + 0.5;
    return [drawText(text, x, y + capHeight_px(font_px) / 2, 'middle', { font_px, theme })];
  });
}

/** The name of what is seen at the corner of each pixel. */
function nameOfPixels(
  { ofTriangle }: NonNullable<Highlight['names']>,
  { image, opaque, samplesPerAxis }: Rendering,
): Uint32Array {
  const seen = new Uint32Array(image.width_px * image.height_px).fill(NOTHING);
  for (let y = 0; y < image.height_px; y++) {
    for (let x = 0; x < image.width_px; x++) {
      const face = opaque.faces[(y * opaque.width + x) * samplesPerAxis];
      if (face === NO_FACE) continue;
      // The faces of a section come after those of the model.
      const triangle = triangleOf(face);
      if (triangle < ofTriangle.length) seen[y * image.width_px + x] = ofTriangle[triangle];
    }
  }
  return seen;
}

/**
 * For each name the pixel that is farthest from where anything else begins, and how far that is. Distances are
 * counted in steps along rows and columns, which two passes over the picture find.
 */
function roomiest(seen: Uint32Array, width_px: number, names: number) {
  const room = new Uint16Array(seen.length);
  const nearer = (pixel: number, before: number) =>
    seen[before] === seen[pixel] ? Math.min(room[pixel], room[before] + 1) : 1;
  for (let pixel = 0; pixel < seen.length; pixel++) {
    room[pixel] = 0x7fff;
    const column = pixel % width_px;
    room[pixel] = column === 0 ? 1 : nearer(pixel, pixel - 1);
    room[pixel] = pixel < width_px ? 1 : nearer(pixel, pixel - width_px);
  }
  const best = Array.from({ length: names }, () => ({ pixel: 0, room_px: 0 }));
  for (let pixel = seen.length - 1; pixel >= 0; pixel--) {
    room[pixel] = pixel % width_px === width_px - 1 ? 1 : nearer(pixel, pixel + 1);
    room[pixel] = pixel + width_px >= seen.length ? 1 : nearer(pixel, pixel + width_px);
    if (seen[pixel] < names && room[pixel] > best[seen[pixel]].room_px) {
      best[seen[pixel]] = { pixel, room_px: room[pixel] };
    }
  }
  return best;
}
