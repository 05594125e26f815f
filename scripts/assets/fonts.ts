import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { readCopyright } from '../../src/fonts/names.ts';
import { type PreparedFace, prepareFont } from '../../src/fonts/prepare-font.ts';
import type { AssetManifest, BundledFace } from '../../wasm/manifest.ts';
import { sha256 } from './hashes.ts';
import { PLAYGROUND, unzipFromPlayground } from './playground.ts';

/** How many faces the package has of the two families, each with its own licence text. */
const EXPECTED = { Liberation: 12, Noto: 43 };

const LICENCE_FILES = { Liberation: 'LICENSE', Noto: 'LICENSE-Noto' };

/** Begins the names of faces that are not packed. */
const KEPT_AS_FILES = 'LiberationSans-';

/** Two percent larger than with the best, and made in a second instead of ten. */
const BROTLI_QUALITY = 9;

/** Begins the text of the licence, after the copyright of the fonts it came with. */
const LICENCE_TITLE = 'SIL OPEN FONT LICENSE';

/**
 * Unpacks the fonts of the playground package with their licences into `folder`: the faces of Liberation Sans,
 * OpenSCAD's default family, as files, and the others, which few models need, packed.
 */
export function writeFonts(folder: string): AssetManifest['fonts'] {
  mkdirSync(folder, { recursive: true });
  const archive = unzipFromPlayground('fonts');
  const faces: BundledFace[] = [];
  const copyrights = new Set<string>();
  for (const [name, bytes] of Object.entries(archive).sort(([a], [b]) => a.localeCompare(b))) {
    if (!name.endsWith('.ttf')) continue;
    const [face] = prepareFont(bytes);
    if (name.startsWith('Noto')) copyrights.add(readCopyright(face.sfnt));
    faces.push(writeFace(folder, name, bytes, face, !name.startsWith(KEPT_AS_FILES)));
  }
  for (const [start, count] of Object.entries(EXPECTED)) {
    const found = faces.filter(({ family }) => family.startsWith(start)).length;
    if (found !== count) throw new Error(`expected ${count} faces of ${start}, not ${found}`);
  }
  const licence = new TextDecoder().decode(archive.LICENSE);
  writeFileSync(join(folder, LICENCE_FILES.Liberation), licence);
  writeFileSync(join(folder, 'AUTHORS'), archive.AUTHORS);
  writeFileSync(join(folder, LICENCE_FILES.Noto), makeNotoLicence(copyrights, licence));
  return {
    package: PLAYGROUND.package,
    licence: 'OFL-1.1',
    licenceFiles: Object.values(LICENCE_FILES),
    faces,
  };
}

function writeFace(
  folder: string,
  name: string,
  bytes: Uint8Array,
  face: PreparedFace,
  isPacked: boolean,
): BundledFace {
  const file = isPacked ? `${name}.br` : name;
  const written = isPacked ? pack(bytes) : bytes;
  writeFileSync(join(folder, file), written);
  const { families, style } = face;
  return { file, family: families[0], style, bytes: written.length, sha256: sha256(written) };
}

function pack(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** The package has no licence file for Noto; each font names its copyright and the same licence. */
function makeNotoLicence(copyrights: ReadonlySet<string>, licence: string): string {
  const title = licence.indexOf(LICENCE_TITLE);
  if (title < 0) throw new Error('the licence of the fonts is not the one expected');
  return `Noto fonts\n${[...copyrights].sort().join('\n')}\n\n${licence.slice(title)}`;
}
