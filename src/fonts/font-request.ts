import type { FaceNames } from './names.ts';
import { DEFAULT_FAMILY, familyKey, SUBSTITUTES } from './substitutes.ts';

/** What the argument `font` of `text()` asks for, as fontconfig reads it: `Family, Other family-12:style=Bold`. */
export interface FontRequest {
  /** In order of preference; empty for OpenSCAD's default. */
  readonly families: readonly string[];
  /** Empty when none is asked for. */
  readonly style: string;
  /** Whether the style stands behind a hyphen, where fontconfig takes it for a size and drops it. */
  readonly isStyleLost: boolean;
}

/** Which face a request ended in. */
export interface FontChoice {
  readonly request: string;
  readonly family: string;
  readonly style: string;
}

/** Words that styles are made of. */
const STYLE_WORDS =
  /^(?:regular|book|thin|light|medium|semi ?bold|demi ?bold|bold|heavy|black|italic|oblique)$/i;

/** Takes the argument `font` apart. */
export function parseFontRequest(request: string): FontRequest {
  const [name, ...properties] = request.split(/(?<!\\):/);
  const [list, ...afterHyphens] = name.split(/(?<!\\)-/);
  const families = list.split(',').map(family => family.replaceAll('\\', '').trim());
  const behindHyphen = afterHyphens.join('').trim();
  const style = properties
    .find(property => /^style=/i.test(property))
    ?.slice(6)
    .trim();
  const shorthand = properties.filter(property => /^(?:bold|italic|oblique)$/i.test(property)).join(' ');
  const isStyleLost = style === undefined && splitStyle(`x ${behindHyphen}`).style !== '';
  return {
    families: families.filter(family => family !== ''),
    style: style ?? (isStyleLost ? behindHyphen : shorthand),
    isStyleLost,
  };
}

/** Splits the words of a style off the end of a name: `Arial Bold` is `Arial` and `Bold`. */
export function splitStyle(name: string): { readonly family: string; readonly style: string } {
  const words = name.split(' ').filter(word => word !== '');
  let length = words.length;
  while (length > 1 && STYLE_WORDS.test(words[length - 1])) length -= 1;
  return { family: words.slice(0, length).join(' '), style: words.slice(length).join(' ') };
}

/** Whether a face goes by this name of a family. */
export function belongsTo({ families }: FaceNames, family: string): boolean {
  const key = familyKey(family);
  return families.some(name => familyKey(name) === key);
}

/** The bundled family that takes the place of one that is not there, and whether its letters have the same widths. */
export function findSubstitute(
  family: string,
): { readonly family: string; readonly isEqual: boolean } | null {
  const key = familyKey(family);
  for (const { family: bundled, equals, resembles } of SUBSTITUTES) {
    if (equals.some(name => familyKey(name) === key)) return { family: bundled, isEqual: true };
    if (resembles.some(name => familyKey(name) === key)) return { family: bundled, isEqual: false };
  }
  return null;
}

/**
 * Says which face a request ends in, as fontconfig would with the settings of `makeFontsConf`. For runs
 * that draw no text and therefore never ask fontconfig.
 */
export function chooseFace(request: string, faces: readonly FaceNames[]): FontChoice {
  const { families, style, isStyleLost } = parseFontRequest(request);
  const wanted = families.flatMap(family => [family, findSubstitute(family)?.family ?? []].flat());
  for (const family of [...wanted, DEFAULT_FAMILY]) {
    const members = faces.filter(face => belongsTo(face, family));
    if (members.length === 0) continue;
    const member =
      members.find(face => !isStyleLost && isSameStyle(face.style, style)) ??
      members.find(face => isSameStyle(face.style, '')) ??
      members[0];
    return { request, family: member.families[0], style: member.style };
  }
  return { request, family: '', style: '' };
}

/** Whether two names mean one style; no name means the upright one of normal weight. */
export function isSameStyle(a: string, b: string): boolean {
  return styleKey(a) === styleKey(b);
}

function styleKey(style: string): string {
  const key = style.replaceAll(/[ -]/g, '').toLowerCase();
  return ['regular', 'book', 'normal', 'roman'].includes(key) ? '' : key;
}
