import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasNative } from '../../scripts/native.ts';
import { write3mf } from '../../src/mesh/write-3mf.ts';
import { writeAmf } from '../../src/mesh/write-amf.ts';
import { writeOff } from '../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../src/mesh/write-stl.ts';
import { FILE_TITLE, TWO_OBJECTS, TWO_OBJECTS_TRIANGLES } from '../support/mesh-objects.ts';

/** What we write, read by the native program's import(). */
const folder = mkdtempSync(join(tmpdir(), 'native-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ring = TWO_OBJECTS[1].mesh;
const FILES = {
  'solids.3mf': { bytes: write3mf(TWO_OBJECTS, FILE_TITLE), triangles: TWO_OBJECTS_TRIANGLES },
  'solids.amf': { bytes: writeAmf(TWO_OBJECTS, FILE_TITLE), triangles: TWO_OBJECTS_TRIANGLES },
  'ring.stl': { bytes: writeBinaryStl(ring), triangles: TWO_OBJECTS_TRIANGLES - 12 },
  'ring.off': { bytes: writeOff(ring), triangles: TWO_OBJECTS_TRIANGLES - 12 },
};

describe.skipIf(!hasNative() && !process.env.CI)('native OpenSCAD', () => {
  it.each(Object.entries(FILES))('reads %s', (name, { bytes, triangles }) => {
    writeFileSync(join(folder, name), bytes);
    const model = join(folder, 'import.scad');
    const output = join(folder, 'out.stl');
    writeFileSync(model, `import("${name}");`);
    rmSync(output, { force: true });
    const { stderr } = spawnSync('openscad', ['-o', output, model], { encoding: 'utf8' });
    expect(stderr).not.toMatch(/WARNING|ERROR/);
    expect(readFileSync(output, 'utf8').match(/facet normal/g)).toHaveLength(triangles);
  });
});
