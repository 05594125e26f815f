import type { Diagnostic } from '../contracts/diagnostics.ts';
import { readCharacterMap } from './character-map.ts';
import { belongsTo, chooseFace, type FontChoice, isSameStyle } from './font-request.ts';
import type { FontTrace } from './font-trace.ts';
import { locateLiterals } from './locate-literals.ts';
import { findMissingCharacters } from './missing-characters.ts';
import type { Face } from './prepare-font.ts';
import type { TextNode } from './text-nodes.ts';
import { warnOfFamily } from './warn-of-family.ts';
import { type UsedFace, warnOfGlyphs } from './warn-of-glyphs.ts';

/** More tell nothing new; a model can make up as many names as it likes. */
const MAX_WARNINGS = 20;

/** What is known of a run that set text. */
export interface FontUse {
  readonly trace: FontTrace;
  /** Every face OpenSCAD could choose from. */
  readonly faces: readonly Face[];
  /** The model's own sources by path, for places. */
  readonly sources: ReadonlyMap<string, string>;
  /** The texts of the model's tree, when that is what was asked for; such a run chooses no fonts. */
  readonly textNodes: readonly TextNode[] | null;
  /** Evaluates the model to its tree, which tells which text is set in which font. */
  readonly evaluateTextNodes: () => Promise<readonly TextNode[]>;
}

/** A warning, and the string it is about, which tells its place. */
interface Finding {
  readonly diagnostic: Diagnostic;
  readonly literal: string;
}

/**
 * Finds what OpenSCAD does not say about fonts: families and styles that are not there, and characters
 * without glyphs.
 *
 * The trace has all texts and all fonts but not which belongs to which, so the tree is needed, at the cost
 * of another evaluation, when a text has a character that one of several fonts lacks.
 */
export async function findFontDiagnostics(use: FontUse): Promise<Diagnostic[]> {
  const choices = new Map(use.trace.choices.map(choice => [choice.request, choice]));
  for (const { font } of use.textNodes ?? []) {
    if (!choices.has(font)) choices.set(font, chooseFace(font, use.faces));
  }
  const found = findWrongFamilies(choices, use.faces);
  if (found.length < MAX_WARNINGS) found.push(...(await findMissingGlyphs(use, choices)));
  const kept = found.slice(0, MAX_WARNINGS);
  const places = locateLiterals(
    use.sources,
    kept.map(({ literal }) => literal),
  );
  return kept.map(({ diagnostic, literal }) => ({ ...diagnostic, ...places.get(literal) }));
}

/** Requests that did not end in what they name, no more than are told. */
function findWrongFamilies(choices: ReadonlyMap<string, FontChoice>, faces: readonly Face[]): Finding[] {
  const found: Finding[] = [];
  for (const choice of choices.values()) {
    const diagnostic = warnOfFamily(choice, faces);
    if (diagnostic !== null) found.push({ diagnostic, literal: choice.request });
    if (found.length === MAX_WARNINGS) break;
  }
  return found;
}

async function findMissingGlyphs(use: FontUse, choices: ReadonlyMap<string, FontChoice>): Promise<Finding[]> {
  const usedFaces = new Map<string, UsedFace>();
  for (const choice of choices.values()) {
    const face = findFace(choice, use.faces);
    if (face !== null) usedFaces.set(choice.request, face);
  }
  const nodes = use.textNodes ?? (await pairTexts(use, usedFaces));
  const textsOfFace = new Map<string, { face: UsedFace; texts: string[] }>();
  for (const { text, font } of nodes) {
    const face = usedFaces.get(font);
    if (face === undefined) continue;
    const entry = textsOfFace.get(face.name) ?? { face, texts: [] };
    entry.texts.push(text);
    textsOfFace.set(face.name, entry);
  }
  return [...textsOfFace.values()].flatMap(({ face, texts }) => {
    const suspects = texts.filter(text => findMissingCharacters(text, face.has).length > 0);
    return warnOfGlyphs(face, suspects, use.faces).map(({ text, ...diagnostic }) => ({
      diagnostic,
      literal: text,
    }));
  });
}

/** Which text is set in which font; empty when every font has all there is in any text. */
async function pairTexts(
  { trace, evaluateTextNodes }: FontUse,
  usedFaces: ReadonlyMap<string, UsedFace>,
): Promise<readonly TextNode[]> {
  const faces = new Map([...usedFaces.values()].map(face => [face.name, face]));
  const isClean = [...faces.values()].every(({ has }) =>
    trace.texts.every(text => findMissingCharacters(text, has).length === 0),
  );
  if (isClean) return [];
  if (faces.size > 1) return evaluateTextNodes();
  const [font] = usedFaces.keys();
  return trace.texts.map(text => ({ text, font }));
}

function findFace({ family, style }: FontChoice, faces: readonly Face[]): UsedFace | null {
  const members = faces.filter(face => belongsTo(face, family));
  const face = members.find(member => isSameStyle(member.style, style)) ?? members.at(0);
  const has = face === undefined ? null : readCharacterMap(face.sfnt);
  return has === null ? null : { name: `${family} ${style}`, has };
}
