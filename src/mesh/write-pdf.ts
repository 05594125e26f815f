import {
  closePath,
  lineTo,
  moveTo,
  PDFDocument,
  PDFOperator,
  PDFOperatorNames,
  setFillingGrayscaleColor,
  setLineWidth,
  setStrokingGrayscaleColor,
} from '@cantoo/pdf-lib';
import type { FileTitle, Outline } from '../contracts/mesh.ts';
import { outlineBounds } from './bounds.ts';

/** PDF counts in points of 1/72 inch. */
const POINTS_PER_MM = 72 / 25.4;

const MARGIN_MM = 5;

const LINE_WIDTH_MM = 0.1;

/** Between black (0) and white (1). */
const FILL_GRAY = 0.85;

/** The largest page side that the PDF specification guarantees viewers to show, 14,400 points. */
const MAX_SIDE_MM = 14_400 / POINTS_PER_MM;

/** A fixed date makes the same drawing the same file. */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/**
 * Writes a 2D model as a PDF of one page, just large enough for the drawing and a margin, on the scale
 * 1:1 as long as the page does not become larger than PDF allows, which is 5 m. Contours are thin black lines, what is
 * inside is light grey.
 */
export async function writePdf(outline: Outline, { title, application }: FileTitle): Promise<Uint8Array> {
  const { min, size } = outlineBounds(outline);
  const side_mm = Math.max(size[0], size[1]) + 2 * MARGIN_MM;
  const scale = Math.min(1, MAX_SIDE_MM / side_mm);
  const points = scale * POINTS_PER_MM;
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setCreator(application);
  document.setProducer(application);
  document.setCreationDate(FIXED_DATE);
  document.setModificationDate(FIXED_DATE);
  const page = document.addPage([(size[0] + 2 * MARGIN_MM) * points, (size[1] + 2 * MARGIN_MM) * points]);
  const x = (value: number) => (value - min[0] + MARGIN_MM) * points;
  const y = (value: number) => (value - min[1] + MARGIN_MM) * points;
  const path = outline.contours.flatMap(contour => {
    const operators: PDFOperator[] = [];
    for (let at = 0; at < contour.length; at += 2) {
      const point = at === 0 ? moveTo : lineTo;
      operators.push(point(x(contour[at]), y(contour[at + 1])));
    }
    return [...operators, closePath()];
  });
  page.pushOperators(
    setLineWidth(LINE_WIDTH_MM * points),
    setStrokingGrayscaleColor(0),
    setFillingGrayscaleColor(FILL_GRAY),
  );
  // One by one: a drawing may have more operators than a call takes arguments.
  for (const operator of path) page.pushOperators(operator);
  page.pushOperators(PDFOperator.of(PDFOperatorNames.FillEvenOddAndStroke));
  return document.save();
}
