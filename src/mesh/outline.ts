import { AppError } from '../contracts/errors.ts';
import type { Outline, OutlineFacts } from '../contracts/mesh.ts';

/** What the path of the engine's SVG looks like between its quotes: nothing else is read. */
const PATH_START = '<path d="';

/** A decimal number as C++ prints it. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

function malformedSvg(what: string): AppError {
  return new AppError('ENGINE_CRASHED', `OpenSCAD wrote an SVG file ${what}.`);
}

/**
 * Reads the contours from an SVG file as OpenSCAD writes it: one path of straight lines in millimetres,
 * six significant digits. Y points down in SVG and up in the outline.
 *
 * This is no SVG reader. `ENGINE_CRASHED` when the file is anything else than that, for instance cut off.
 */
export function readSvgOutline(svg: string): Outline {
  const contours: Float64Array[] = [];
  let contour: number[] = [];
  let command = 'z';
  for (const token of pathData(svg).split(/\s+/)) {
    if (token === '') continue;
    if (token === 'M' || token === 'L' || token === 'z') {
      if (!mayFollow(command, token)) throw malformedSvg(`with "${token}" after "${command}"`);
      if (token === 'z') {
        contours.push(Float64Array.from(contour));
        contour = [];
      }
      command = token;
    } else {
      if (command !== 'M' && command !== 'L') throw malformedSvg('with a point that no command asks for');
      contour.push(...readPoint(token));
      command = 'point';
    }
  }
  if (command !== 'z') throw malformedSvg('with a contour that is not closed');
  return { contours };
}

/** A contour is M, a point, any number of L and a point, z. */
function mayFollow(previous: string, command: 'M' | 'L' | 'z'): boolean {
  return command === 'M' ? previous === 'z' : previous === 'point';
}

function pathData(svg: string): string {
  const at = svg.indexOf(PATH_START);
  if (at < 0) throw malformedSvg('without a path');
  const start = at + PATH_START.length;
  const end = svg.indexOf('"', start);
  if (end < 0) throw malformedSvg('that ends too early');
  if (svg.includes('<path', end)) throw malformedSvg('with more than one path');
  return svg.slice(start, end);
}

function readPoint(token: string): [number, number] {
  const comma = token.indexOf(',');
  const x = token.slice(0, Math.max(comma, 0));
  const y = token.slice(comma + 1);
  if (!NUMBER.test(x) || !NUMBER.test(y)) throw malformedSvg('with something that is not a point');
  // Subtracting from zero turns both 0 and −0 into 0.
  return [Number(x) + 0, 0 - Number(y)];
}

/**
 * Measures an outline. OpenSCAD winds holes against the contours around them and never lets contours
 * overlap (it cleans every 2D shape before writing), so the signed areas add up to the filled area.
 */
export function measureOutline(outline: Outline): OutlineFacts {
  let signedArea = 0;
  let perimeter = 0;
  for (const contour of outline.contours) {
    signedArea += signedContourArea(contour);
    perimeter += contourLength(contour);
  }
  return {
    contours: outline.contours.length,
    area_mm2: Math.abs(signedArea),
    perimeter_mm: perimeter,
  };
}

/** Shoelace formula seen from the contour's first point, so that a distant origin costs no precision. */
function signedContourArea(contour: Float64Array): number {
  let twice = 0;
  for (let at = 2; at + 3 < contour.length; at += 2) {
    const ux = contour[at] - contour[0];
    const uy = contour[at + 1] - contour[1];
    const vx = contour[at + 2] - contour[0];
    const vy = contour[at + 3] - contour[1];
    twice += ux * vy - uy * vx;
  }
  return twice / 2;
}

function contourLength(contour: Float64Array): number {
  let length = 0;
  for (let at = 0; at < contour.length; at += 2) {
    const next = (at + 2) % contour.length;
    length += Math.hypot(contour[next] - contour[at], contour[next + 1] - contour[at + 1]);
  }
  return length;
}
