import type { Diagnostic } from '../src/contracts/diagnostics.ts';
import { AppError } from '../src/contracts/errors.ts';
import type { EvaluateRequest } from '../src/contracts/evaluation-protocol.ts';
import { FONT_FILE, FONTCONFIG_FILE } from '../src/contracts/file-kinds.ts';
import { MODEL_ROOT, type StagedFile } from '../src/contracts/model.ts';
import { findFontDiagnostics } from '../src/fonts/find-font-diagnostics.ts';
import { readFontTrace } from '../src/fonts/font-trace.ts';
import type { Place } from '../src/fonts/locate-literals.ts';
import { type PreparedFace, prepareFont, readPreparedFace } from '../src/fonts/prepare-font.ts';
import { MAX_FONT_BYTES } from '../src/fonts/read-faces.ts';
import { findTextNodes, type TextNode } from '../src/fonts/text-nodes.ts';
import { excerptAround } from '../src/scad/excerpt.ts';
import { findReferences } from '../src/scad/references.ts';

/** A request whose fonts are in the form that OpenSCAD reads. */
export interface StagedFonts {
  readonly request: EvaluateRequest;
  /** Faces that the model brings. */
  readonly ownFaces: readonly PreparedFace[];
  readonly refused: readonly RefusedFont[];
}

interface RefusedFont {
  readonly path: string;
  readonly reason: string;
}

const NOTHING = new Uint8Array();

/**
 * Makes the fonts among a model's files known to OpenSCAD, by family name and without a `use <…>`: they
 * are put beside the bundled ones, as many as are small enough together. A file that is no usable font is emptied, as FreeType is not to meet it.
 */
export function stageFonts(request: EvaluateRequest): StagedFonts {
  const ownFaces: PreparedFace[] = [];
  const refused: RefusedFont[] = [];
  let freeBytes = MAX_FONT_BYTES;
  const replaceFont = (file: StagedFile): StagedFile => {
    if (!FONT_FILE.test(file.path)) return file;
    try {
      const faces = prepareFont(file.bytes, freeBytes);
      for (const { bytes } of faces) freeBytes -= bytes.length;
      ownFaces.push(...faces);
      return { ...file, bytes: FONTCONFIG_FILE.test(file.path) ? faces[0].bytes : NOTHING };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refused.push({ path: file.path, reason: thrown.message });
      return { ...file, bytes: NOTHING };
    }
  };
  // Without bundled fonts the model sets no text.
  if (request.fonts.length === 0) return { request, ownFaces, refused };
  const files = request.files.map(replaceFont);
  const libraries = request.libraries.map(replaceFont);
  const own = ownFaces.map(({ bytes }, index) => ({ path: `model-${index}.ttf`, bytes }));
  return { request: { ...request, files, libraries, fonts: [...request.fonts, ...own] }, ownFaces, refused };
}

/** What a run left behind about fonts. */
export interface FontOutcome {
  /** As `wasm/run.ts` gives them. */
  readonly messages: readonly string[];
  /** The model's tree, when that is what was asked for. */
  readonly tree: Uint8Array | undefined;
  /** Evaluates the model to its tree. */
  readonly evaluateTree: () => Promise<Uint8Array | undefined>;
}

/** Finds what is to be said of fonts after a run, see {@link findFontDiagnostics}. */
export async function diagnoseFonts(
  staged: StagedFonts,
  { messages, tree, evaluateTree }: FontOutcome,
): Promise<Diagnostic[]> {
  const { request, refused } = staged;
  if (request.fonts.length === 0) return [];
  const sources = sourcesOf(request);
  const trace = readFontTrace(messages);
  const problems = refuseAll([...refused, ...unregistered(trace.unreadable, refused)], sources);
  if (trace.choices.length === 0 && trace.texts.length === 0) return problems;
  const faces = request.fonts
    .filter(({ path }) => FONT_FILE.test(path))
    .map(({ bytes }) => readPreparedFace(bytes));
  const textNodes = tree === undefined ? null : readTextNodes(tree);
  const evaluateTextNodes = async () => readTextNodes(await evaluateTree());
  const use = { trace, faces, sources, textNodes, evaluateTextNodes };
  return [...problems, ...(await findFontDiagnostics(use))];
}

function readTextNodes(tree: Uint8Array | undefined): TextNode[] {
  return tree === undefined ? [] : findTextNodes(new TextDecoder().decode(tree));
}

/** Fonts that passed our checks and that FreeType still does not take. */
function unregistered(paths: readonly string[], refused: readonly RefusedFont[]): RefusedFont[] {
  return paths
    .map(path => (path.startsWith(MODEL_ROOT) ? path.slice(MODEL_ROOT.length) : path))
    .filter(path => !refused.some(font => font.path === path))
    .map(path => ({ path, reason: 'OpenSCAD cannot read it' }));
}

/** A font that the model names by `use` is an error: the text is not what its author drew. */
function refuseAll(fonts: readonly RefusedFont[], sources: ReadonlyMap<string, string>): Diagnostic[] {
  if (fonts.length === 0) return [];
  const places = locateUses(sources, new Set(fonts.map(({ path }) => nameOf(path))));
  return fonts.map(({ path, reason }) => {
    const place = places.get(nameOf(path));
    return {
      severity: place === undefined ? 'warning' : 'error',
      code: 'BAD_FILE',
      message: `The font ${path} is left out: ${reason}.`,
      ...place,
      hint: 'Use a .ttf, .otf or .woff file of the font; converters make them from other kinds.',
    };
  });
}

/** Where fonts are first named by `use`, by file name: those of one name in several folders are not told apart. */
function locateUses(
  sources: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [file, source] of sources) {
    for (const { kind, path, line } of findReferences(source)) {
      const name = nameOf(path);
      if (kind !== 'use' || !names.has(name) || places.has(name)) continue;
      places.set(name, { file, line, excerpt: excerptAround(source.split('\n'), line) });
    }
  }
  return places;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function sourcesOf({ entry, files }: EvaluateRequest): Map<string, string> {
  const decoder = new TextDecoder();
  const sources = files.filter(({ path }) => path === entry || path.endsWith('.scad'));
  return new Map(sources.map(({ path, bytes }) => [path, decoder.decode(bytes)]));
}
