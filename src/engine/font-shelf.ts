import { loadFace } from '../../wasm/assets.ts';
import type { AssetManifest, BundledFace } from '../../wasm/manifest.ts';
import type { FileSet, LibraryFile, ModelFile, StagedFile } from '../contracts/model.ts';
import { makeFontsConf } from '../fonts/fonts-conf.ts';
import { type FontMentions, findFontMentions } from '../fonts/mentioned-fonts.ts';
import { prepareFont } from '../fonts/prepare-font.ts';
import { traitsOf } from '../scad/source-traits.ts';
import { streamTokens } from '../scad/tokens.ts';

/** A source without it has no string literals, and need not be taken apart. */
const QUOTE = 0x22;

/** Data that a model may read names of fonts from. */
const DATA_FILE = /\.json$/i;

/**
 * The bundled fonts, each read when a model first mentions it and then kept in shared memory.
 */
export class FontShelf {
  readonly #folder: URL;
  readonly #readManifest: () => Promise<AssetManifest>;
  readonly #faces = new Map<string, Promise<StagedFile>>();
  /** Of each file known: the objects of files do not change, and libraries are given out again and again. */
  readonly #strings = new WeakMap<ModelFile, string>();
  readonly #mentions = new WeakMap<LibraryFile, FontMentions>();
  readonly #settings: StagedFile = { path: 'fonts.conf', bytes: new TextEncoder().encode(makeFontsConf()) };

  /** @param folder URL of the assets folder, ending in a slash. */
  constructor(folder: URL, readManifest: () => Promise<AssetManifest>) {
    this.#folder = folder;
    this.#readManifest = readManifest;
  }

  /**
   * What OpenSCAD's folder of fonts has to hold for a model: settings and the faces it may ask for, or
   * nothing when neither the model nor a library it uses sets text.
   *
   * @param definitions encoded `name=literal` definitions.
   * @throws AppError BACKEND_UNAVAILABLE when a face is missing or damaged.
   */
  async fontsFor(
    { files, libraries }: FileSet,
    definitions: readonly string[],
  ): Promise<readonly StagedFile[]> {
    if (![...files, ...libraries].some(file => traitsOf(file).usesText)) return [];
    const families = await this.#listFamilies();
    const data = files.filter(({ path }) => DATA_FILE.test(path));
    const own = [...files.map(file => this.#stringsOf(file)), ...data.map(textOf), ...definitions];
    const ofLibraries = libraries.map(file => this.#mentionsOf(file, families));
    const mentions = [findFontMentions(own.join('\n'), families), ...ofLibraries];
    const isStyled = mentions.some(mention => mention.isStyled);
    const { fonts } = await this.#readManifest();
    const faces = fonts.faces.filter(
      ({ family, style }) =>
        mentions.some(mention => mention.families.has(family)) && (isStyled || style === 'Regular'),
    );
    return [this.#settings, ...(await Promise.all(faces.map(face => this.#load(face))))];
  }

  async #listFamilies(): Promise<readonly string[]> {
    const { fonts } = await this.#readManifest();
    return [...new Set(fonts.faces.map(({ family }) => family))];
  }

  #mentionsOf(file: LibraryFile, families: readonly string[]): FontMentions {
    const known = this.#mentions.get(file);
    if (known !== undefined) return known;
    const mentions = findFontMentions(quotedIn(file), families);
    this.#mentions.set(file, mentions);
    return mentions;
  }

  #stringsOf(file: ModelFile): string {
    const known = this.#strings.get(file);
    if (known !== undefined) return known;
    const strings = quotedIn(file);
    this.#strings.set(file, strings);
    return strings;
  }

  #load(face: BundledFace): Promise<StagedFile> {
    const known = this.#faces.get(face.file);
    if (known !== undefined) return known;
    const loading = loadFace(this.#folder, face).then(makeReadable);
    this.#faces.set(face.file, loading);
    // What failed is tried again by the next call: the cause may have been mended.
    loading.catch(() => this.#faces.delete(face.file));
    return loading;
  }
}

/** Copies a face into shared memory again when it had to be changed to be drawn. */
function makeReadable(file: StagedFile): StagedFile {
  const [{ bytes }] = prepareFont(file.bytes);
  if (bytes === file.bytes) return file;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return { ...file, bytes: shared };
}

/** The string literals of a file of code: names of fonts come from these, wherever they are put together. */
function quotedIn(file: ModelFile): string {
  if (!file.isSource || !file.bytes.includes(QUOTE)) return '';
  const strings: string[] = [];
  for (const { kind, text } of streamTokens(textOf(file))) {
    if (kind === 'string') strings.push(text);
  }
  return strings.join('\n');
}

function textOf({ bytes }: ModelFile): string {
  return new TextDecoder().decode(bytes);
}
