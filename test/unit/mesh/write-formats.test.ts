import { unzipSync } from 'fflate';
import { Box3, type Object3D, Mesh as ThreeMesh } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';
import { describe, expect, it } from 'vitest';
import { escapeXml } from '../../../src/mesh/mesh-object.ts';
import { write3mf } from '../../../src/mesh/write-3mf.ts';
import { writeAmf } from '../../../src/mesh/write-amf.ts';
import { writeGlb } from '../../../src/mesh/write-glb.ts';
import { writeObj } from '../../../src/mesh/write-obj.ts';
import { FILE_TITLE, HARD_NAME, TWO_OBJECTS, TWO_OBJECTS_TRIANGLES } from '../../support/mesh-objects.ts';

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const countOf = (text: string, part: string) => text.split(part).length - 1;

function meshesOf(scene: Object3D): ThreeMesh[] {
  const meshes: ThreeMesh[] = [];
  scene.traverse(node => {
    if (node instanceof ThreeMesh) meshes.push(node);
  });
  return meshes;
}

describe('writeObj', () => {
  it('is read by three as the same solids', () => {
    const group = new OBJLoader().parse(decode(writeObj(TWO_OBJECTS)));
    expect(group.children.map(({ name }) => name)).toEqual([HARD_NAME.replaceAll(' ', '_'), 'ring']);
    const corners = meshesOf(group).map(({ geometry }) => geometry.getAttribute('position').count);
    expect(corners).toEqual([36, (TWO_OBJECTS_TRIANGLES - 12) * 3]);
    const { min, max } = new Box3().setFromObject(group);
    expect([...min, ...max]).toEqual([-25, -25, -5, 25, 25, 5]);
  });
});

describe('writeGlb', () => {
  // The loader looks for the browser's global object.
  Object.assign(globalThis, { self: globalThis });
  const read = async () => {
    const bytes = writeGlb(TWO_OBJECTS, FILE_TITLE);
    const { scene } = await new GLTFLoader().parseAsync(Uint8Array.from(bytes).buffer, '');
    scene.updateMatrixWorld(true);
    return scene;
  };

  it('is read by three in metres with Y up', async () => {
    const { min, max } = new Box3().setFromObject(await read());
    const expected = [-0.025, -0.005, -0.025, 0.025, 0.005, 0.025];
    [...min, ...max].forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index], 9);
    });
  });

  it('keeps vertices shared, and has a material for every colour', async () => {
    const meshes = meshesOf(await read());
    expect(meshes).toHaveLength(3);
    const [cube, ...ring] = meshes;
    expect(cube.geometry.getAttribute('position').count).toBe(8);
    const colors = ring.map(({ material }) => {
      if (Array.isArray(material) || !('color' in material)) throw new Error('one material each');
      return [String(Object(material.color).getHexString()), Number(material.opacity.toFixed(2))];
    });
    expect(colors).toEqual([
      ['ff0000', 1],
      ['0080ff', 0.5],
    ]);
  });
});

describe('write3mf', () => {
  const files = unzipSync(write3mf(TWO_OBJECTS, FILE_TITLE));
  const model = decode(files['3D/3dmodel.model']);

  it('has the parts of the package that the specification asks for', () => {
    expect(Object.keys(files)).toEqual(['[Content_Types].xml', '_rels/.rels', '3D/3dmodel.model']);
    expect(decode(files['_rels/.rels'])).toContain('Target="/3D/3dmodel.model"');
  });

  it('has an object and a build item for each solid, with its name', () => {
    expect(countOf(model, '<object ')).toBe(2);
    expect(countOf(model, '<item ')).toBe(2);
    expect(model).toContain(`name="${escapeXml(HARD_NAME)}"`);
    expect(countOf(model, '<triangle ')).toBe(TWO_OBJECTS_TRIANGLES);
  });

  it('gives colours to triangles that differ from their object', () => {
    expect(model).toContain('<base name="#0080FF80" displaycolor="#0080FF80"/>');
    expect(model).toMatch(/<object id="3"[^>]* pid="1" pindex="0">/);
    expect(countOf(model, ' pid="1" p1="1"/>')).toBe(288);
  });

  it('is the same file for the same model', () => {
    expect(write3mf(TWO_OBJECTS, FILE_TITLE)).toEqual(write3mf(TWO_OBJECTS, FILE_TITLE));
  });
});

describe('writeAmf', () => {
  it('has a volume with its material for each colour', () => {
    const text = decode(writeAmf(TWO_OBJECTS, FILE_TITLE));
    expect(countOf(text, '<volume>')).toBe(1);
    expect(text).toContain(
      '<material id="2"><color><r>0</r><g>0.502</g><b>1</b><a>0.502</a></color></material>',
    );
    expect(countOf(text, '<triangle>')).toBe(TWO_OBJECTS_TRIANGLES);
  });
});

describe('escapeXml', () => {
  it('leaves out what XML cannot hold', () => {
    expect(escapeXml('a\u0000\u001fb\ud800c\uffff<')).toBe('abc&lt;');
  });
});
