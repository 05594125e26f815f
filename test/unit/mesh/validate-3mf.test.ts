import lib3mf from '@3mfconsortium/lib3mf';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { MeshObject } from '../../../src/mesh/mesh-object.ts';
import { write3mf } from '../../../src/mesh/write-3mf.ts';
import { findFaultsIn3mf } from '../../support/core-3mf-rules.ts';
import { FILE_TITLE, HARD_NAME, TWO_OBJECTS, TWO_OBJECTS_TRIANGLES } from '../../support/mesh-objects.ts';
import { cube, mapVertices } from '../../support/meshes.ts';

/**
 * Our 3MF by the core specification: as the 3MF Consortium's own library reads it in strict mode, which stops at
 * the first fault, and by the rules of its schema, of which that library checks a part only.
 */

const library = await lib3mf();
const wrapper = new library.CWrapper();

interface Reading {
  readonly warnings: number;
  readonly items: number;
  readonly objects: readonly { name: string; triangles: number; isSound: boolean }[];
}

/** @throws Error for what the library does not take. */
function readStrictly(bytes: Uint8Array): Reading {
  const model = wrapper.CreateModel();
  const reader = model.QueryReader('3mf');
  reader.SetStrictModeActive(true);
  library.FS.writeFile('/model.3mf', bytes);
  reader.ReadFromFile('/model.3mf');
  const meshes = model.GetMeshObjects();
  const objects: Reading['objects'][number][] = [];
  while (meshes.MoveNext()) {
    const mesh = meshes.GetCurrentMeshObject();
    objects.push({
      name: mesh.GetName(),
      triangles: mesh.GetTriangleCount(),
      isSound: mesh.IsValid() && mesh.IsManifoldAndOriented(),
    });
  }
  const build = model.GetBuildItems();
  let items = 0;
  while (build.MoveNext()) items++;
  return { warnings: reader.GetWarningCount(), items, objects };
}

const tiny = mapVertices(cube(1), (x, y, z) => [x * 1e-9, y * 1e9, z * 123456.7]);

const MODELS: Readonly<Record<string, readonly MeshObject[]>> = {
  'two solids, one of them in two colours': TWO_OBJECTS,
  'a solid without colours': [{ name: 'cube', mesh: cube(10) }],
  'very small and very large coordinates': [{ name: '', mesh: tiny }],
  'a name that XML cannot hold': [{ name: 'a\u0000b\u001f\ud800"\'<>&', mesh: cube(1) }],
};

describe.each(Object.entries(MODELS))('3MF of %s', (_, objects) => {
  const bytes = write3mf(objects, FILE_TITLE);

  it('keeps to the rules of the core specification', () => {
    expect(findFaultsIn3mf(bytes)).toEqual([]);
  });

  it("is read by the 3MF Consortium's library without a warning", () => {
    const reading = readStrictly(bytes);
    expect(reading.warnings).toBe(0);
    expect(reading.items).toBe(objects.length);
    expect(reading.objects.map(({ isSound }) => isSound)).toEqual(objects.map(() => true));
  });
});

it('has the names and triangles that were given', () => {
  const { objects } = readStrictly(write3mf(TWO_OBJECTS, FILE_TITLE));
  expect(objects.map(({ name, triangles }) => [name, triangles])).toEqual([
    [HARD_NAME, 12],
    ['ring', TWO_OBJECTS_TRIANGLES - 12],
  ]);
});

describe('the validation', () => {
  const files = unzipSync(write3mf(TWO_OBJECTS, FILE_TITLE));
  const change = (part: string, from: string | RegExp, to: string): Uint8Array => {
    const text = new TextDecoder().decode(files[part]);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return zipSync({ ...files, [part]: new TextEncoder().encode(changed) });
  };
  const MODEL = '3D/3dmodel.model';

  it.each<[string, string | RegExp, string]>([
    ['a vertex that is not there', 'v1="0"', 'v1="99999"'],
    ['a triangle with one vertex twice', /v1="(\d+)" v2="\d+"/, 'v1="$1" v2="$1"'],
    ['a property that is not there', 'pid="1" pindex="0"', 'pid="77" pindex="0"'],
    ['a build item without its object', 'objectid="2"', 'objectid="55"'],
    ['two objects of one id', '<object id="3"', '<object id="2"'],
    ['another unit', 'millimeter', 'mm'],
    ['another element', '<resources>', '<resources><part/>'],
    ['other metadata', 'name="Title"', 'name="Subject"'],
    ['a coordinate that is no number', 'x="-5"', 'x="nan"'],
    ['no build', /<build>[\s\S]*<\/build>/, ''],
  ])('finds %s in both ways', (_, from, to) => {
    const broken = change(MODEL, from, to);
    expect(findFaultsIn3mf(broken)).not.toEqual([]);
    expect(() => readStrictly(broken)).toThrow();
  });

  it.each<[string, string, string | RegExp, string]>([
    ['another attribute', MODEL, 'type="model"', 'type="model" colour="1"'],
    ['a colour by name', MODEL, 'displaycolor="#FF0000"', 'displaycolor="red"'],
    ['a part without content type', '[Content_Types].xml', 'Extension="model"', 'Extension="xml"'],
    ['a start that is not there', '_rels/.rels', '/3D/3dmodel.model', '/3D/model.model'],
    ['no start', '_rels/.rels', '2013/01/3dmodel', '2013/01/thumbnail'],
  ])('finds %s by the rules', (_, part, from, to) => {
    expect(findFaultsIn3mf(change(part, from, to))).not.toEqual([]);
  });
});
