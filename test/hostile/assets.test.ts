import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asToolFiles } from '../support/asset-files.ts';
import { COMMENT_ATTACKS, DXF_ATTACKS, svg, XML_ATTACKS } from '../support/drawing-attacks.ts';
import { HEIGHTMAP_ATTACKS } from '../support/heightmap-attacks.ts';
import { meshObject, modelXml, pack3mf, USUAL_PART } from '../support/make-3mf.ts';
import { INDEX_ATTACKS, STL_ATTACKS } from '../support/mesh-attacks.ts';
import { box } from '../support/meshes.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { THREE_MF_ATTACKS } from '../support/three-mf-attacks.ts';
import { expectWell } from '../support/well.ts';

/** Files that are made to hurt: each gets a code or a diagnostic in time, and the server is well afterwards. */

/** Deadline given to every attack, in seconds. */
const TIMEOUT_S = 6;

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ env: { OPENSCAD_MAX_MEMORY_MB: '512' } });
});
afterAll(() => server.close());

describe.each([
  ['78–80: STL', STL_ATTACKS],
  ['81: DXF', DXF_ATTACKS],
  ['82: comments', COMMENT_ATTACKS],
  ['83, 84: XML', XML_ATTACKS],
  ['85: 3MF', THREE_MF_ATTACKS],
  ['86: heights', HEIGHTMAP_ATTACKS],
  ['87: indices', INDEX_ATTACKS],
])('%s', (_, attacks) => {
  it.each(attacks)('$file with $name', async ({ file, content, code, codes, message }) => {
    const started = performance.now();
    const { report, isError } = await server.call('render_model', {
      code: code ?? `import("${file}");`,
      files: asToolFiles({ [file]: content }),
      timeout_s: TIMEOUT_S,
    });
    const ms = performance.now() - started;
    expect(isError, report.summary).toBe(true);
    expect(codes, report.summary).toContain(report.error.code);
    if (message !== undefined) expect(report.summary).toMatch(message);
    expect(ms).toBeLessThan((TIMEOUT_S + 1) * 1000);
    await expectWell(server);
  });
});

describe('84: SVG', () => {
  it('reads no host file for an external entity', async () => {
    const content = svg(
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<text>&x;</text><rect width="5" height="5"/>',
    );
    const { report } = await server.call('render_model', {
      code: 'import("a.svg");',
      files: asToolFiles({ 'a.svg': content }),
    });
    expect(JSON.stringify(report)).not.toMatch(/root:/);
    expect(report.outline.area_mm2).toBe(25);
    await expectWell(server);
  });
});

describe('85: 3MF', () => {
  it('uses the names of entries for nothing', async () => {
    const content = pack3mf({
      '../../../tmp/slipped': 'x',
      '/etc/slipped': 'x',
      [USUAL_PART]: modelXml([meshObject(1, box([0, 0, 0], [1, 1, 1]))], ['<item objectid="1"/>']),
    });
    const { report } = await server.call('render_model', {
      code: 'import("a.3mf");',
      files: asToolFiles({ 'a.3mf': content }),
    });
    expect(report.mesh.volume_mm3).toBe(1);
    await expectWell(server);
  });
});

describe('88: writing 3MF', () => {
  it('is done by the server, since OpenSCAD does not survive it', async () => {
    const { report, isError, text } = await server.call('export_model', { code: 'cube(1);', format: '3mf' });
    expect(isError, text).toBe(false);
    expect(report.artifacts[0].format).toBe('3mf');
    await expectWell(server);
  });
});
