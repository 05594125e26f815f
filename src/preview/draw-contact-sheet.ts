import { captionSize_px, drawCaptions } from './caption.ts';
import type { DrawResources } from './drawing.ts';
import { copyInto, createImage, fillRectangle, type RgbaImage } from './rgba-image.ts';
import { shrinkImage } from './shrink-image.ts';
import type { Theme } from './theme.ts';

/** Width of the lines between cells. */
const SEPARATOR_PX = 1;

/** Finished pictures of one size, each with the words that go into its corner. */
export interface LabelledPictures {
  readonly pictures: readonly RgbaImage[];
  /** As many as pictures. Letters, digits and signs that mean nothing in SVG. */
  readonly labels: readonly string[];
}

/** How pictures are arranged on a sheet. */
export interface SheetGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth_px: number;
  readonly cellHeight_px: number;
}

/** A finished sheet with its arrangement. */
export interface ContactSheet extends RgbaImage {
  readonly grid: SheetGrid;
}

/**
 * Puts pictures side by side, row by row from the top left, in the grid that shows them largest on a sheet
 * of at most `maxSide_px` a side.
 */
export function drawContactSheet(
  { pictures, labels }: LabelledPictures,
  maxSide_px: number,
  theme: Theme,
  { captionFontFile }: DrawResources,
): ContactSheet {
  const grid = chooseGrid(pictures.length, pictures[0], maxSide_px);
  const { columns, rows, cellWidth_px, cellHeight_px } = grid;
  const [stepX, stepY] = [cellWidth_px + SEPARATOR_PX, cellHeight_px + SEPARATOR_PX];
  const sheet = createImage(columns * stepX - SEPARATOR_PX, rows * stepY - SEPARATOR_PX, theme.background);
  const captions = pictures.map((picture, index) => {
    const [left_px, top_px] = [(index % columns) * stepX, Math.floor(index / columns) * stepY];
    copyInto(sheet, shrinkImage(picture, cellWidth_px, cellHeight_px), left_px, top_px);
    return { text: labels[index], left_px, top_px };
  });
  for (let column = 1; column < columns; column++) {
    fillRectangle(sheet, column * stepX - SEPARATOR_PX, 0, SEPARATOR_PX, sheet.height_px, theme.separator);
  }
  for (let row = 1; row < rows; row++) {
    fillRectangle(sheet, 0, row * stepY - SEPARATOR_PX, sheet.width_px, SEPARATOR_PX, theme.separator);
  }
  if (captionFontFile !== undefined) {
    drawCaptions(sheet, captions, captionSize_px(cellHeight_px), captionFontFile, theme);
  }
  return { ...sheet, grid };
}

/**
 * The grid whose cells are largest, never larger than the picture. Among equals the one with the fewest
 * empty cells, then the one that comes nearest to a square.
 */
export function chooseGrid(
  count: number,
  { width_px, height_px }: Pick<RgbaImage, 'width_px' | 'height_px'>,
  maxSide_px: number,
): SheetGrid {
  const candidates = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const scale = Math.min(1, fitScale(columns, width_px, maxSide_px), fitScale(rows, height_px, maxSide_px));
    const elongation = Math.abs(Math.log((columns * width_px) / (rows * height_px)));
    return { columns, rows, scale, empty: columns * rows - count, elongation };
  });
  const [{ columns, rows, scale }] = candidates.sort(
    (a, b) => b.scale - a.scale || a.empty - b.empty || a.elongation - b.elongation,
  );
  return {
    columns,
    rows,
    cellWidth_px: Math.max(1, Math.floor(width_px * scale)),
    cellHeight_px: Math.max(1, Math.floor(height_px * scale)),
  };
}

/** How much smaller cells have to be for `count` of them, and the lines between, to fit in a row. */
function fitScale(count: number, size_px: number, maxSide_px: number): number {
  return (maxSide_px - (count - 1) * SEPARATOR_PX) / (count * size_px);
}
