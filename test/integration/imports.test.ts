import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureMesh } from '../../src/mesh/facts.ts';
import { writeOff } from '../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../src/mesh/write-stl.ts';
import { amf, asToolFiles, obj, textStl } from '../support/asset-files.ts';
import { compareKnownShapes, type Files } from '../support/known-shapes.ts';
import { make3mf } from '../support/make-3mf.ts';
import { box, torus } from '../support/meshes.ts';

/** Every kind of mesh that a model can import, through the server, against what the file is known to hold. */

const RING = torus(20, 5, 32, 16);
const RING_VOLUME_mm3 = measureMesh(RING).volume_mm3;

const { server, render, expectVolume } = compareKnownShapes();

const MESH_FILES: Files = {
  'ring.stl': writeBinaryStl(RING),
  'text.stl': textStl(RING),
  'ring.off': writeOff(RING),
  'ring.obj': obj(RING),
  'ring.amf': amf(RING),
  'ring.3mf': make3mf([RING]),
  'RING.3MF': make3mf([RING]),
};

describe.each(Object.keys(MESH_FILES))('import() of %s', name => {
  // A name in capitals and one in small letters would be one file on many disks.
  const files = { [name]: MESH_FILES[name] };

  it('has the volume of the mesh', async () => {
    const { size, mesh } = await expectVolume(`import("${name}", convexity = 4);`, files, RING_VOLUME_mm3);
    expect(size.size).toEqual([50, 50, 10]);
    expect(mesh).toMatchObject({ watertight: true, parts: 1 });
  });

  it('takes part in operations', async () => {
    const half = `intersection() { import("${name}"); translate([0, -50, -50]) cube(100); }`;
    await expectVolume(half, files, RING_VOLUME_mm3 / 2);
  });

  it('is found beside a file in a subfolder that is used', async () => {
    const code = 'use <parts/logo.scad>\nlogo();';
    const logo = `module logo() import("${name}");`;
    await expectVolume(
      code,
      { 'parts/logo.scad': logo, [`parts/${name}`]: MESH_FILES[name] },
      RING_VOLUME_mm3,
    );
  });

  it('is found above a file in a subfolder that is included', async () => {
    const logo = `file = "../${name}";\nimport(file);`;
    await expectVolume('include <parts/logo.scad>', { 'parts/logo.scad': logo, ...files }, RING_VOLUME_mm3);
  });

  it('follows a parameter and a name that is put together', async () => {
    const [stem, ending] = name.split('.');
    const code = `file = "none"; import(file);`;
    await expectVolume(code, files, RING_VOLUME_mm3, { file: name });
    await expectVolume(`stem = ""; import(str(stem, ".${ending}"));`, files, RING_VOLUME_mm3, { stem });
  });
});

const SHIFTED = { ...RING, positions: RING.positions.map(value => value + 100) };

it.each([
  ['a.stl', writeBinaryStl(SHIFTED)],
  ['a.off', writeOff(SHIFTED)],
  ['a.obj', obj(SHIFTED)],
  ['a.amf', amf(SHIFTED)],
  ['a.3mf', make3mf([SHIFTED])],
])('import() centres %s', async (name, content) => {
  const { size } = await expectVolume(
    `import("${name}", center = true);`,
    { [name]: content },
    RING_VOLUME_mm3,
  );
  expect(size.min).toEqual([-25, -25, -5]);
});

describe('import() of 3MF', () => {
  it('unites solids that overlap', async () => {
    const boxes = [box([0, 0, 0], [10, 10, 10]), box([5, 5, 5], [15, 15, 15])];
    const { mesh } = await expectVolume('import("two.3mf");', { 'two.3mf': make3mf(boxes) }, 1875);
    expect(mesh.parts).toBe(1);
  });

  it('keeps solids that lie apart', async () => {
    const boxes = [box([0, 0, 0], [10, 10, 10]), box([50, 0, 0], [60, 10, 10])];
    const { mesh } = await expectVolume('import("two.3mf");', { 'two.3mf': make3mf(boxes) }, 2000);
    expect(mesh.parts).toBe(2);
  });

  it('takes inches as inches', async () => {
    const inch = make3mf([box([0, 0, 0], [1, 1, 1])], 'unit="inch"');
    await expectVolume('import("inch.3mf");', { 'inch.3mf': inch }, 25.4 ** 3);
  });

  it('leaves names and lines as the author wrote them', async () => {
    const files = { 'ring.3mf': MESH_FILES['ring.3mf'] };
    const { diagnostics } = await render(
      'echo("ring.3mf");\nimport("ring.3mf"); sphere(undefined_name);',
      files,
    );
    expect(diagnostics[0]).toMatchObject({ code: 'ECHO', message: '"ring.3mf"' });
    expect(diagnostics[1]).toMatchObject({
      line: 2,
      excerpt: expect.stringContaining('import("ring.3mf"); sphere'),
    });
  });

  it('says what to do about a name that cannot be followed', async () => {
    const { diagnostics } = await render('import(str("ring", ".3", "mf"));', {
      'ring.3mf': MESH_FILES['ring.3mf'],
    });
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      code: 'BAD_FILE',
      line: 1,
      message: expect.stringContaining("'ring.3mf'"),
      hint: expect.stringContaining('str(name, ".3mf")'),
    });
  });

  it('does not mind a damaged file that nobody imports', async () => {
    await expectVolume('cube(2);', { 'bad.3mf': 'hello' }, 8);
  });

  it('exports the tree with the name as written', async () => {
    const { report } = await server().call('export_model', {
      code: 'import("ring.3mf");',
      files: asToolFiles({ 'ring.3mf': MESH_FILES['ring.3mf'] }),
      format: 'csg',
    });
    expect(report.ok, report.summary).toBe(true);
    const tree = readFileSync(report.artifacts[0].path, 'utf8');
    rmSync(report.artifacts[0].path);
    expect(tree).toMatch(/ring\.3mf"/);
  });
});
