import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';

/** A point is 1/72 inch. */
const MM_PER_POINT = 25.4 / 72;

type Point = readonly [number, number];

/**
 * The area in mm² that the one path of a PDF page fills by the even-odd rule. Its contours must not cross.
 *
 * @throws Error when the page holds another operator than those of one filled polygon path.
 */
export async function readPdfArea_mm2(bytes: Uint8Array): Promise<number> {
  const document = await PDFDocument.load(bytes);
  const contours = readContours(await readContent(document));
  const insideOthers = (contour: readonly Point[]) =>
    contours.filter(other => other !== contour && isInside(other, contour[0])).length;
  return contours.reduce(
    (sum, contour) => sum + (insideOthers(contour) % 2 === 0 ? 1 : -1) * Math.abs(areaOf(contour)),
    0,
  );
}

async function readContent(document: PDFDocument): Promise<string> {
  const { node } = document.getPage(0);
  const contents = node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  return streams
    .map(entry => document.context.lookup(entry))
    .map(stream => {
      if (!(stream instanceof PDFRawStream)) throw new Error('the page has no content stream');
      return new TextDecoder().decode(decodePDFRawStream(stream).decode());
    })
    .join('\n');
}

function readContours(content: string): Point[][] {
  const contours: Point[][] = [];
  const operands: number[] = [];
  for (const token of content.trim().split(/\s+/)) {
    if (!Number.isNaN(Number(token))) {
      operands.push(Number(token));
      continue;
    }
    const [x, y] = operands.splice(0).map(value => value * MM_PER_POINT);
    if (token === 'm') contours.push([[x, y]]);
    else if (token === 'l') contours.at(-1)?.push([x, y]);
    else if (!['h', 'w', 'G', 'g', 'B*', 'q', 'Q'].includes(token)) throw new Error(`operator ${token}`);
  }
  return contours;
}

function areaOf(contour: readonly Point[]): number {
  return contour.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = contour[(at + 1) % contour.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function isInside(contour: readonly Point[], [x, y]: Point): boolean {
  return contour.reduce((inside, [ax, ay], at) => {
    const [bx, by] = contour[(at + 1) % contour.length];
    const crosses = ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
    return crosses ? !inside : inside;
  }, false);
}
