import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { measureBounds } from '../../../src/mesh/bounds.ts';
import { measureMesh } from '../../../src/mesh/facts.ts';
import { read3mf } from '../../../src/mesh/read-3mf.ts';
import { make3mf, meshObject, modelXml, pack3mf, USUAL_PART } from '../../support/make-3mf.ts';
import { box, torus } from '../../support/meshes.ts';

const BOX = box([0, 0, 0], [1, 2, 3]);
const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

function readModel(objects: readonly string[], items: readonly string[], attributes = ''): Mesh[] {
  return read3mf(pack3mf({ [USUAL_PART]: modelXml(objects, items, attributes) }));
}

function component(id: number, transform = ''): string {
  return `<component objectid="${id}"${transform === '' ? '' : ` transform="${transform}"`}/>`;
}

function group(id: number, ...components: string[]): string {
  return `<object id="${id}" type="model"><components>${components.join('')}</components></object>`;
}

describe('read3mf', () => {
  it('reads a mesh as it was written', () => {
    const [mesh] = read3mf(make3mf([BOX]));
    expect(mesh).toEqual(BOX);
  });

  it('keeps every coordinate to the precision of a float32', () => {
    const length = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(length, { minLength: 9, maxLength: 9 }), corners => {
        const mesh = {
          positions: Float32Array.from(corners, value => value + 0),
          indices: Uint32Array.of(0, 1, 2),
          faceColors: null,
        };
        expect(read3mf(make3mf([mesh]))[0].positions).toEqual(mesh.positions);
      }),
    );
  });

  it.each([
    ['micron', 0.001],
    ['millimeter', 1],
    ['centimeter', 10],
    ['inch', 25.4],
    ['foot', 304.8],
    ['meter', 1000],
  ])('takes a %s as %d mm', (unit, scale) => {
    const [mesh] = read3mf(make3mf([BOX], `unit="${unit}"`));
    const { size } = measureBounds(mesh.positions);
    expect(size[0] / scale).toBeCloseTo(1, 6);
    expect(size[2] / (3 * scale)).toBeCloseTo(1, 6);
  });

  it('puts items where their transforms say, in the unit of the file', () => {
    const item = '<item objectid="1" transform="0 1 0 -1 0 0 0 0 1 10 20 30"/>';
    const [mesh] = readModel([meshObject(1, BOX)], [item], 'unit="centimeter"');
    // A quarter turn about z takes x to y and y to −x.
    expect(measureBounds(mesh.positions)).toMatchObject({ min: [80, 200, 300], max: [100, 210, 330] });
    expect(measureMesh(mesh).volume_mm3).toBeCloseTo(6000, 6);
  });

  it('applies the transform of a component before that of what holds it', () => {
    const objects = [
      meshObject(1, BOX),
      group(2, component(1, '1 0 0 0 1 0 0 0 1 5 0 0'), component(1)),
      group(3, component(2, '2 0 0 0 2 0 0 0 2 0 0 0')),
    ];
    const meshes = readModel(objects, ['<item objectid="3" transform="1 0 0 0 1 0 0 0 1 0 0 100"/>']);
    expect(meshes.map(({ positions }) => measureBounds(positions).min)).toEqual([
      [10, 0, 100],
      [0, 0, 100],
    ]);
    expect(meshes.map(mesh => measureMesh(mesh).volume_mm3)).toEqual([48, 48]);
  });

  it('keeps a mirrored mesh right side out', () => {
    const [mesh] = readModel(
      [meshObject(1, BOX)],
      ['<item objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/>'],
    );
    expect(measureMesh(mesh)).toMatchObject({ volume_mm3: 6, watertight: true });
  });

  it('reads objects that are not in the build not at all', () => {
    const objects = [meshObject(1, BOX), meshObject(2, torus(5, 1, 8, 8))];
    expect(readModel(objects, ['<item objectid="1"/>'])).toEqual([BOX]);
  });

  it('passes over supports, surfaces and elements of other namespaces', () => {
    const objects = [
      meshObject(1, BOX),
      meshObject(2, BOX, 'type="support"'),
      '<m:colorgroup xmlns:m="urn:m" id="9"><m:vertex x="oops"/></m:colorgroup>',
      '<basematerials id="5"><base name="PLA" displaycolor="#FF0000"/></basematerials>',
    ];
    expect(readModel(objects, ['<item objectid="2"/>', '<item objectid="1"/>'])).toEqual([BOX]);
  });

  it('reads elements with a prefix', () => {
    const xml = modelXml([meshObject(1, BOX)], ['<item objectid="1"/>'])
      .replace(/<(\/?)(?=[a-z])/g, '<$1c:')
      .replace('xmlns=', 'xmlns:c=');
    expect(read3mf(pack3mf({ [USUAL_PART]: xml }))).toEqual([BOX]);
  });

  it('follows the relationship to the model, and paths to objects in other parts', () => {
    const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Target="/Metadata/thumbnail.png" Id="a" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"/>
      <Relationship Target="/3D/Root.model" Id="b" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>`;
    const reference = '<component p:path="/3D/Objects/part.model" objectid="1"/>';
    const file = pack3mf({
      '_rels/.rels': relationships,
      '3D/root.model': modelXml([group(7, reference)], ['<item objectid="7"/>']),
      '3D/Objects/part.model': modelXml([meshObject(1, BOX)], [], 'unit="inch"'),
    });
    expect(measureMesh(read3mf(file)[0]).volume_mm3 / (6 * 25.4 ** 3)).toBeCloseTo(1, 5);
  });

  it('leaves out triangles that are lines', () => {
    const mesh = { ...BOX, indices: Uint32Array.of(...BOX.indices, 0, 0, 1) };
    expect(read3mf(make3mf([mesh]))).toEqual([BOX]);
  });

  it('takes names of parts for nothing but names', () => {
    const file = pack3mf({
      '../../etc/passwd': 'x',
      'nested.zip': make3mf([BOX]),
      [USUAL_PART]: modelXml([meshObject(1, BOX)], ['<item objectid="1"/>']),
    });
    expect(read3mf(file)).toEqual([BOX]);
  });
});

describe('read3mf refuses', () => {
  const vertex = '<vertex x="0" y="0" z="0"/>';
  const meshOf = (vertices: string, triangles: string) =>
    `<object id="1"><mesh><vertices>${vertices}</vertices><triangles>${triangles}</triangles></mesh></object>`;

  it.each([
    ['an object that is missing', [], '<item objectid="4"/>', /does not exist/],
    ['an empty build', [meshObject(1, BOX)], '', /no solid/],
    ['only supports', [meshObject(1, BOX, 'type="support"')], '<item objectid="1"/>', /no solid/],
    [
      'a vertex that is missing',
      [meshOf(vertex, '<triangle v1="0" v2="1" v3="2"/>')],
      '',
      /vertex that does not/,
    ],
    ['a negative vertex', [meshOf(vertex, '<triangle v1="0" v2="-1" v3="2"/>')], '', /v2 "-1"/],
    ['a triangle without corners', [meshOf(vertex, '<triangle v1="0"/>')], '', /no v2/],
    ['a coordinate beyond float32', [meshOf('<vertex x="0" y="1e39" z="0"/>', '')], '', /the y "1e39"/],
    ['a coordinate that is no number', [meshOf('<vertex x="nan" y="0" z="0"/>', '')], '', /the x "nan"/],
    ['an empty coordinate', [meshOf('<vertex x=" " y="0" z="0"/>', '')], '', /the x " "/],
    ['a vertex outside of objects', [vertex], '', /outside/],
    ['an unreadable transform', [meshObject(1, BOX)], '<item objectid="1" transform="1 2 3"/>', /transform/],
    [
      'a transform beyond float32',
      [meshObject(1, BOX)],
      '<item objectid="1" transform="1e39 0 0 0 1 0 0 0 1 0 0 0"/>',
      /out of reach/,
    ],
    [
      'components in a circle',
      [group(1, component(2)), group(2, component(1))],
      '<item objectid="1"/>',
      /too deep/,
    ],
    ['a part that is missing', [], '<item objectid="1" p:path="/3D/x.model"/>', /no part/],
  ])('%s', (_, objects, item, message) => {
    expect(() => readModel(objects, [item])).toThrow(refusal('INVALID_INPUT', message));
  });

  it('components that double at every level', () => {
    const levels = Array.from({ length: 25 }, (_, level) =>
      group(level + 2, component(level + 1), component(level + 1)),
    );
    const started = performance.now();
    expect(() => readModel([meshObject(1, BOX), ...levels], ['<item objectid="26"/>'])).toThrow(
      refusal('INVALID_INPUT', /too deep/),
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('more triangles than allowed, however they are placed', () => {
    const items = Array.from({ length: 5000 }, () => '<item objectid="1"/>');
    expect(() => readModel([meshObject(1, torus(5, 1, 20, 20))], items)).toThrow(
      refusal('OUTPUT_TOO_LARGE', /2000000/),
    );
  });

  it('an unknown unit', () => {
    expect(() => readModel([], [], 'unit="parsec"')).toThrow(refusal('INVALID_INPUT', /"parsec"/));
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE model [<!ENTITY a "x">]><model/>', /DOCTYPE/],
    ['an unknown entity', '<model>&a;</model>', /malformed/],
    ['XML that ends too early', modelXml([], []).slice(0, -9), /malformed/],
    ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0xff, 0xfe), /malformed/],
    ['XML that is nested too deep', '<a>'.repeat(1000), /too deep/],
    ['another root', '<svg xmlns="http://www.w3.org/2000/svg"/>', /no 3MF model/],
  ])('%s', (_, xml, message) => {
    expect(() => read3mf(pack3mf({ [USUAL_PART]: xml }))).toThrow(refusal('INVALID_INPUT', message));
  });

  it('a package without a model', () => {
    expect(() => read3mf(pack3mf({ 'a.txt': 'x' }))).toThrow(refusal('INVALID_INPUT', /no part/));
  });

  it('anything damaged with its own errors only', () => {
    const xml = modelXml([meshObject(1, BOX)], ['<item objectid="1"/>']);
    fc.assert(
      fc.property(fc.nat(xml.length), fc.nat(40), fc.string({ maxLength: 8 }), (at, length, text) => {
        try {
          read3mf(pack3mf({ [USUAL_PART]: xml.slice(0, at) + text + xml.slice(at + length) }));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
