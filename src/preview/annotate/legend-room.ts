import type { PictureRequest } from '../../contracts/picture.ts';
import type { Solid } from '../solid.ts';
import { detailFor } from './detail.ts';
import { type LegendBlock, layOutBox, layOutStrip } from './legend.ts';
import type { Lettering } from './lettering.ts';

/** Letters as a multiple of those of other words, and at least. */
const FONT = 0.9;
const LEAST_FONT_PX = 11;

/** A legend that takes more of a picture's height is left out. */
const MOST_HEIGHT = 0.45;

/** Said of a picture without the legend it should have. */
export const NO_ROOM_FOR_LEGEND =
  'The picture is too small for its legend, which is told in the result instead.';

/** The two forms of a picture's legend. */
export interface LegendForms {
  /** For a free corner. */
  readonly box: LegendBlock;
  /** For a strip along the lower border, where no corner is free. */
  readonly strip: LegendBlock;
}

/** Lays out the legend of a picture; null without one, or when the picture is too small for it. */
export function legendOf({ shown, model }: Solid, request: PictureRequest): LegendForms | null {
  if (shown === undefined) return null;
  const { width_px, height_px } = request;
  const detail = detailFor(request, width_px, height_px);
  if (!detail.words) return null;
  const { legend } = shown.highlight;
  const lettering: Lettering = {
    font_px: Math.max(LEAST_FONT_PX, FONT * detail.font_px),
    theme: model.theme,
  };
  const box = layOutBox(legend, lettering);
  const strip = layOutStrip(legend, width_px, lettering);
  const isTooLarge = strip.height_px > MOST_HEIGHT * height_px || box.width_px > width_px;
  return isTooLarge ? null : { box, strip };
}

/** The request for what stands above the strip of a legend. */
export function aboveStrip(request: PictureRequest, strip: LegendBlock): PictureRequest {
  return { ...request, height_px: request.height_px - strip.height_px };
}
