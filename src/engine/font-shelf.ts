import { loadFace } from '../../wasm/assets.ts';
import type { AssetManifest, BundledFace } from '../../wasm/manifest.ts';
import type { FileSet, LibraryFile, ModelFile, StagedFile } from '../contracts/model.ts';
import { makeFontsConf } from '../fonts/fonts-conf.ts';
import { type FontMentions, findFontMentions } from '../fonts/mentioned-fonts.ts';
import { prepareFont } from '../fonts/prepare-font.ts';
import { usesText } from '../scad/features.ts';

/** What matters to fonts in a library file, which does not change while it is known. */
interface LibraryFacts {
  readonly usesText: boolean;
  readonly mentions: FontMentions;
}

/** Names of fonts come from string literals, wherever they are put together. */
const STRING_LITERAL = /"(?:[^"\\\n]|\\.)*"/g;

/** A library that only speaks of text in its comments costs less when taken for one that sets text than when parsed. */
const TEXT_CALL = /\b(?:text|textmetrics|fontmetrics)\s*\(/;

/** Data that a model may read names of fonts from. */
const DATA_FILE = /\.json$/i;

/**
 * The bundled fonts, each read when a model first mentions it and then kept in shared memory.
 */
export class FontShelf {
  readonly #folder: URL;
  readonly #readManifest: () => Promise<AssetManifest>;
  readonly #faces = new Map<string, Promise<StagedFile>>();
  readonly #libraries = new WeakMap<LibraryFile, LibraryFacts>();
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
    const families = await this.#listFamilies();
    const facts = libraries.filter(({ isSource }) => isSource).map(file => this.#factsOf(file, families));
    const sources = files.filter(({ isSource }) => isSource);
    if (!facts.some(fact => fact.usesText) && !sources.some(mayUseText)) return [];
    const data = files.filter(({ path }) => DATA_FILE.test(path));
    const own = [...sources.map(file => quotedIn(textOf(file))), ...data.map(textOf), ...definitions];
    const mentions = [findFontMentions(own.join('\n'), families), ...facts.map(fact => fact.mentions)];
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

  #factsOf(file: LibraryFile, families: readonly string[]): LibraryFacts {
    const known = this.#libraries.get(file);
    if (known !== undefined) return known;
    const mentions = findFontMentions(quotedIn(textOf(file)), families);
    const facts = { usesText: TEXT_CALL.test(textOf(file)), mentions };
    this.#libraries.set(file, facts);
    return facts;
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

/** Looking for the words in the bytes first spares taking apart large sources that never mention them. */
function mayUseText(file: ModelFile): boolean {
  const buffer = bufferOf(file);
  return ['text', 'fontmetrics'].some(word => buffer.includes(word)) && usesText(buffer.toString('utf8'));
}

function quotedIn(source: string): string {
  return source.match(STRING_LITERAL)?.join('\n') ?? '';
}

function textOf(file: ModelFile): string {
  return bufferOf(file).toString('utf8');
}

function bufferOf({ bytes }: ModelFile): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
