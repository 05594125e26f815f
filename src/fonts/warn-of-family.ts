import type { Diagnostic } from '../contracts/diagnostics.ts';
import { cleanText } from '../scad/clean-text.ts';
import { nearestName } from '../scad/nearest-name.ts';
import {
  belongsTo,
  type FontChoice,
  findSubstitute,
  isSameStyle,
  parseFontRequest,
  splitStyle,
} from './font-request.ts';
import type { FaceNames } from './names.ts';
import { BUNDLED_FAMILIES } from './scripts.ts';
import { familyKey, SUBSTITUTES } from './substitutes.ts';

/** Longer requests are cut in messages. */
const MAX_QUOTED_LENGTH = 80;

/**
 * Warns when a request for a font did not end in the family and style it names, of which OpenSCAD itself
 * says nothing. Families with the same widths, such as Liberation Sans for Arial, count as the same.
 */
export function warnOfFamily(choice: FontChoice, faces: readonly FaceNames[]): Diagnostic | null {
  const { request, family, style } = choice;
  const { families, style: wanted, isStyleLost } = parseFontRequest(request);
  const members = faces.filter(face => belongsTo(face, family));
  const used = `${family} ${style}`;
  if (families.length > 0 && !families.some(name => isSatisfied(name, family, members))) {
    const message = `Font ${quote(request)} is not available; ${used} is used instead.`;
    return { severity: 'warning', code: 'FONT', message, hint: hintForFamily(families[0], wanted, faces) };
  }
  if (wanted === '' || isSameStyle(wanted, style)) return null;
  const hint = isStyleLost
    ? `Write the style as a property: font = "${families[0]}:style=${wanted}".`
    : `The styles of ${family} are ${[...new Set(members.map(face => face.style))].join(', ')}.`;
  const message = `Font ${quote(request)} is set in the style ${style} of ${family}, not in ${wanted}.`;
  return { severity: 'warning', code: 'FONT', message, hint };
}

/** A piece of the model's own text, in quotation marks and fit for a message. */
export function quote(text: string): string {
  const clean = cleanText(text.slice(0, 4 * MAX_QUOTED_LENGTH)).replaceAll('\n', '⏎');
  const short = [...clean].slice(0, MAX_QUOTED_LENGTH).join('');
  return `"${short}${short.length < clean.length ? '…' : ''}"`;
}

function isSatisfied(name: string, family: string, members: readonly FaceNames[]): boolean {
  if (members.some(face => belongsTo(face, name)) || familyKey(name) === familyKey(family)) return true;
  const substitute = findSubstitute(name);
  return substitute?.isEqual === true && familyKey(substitute.family) === familyKey(family);
}

function hintForFamily(name: string, style: string, faces: readonly FaceNames[]): string {
  const known = [
    ...faces.map(face => face.families[0]),
    ...BUNDLED_FAMILIES,
    ...SUBSTITUTES.flatMap(({ equals }) => equals),
  ];
  const isKnown = (family: string) => known.some(one => familyKey(one) === familyKey(family));
  const split = splitStyle(name);
  if (split.style !== '' && isKnown(split.family)) {
    return `Write the style after a colon: font = "${split.family}:style=${split.style}".`;
  }
  const near = nearestName(name, new Set(known)) ?? nearestByWords(name, known);
  const suggestion =
    near === null ? '' : `The nearest is font = "${near}${style === '' ? '' : `:style=${style}`}". `;
  return `${suggestion}A .ttf or .otf file beside the model brings its own family; these are here: ${listFamilies(faces)}.`;
}

/** The family that shares the most words with a name, at least two: Noto Sans for Noto Sans Display. */
function nearestByWords(name: string, families: readonly string[]): string | null {
  const words = new Set(name.toLowerCase().split(' '));
  const shared = (family: string) =>
    family
      .toLowerCase()
      .split(' ')
      .filter(word => words.has(word)).length;
  const [best] = [...families].sort((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) >= 2 ? best : null;
}

/** The model's own families and those for Latin letters; the others are for scripts of their own. */
function listFamilies(faces: readonly FaceNames[]): string {
  const own = faces.map(face => face.families[0]).filter(family => !BUNDLED_FAMILIES.includes(family));
  return [...new Set([...own, ...BUNDLED_FAMILIES.slice(0, 4)])].join(', ');
}
