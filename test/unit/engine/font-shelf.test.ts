import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { FontShelf } from '../../../src/engine/font-shelf.ts';
import type { AssetManifest } from '../../../wasm/manifest.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { expectLinearTime } from '../../support/linear-time.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const font = makeBlockFont();
const hashed = { bytes: font.length, sha256: createHash('sha256').update(font).digest('hex') };

const manifest: AssetManifest = {
  recipe: '',
  openscad: { version: '', package: '', licence: '', source: '' },
  wasm: hashed,
  glue: hashed,
  trampolines: { ...hashed, tableSlots: 1 },
  names: {
    growMemoryImport: '',
    memalignExport: '',
    readStackExport: '',
    setStackExport: '',
    setThrewExport: '',
    throwImports: [''],
  },
  manifold: { ...hashed, package: '', licence: '', source: '', growMemoryImport: '' },
  fonts: {
    package: '',
    licence: '',
    licenceFiles: [],
    faces: [
      { ...hashed, file: 'sans.ttf', family: 'Liberation Sans', style: 'Regular' },
      { ...hashed, file: 'bold.ttf', family: 'Liberation Sans', style: 'Bold' },
      { ...hashed, file: 'thai.ttf', family: 'Noto Sans Thai', style: 'Regular' },
    ],
  },
  libraries: {
    package: '',
    archives: {},
    shortPaths: {},
    names: { ...hashed, file: '' },
    docs: { ...hashed, file: '' },
  },
};

const sourceOf = (text: string) => ({
  path: 'main.scad',
  bytes: new TextEncoder().encode(text),
  isSource: true,
});

function fontsFor(source: ReturnType<typeof sourceOf>, library = '') {
  for (const { file } of manifest.fonts.faces) folder.write(`fonts/${file}`, font);
  const shelf = new FontShelf(pathToFileURL(`${folder.path}/`), async () => manifest);
  const libraries = library === '' ? [] : [{ ...sourceOf(library), path: 'L/a.scad', sha256: '' }];
  return shelf.fontsFor({ entry: 'main.scad', files: [source], libraries }, []);
}

it.each([
  ['cube(1); // text("Thai")', '', []],
  ['text("a"); // "Noto Sans Thai"', '', ['sans']],
  ['text("a", font="\\"Noto\\" Sans-Thai");', '', ['sans', 'thai']],
  ['s = "bold";', 'module t() text("a");', ['sans', 'bold']],
  ['t();', 'module t() text("a", font="Noto Sans Thai");', ['sans', 'thai']],
])('gives %j with the library %j the faces it mentions', async (source, library, faces) => {
  const paths = (await fontsFor(sourceOf(source), library)).map(({ path }) => path);
  expect(paths.slice(1)).toEqual(faces.map(name => `${name}.ttf`));
});

it('takes linear time for a string that does not end', async () => {
  const make = (length: number) => sourceOf(`text("a"); x="${'\\"'.repeat(length)}`);
  await expectLinearTime(make, source => fontsFor(source), 10_000);
});
