import { hasNotFinite, NOT_FINITE_REASON, toText } from './not-finite.ts';

// Of a binary STL: free text and a triangle count; per triangle twelve float32 and two bytes.
const STL_HEADER_BYTES = 84;
const STL_TRIANGLE_BYTES = 50;

const STL_VERTEX = /^[ \t]*vertex[ \t].*\b(?:nan|inf(?:inity)?)\b/im;

/** Fewest characters for a point or a face of an OFF file: "0 0 0" and "3 0 1 2" shortened by any trick. */
const OFF_MIN_BYTES = 4;

/** A comment, which ends with its line, or a word. */
const OFF_PART = /#[^\n]*|[^\s#]+/g;

/** The first words of an OFF file: kind, which may be left out, number of dimensions for some, points, faces. */
const OFF_HEADER = /^(?:(?:ST)?C?N?4?(?:nOFF ?\S+|OFF))? ?([-+]?\d+) ([-+]?\d+)(?: |$)/;
const OFF_HEADER_WORDS = 5;

/** What is wrong with an STL file: not finite coordinates make OpenSCAD run for ever, and it explains little. */
export function findStlFault(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'it is empty';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const triangles = bytes.length < STL_HEADER_BYTES ? 0 : view.getUint32(STL_HEADER_BYTES - 4, true);
  const needed = STL_HEADER_BYTES + triangles * STL_TRIANGLE_BYTES;
  if (needed === bytes.length) return findBinaryFault(view, triangles);
  const text = toText(bytes);
  if (!/^\s*solid/i.test(text.slice(0, 512))) {
    return bytes.length < STL_HEADER_BYTES
      ? 'it is too short for STL'
      : `as binary STL it would have ${triangles} triangles in ${needed} bytes, but it has ${bytes.length} bytes`;
  }
  return STL_VERTEX.test(text) ? NOT_FINITE_REASON : null;
}

function findBinaryFault(view: DataView, triangles: number): string | null {
  if (triangles === 0) return 'it has no triangles';
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corners = STL_HEADER_BYTES + triangle * STL_TRIANGLE_BYTES + 12;
    let sum = 0;
    for (let coordinate = 0; coordinate < 9; coordinate++) {
      sum += view.getFloat32(corners + coordinate * 4, true);
    }
    if (!Number.isFinite(sum)) return NOT_FINITE_REASON;
  }
  return null;
}

/** What is wrong with an OFF file: OpenSCAD makes room for as many points as it announces. */
export function findOffFault(bytes: Uint8Array): string | null {
  const text = toText(bytes);
  const counts = OFF_HEADER.exec(firstWords(text, OFF_HEADER_WORDS));
  if (counts !== null) {
    const [points, faces] = [Number(counts[1]), Number(counts[2])];
    const most = bytes.length / OFF_MIN_BYTES;
    if (points < 0 || faces < 0 || points > most || faces > most) {
      return `it announces ${points} points and ${faces} faces in ${bytes.length} bytes`;
    }
  }
  return hasNotFinite(text) ? NOT_FINITE_REASON : null;
}

/** The first words outside of comments, however many of these come before them. */
function firstWords(text: string, count: number): string {
  const words: string[] = [];
  for (const [part] of text.matchAll(OFF_PART)) {
    if (!part.startsWith('#')) words.push(part);
    if (words.length === count) break;
  }
  return words.join(' ');
}

/** What is wrong with an OBJ file: OpenSCAD leaves out faces that it cannot resolve. */
export function findObjFault(bytes: Uint8Array): string | null {
  let points = 0;
  for (const [, kind, rest] of toText(bytes).matchAll(/^[ \t]*([vf])[ \t]+(.*)$/gm)) {
    if (kind === 'v') {
      if (hasNotFinite(rest)) return NOT_FINITE_REASON;
      points += 1;
      continue;
    }
    for (const corner of rest.trim().split(/\s+/)) {
      const index = Number.parseInt(corner, 10);
      if (index < 0) return 'its faces count points backwards, which OpenSCAD does not understand';
      if (index === 0 || index > points) return `a face names point ${index}, and ${points} are there`;
    }
  }
  return null;
}
