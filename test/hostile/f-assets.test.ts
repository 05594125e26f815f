import { zipSync } from 'fflate';
import { expect } from 'vitest';
import { asToolFiles, png } from '../support/asset-files.ts';
import { meshObject, modelXml, pack3mf, USUAL_PART } from '../support/make-3mf.ts';
import { box } from '../support/meshes.ts';
import { toRows } from './rows/asset-attack.ts';
import { COMMENT_ATTACKS, DXF_ATTACKS, svg, XML_ATTACKS } from './rows/drawing-attacks.ts';
import { HEIGHTMAP_ATTACKS } from './rows/heightmap-attacks.ts';
import type { HostileRow } from './rows/hostile-row.ts';
import { INDEX_ATTACKS, STL_ATTACKS } from './rows/mesh-attacks.ts';
import { THREE_MF_ATTACKS } from './rows/three-mf-attacks.ts';
import { runRows } from './run-rows.ts';

/** Section F: files of other programs that are made to hurt. */

const XML_ROWS: readonly HostileRow[] = [
  ...toRows(XML_ATTACKS),
  {
    id: 84,
    title: 'an external entity, for which no file of the host is read',
    args: {
      code: 'import("a.svg");',
      files: asToolFiles({
        'a.svg': svg(
          '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
          '<text>&x;</text><rect width="5" height="5"/>',
        ),
      }),
    },
    expected: 'ok',
    never: /root:/,
    check: ({ report }) => expect(report.outline.area_mm2).toBe(25),
  },
];

const THREE_MF_ROWS: readonly HostileRow[] = [
  ...toRows(THREE_MF_ATTACKS),
  ...toRows([
    {
      id: 85,
      title: '65,535 entries',
      file: 'a.3mf',
      content: zipSync(
        Object.fromEntries(Array.from({ length: 65_535 }, (_, index) => [`${index}`, new Uint8Array()])),
        { level: 0 },
      ),
      message: /65535 parts/,
    },
  ]),
  {
    id: 85,
    title: 'entries that climb, whose names are used for nothing',
    args: {
      code: 'import("a.3mf");',
      files: asToolFiles({
        'a.3mf': pack3mf({
          '../../../tmp/slipped': 'x',
          '/etc/slipped': 'x',
          [USUAL_PART]: modelXml([meshObject(1, box([0, 0, 0], [1, 1, 1]))], ['<item objectid="1"/>']),
        }),
      }),
    },
    expected: 'ok',
    check: ({ report }) => expect(report.mesh.volume_mm3).toBe(1),
  },
];

const ROWS_OF_4 = [
  [0, 1, 2, 3],
  [3, 2, 1, 0],
  [0, 1, 2, 3],
];

const HEIGHTMAP_ROWS: readonly HostileRow[] = [
  ...toRows(HEIGHTMAP_ATTACKS),
  ...[
    {
      title: '16 bits a pixel',
      content: png({ width: 2, height: 3, depth: 16, colorType: 0, rows: ROWS_OF_4 }),
    },
    {
      title: 'a palette',
      content: png({
        width: 4,
        height: 3,
        depth: 8,
        colorType: 3,
        rows: ROWS_OF_4,
        palette: Array.from({ length: 12 }, (_, index) => index * 20),
      }),
    },
  ].map(
    ({ title, content }): HostileRow => ({
      id: 86,
      title: `a picture of ${title}, which is fine`,
      args: { code: 'surface("a.png");', files: asToolFiles({ 'a.png': content }) },
      expected: 'ok',
      check: ({ report }) => expect(report.mesh.triangles).toBeGreaterThan(0),
    }),
  ),
];

const COMMENT_ROWS: readonly HostileRow[] = [
  ...toRows(COMMENT_ATTACKS),
  ...COMMENT_ATTACKS.map(
    ({ code, title }): HostileRow => ({
      id: 82,
      title: `${title}, looked through for parameters`,
      tool: 'list_parameters',
      args: { code },
      expected: ['ok', 'SCAD_SYNTAX', 'SCAD_RUNTIME'],
    }),
  ),
];

runRows({
  STL: toRows(STL_ATTACKS),
  DXF: toRows(DXF_ATTACKS),
  comments: COMMENT_ROWS,
  XML: XML_ROWS,
  '3MF': THREE_MF_ROWS,
  'maps of heights': HEIGHTMAP_ROWS,
  'meshes with indices, and data': toRows(INDEX_ATTACKS),
  'what OpenSCAD does not survive': [
    {
      id: 88,
      title: 'a model as 3MF, which is written by the server',
      tool: 'export_model',
      args: { code: 'cube(1);', format: '3mf' },
      expected: 'ok',
      check: ({ report }) => expect(report.artifacts[0].format).toBe('3mf'),
    },
  ],
});
