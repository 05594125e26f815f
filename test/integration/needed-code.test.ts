import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listLibraryModels } from '../../scripts/library-models/models.ts';
import { distFolder } from '../../scripts/project-paths.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { StagedFile } from '../../src/contracts/model.ts';
import { findNeededCode } from '../../src/engine/needed-code.ts';
import { openZip } from '../../src/mesh/zip.ts';
import { InstalledLibraries } from '../../src/project/libraries/installed-libraries.ts';
import { createLibraryFile } from '../../src/project/libraries/library-file.ts';
import { stageInline } from '../../src/project/staging.ts';
import { splitPassages } from '../../src/scad/reach/split-passages.ts';
import { loadEngineAssets, readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { openProgramSource, startProgram } from '../../wasm/program.ts';
import { evaluate } from '../../workers/evaluate.ts';
import { requestOf } from '../support/openscad-runs.ts';

/** Models must not be able to tell that parts of the libraries are left out. */

const assets = pathToFileURL(join(distFolder, 'assets/'));
const { program } = await loadEngineAssets(assets);
const source = await openProgramSource(program);
const manifest = await readManifest(assets);
const folder = new URL(`${ASSET_FILES.libraries}/`, assets);
const libraries = new InstalledLibraries({
  folders: [],
  bundled: { folder, catalog: async () => manifest.libraries },
});

const stage = async (code: string) => {
  const rules = {
    roots: [],
    libraries,
    maxFileBytes: LIMITS.maxTotalBytes,
    allowedExtensions: new Set(['.scad']),
    externalIncludes: false,
  };
  return (await stageInline({ code }, rules)).fileSet;
};

function run(code: string, files: readonly StagedFile[], product: 'geometry' | 'csg') {
  return evaluate({ ...requestOf(code), libraries: files, product }, () => startProgram(source, 2 ** 30));
}

/** Of the fixtures those that take little time, from libraries with unlike ways to write. */
const CHOSEN = [
  ...['BOSL2/skinned-nozzle', 'BOSL2/spur-gear', 'BOSL2/swept-tube', 'BOSL2/threaded-rod'],
  ...[
    'MCAD/involute-gear',
    'NopSCADlib/extrusion',
    'FunctionalOpenSCAD/turned-ring',
    'closepoints/knot-loop',
  ],
];

const FAULTY = {
  'an assertion in a library': 'include <BOSL2/std.scad>\ncuboid([1, 2, "x"]);',
  'a name that the library does not have': 'include <BOSL2/std.scad>\ncubiod(3); echo(lerpp(1, 2, 3));',
  'a definition that takes the place of one of the library':
    'include <BOSL2/std.scad>\nmodule attachable() cube(7);\ncuboid(4);',
  'a name that only a string has': 'include <BOSL2/std.scad>\ns = "cuboid"; echo(s, is_undef(cuboid));',
};

describe('a model with the needed code of its libraries', () => {
  const models = listLibraryModels().filter(({ id }) => CHOSEN.includes(id));

  it('is tried with a model of every library that was chosen', () => {
    expect(models.map(({ id }) => id).sort()).toEqual([...CHOSEN].sort());
  });

  it.each([...models.map(({ id, code }) => [id, code] as const), ...Object.entries(FAULTY)])(
    'comes out as with all of it: %s',
    async (_, code) => {
      const fileSet = await stage(code);
      const needed = findNeededCode(fileSet, []);
      const size = (files: readonly StagedFile[]) => files.reduce((sum, { bytes }) => sum + bytes.length, 0);
      expect(size(needed)).toBeLessThan(size(fileSet.libraries));
      for (const product of ['geometry', 'csg'] as const) {
        const whole = await run(code, fileSet.libraries, product);
        expect(await run(code, needed, product)).toEqual(whole);
      }
    },
  );

  it('is less than half of BOSL2 for a small model', async () => {
    const fileSet = await stage('include <BOSL2/std.scad>\ncuboid(4, rounding = 1);');
    const size = (files: readonly StagedFile[]) => files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(size(findNeededCode(fileSet, [])) / size(fileSet.libraries)).toBeLessThan(0.5);
  });

  it('has what only an assignment from outside names', async () => {
    const fileSet = await stage('include <BOSL2/std.scad>\ncube(1);');
    const count = (definitions: string[]) =>
      findNeededCode(fileSet, definitions).reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(count(['f=cuboid'])).toBeGreaterThan(count([]));
  });

  it.each([
    ['in the middle of a statement', 'x =\ninclude <BOSL2/std.scad>\ncube(1);'],
    ['where a statement has not ended', 'include <BOSL2/std.scad>\ncube(1)'],
  ])('is all of it when a library is included %s', async (_, code) => {
    const fileSet = await stage(code);
    expect(findNeededCode(fileSet, [])).toBe(fileSet.libraries);
  });

  it('is all of it for a library of the user, whose mistakes are to be reported', async () => {
    const fileSet = await stage('include <BOSL2/std.scad>\ncube(1);');
    const own = fileSet.libraries.map(({ isBundled: _, ...file }) => file);
    expect(findNeededCode({ ...fileSet, libraries: own }, [])).toBe(own);
  });
});

describe('the bundled libraries', () => {
  it.each(Object.keys(manifest.libraries.archives))('%s can be taken apart, file by file', name => {
    const bounds = { maxEntries: Infinity, maxExpandedBytes: Infinity, maxRatio: Infinity };
    const archive = openZip(readFileSync(new URL(`${name}.zip`, folder)), bounds);
    const code = archive.names.filter(entry => entry.endsWith('.scad'));
    const whole = code.filter(entry => {
      const { bytes } = createLibraryFile(entry, archive.read(entry));
      return splitPassages(Buffer.from(bytes).toString('latin1')) !== null;
    });
    expect(whole).toEqual(code);
  });
});
