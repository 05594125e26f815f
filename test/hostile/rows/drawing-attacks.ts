import { dxf } from '../../support/asset-files.ts';
import type { AssetAttack } from './asset-attack.ts';

const entity = (code: string, ...pairs: (string | number)[]) => `0\n${code}\n${pairs.join('\n')}\n`;
const vertices = entity('VERTEX', 10, 1, 20, 1, 70, -1).repeat(3);

/** Entry 81 of the catalogue. */
export const DXF_ATTACKS: readonly AssetAttack[] = [
  ...Object.entries({
    garbage: '\u0001\u0002garbage\nxx',
    'odd groups': '0\nSECTION\n2\nENTITIES\n0\nLINE\n10',
    'words for numbers': '0\nSECTION\n2\nENTITIES\n0\nLINE\n10\nabc\n',
    'a negative count': dxf(entity('LWPOLYLINE', 90, -5, 70, 1, 10, 0, 20, 0)),
    'a block within itself':
      '0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n2\nA\n0\nINSERT\n2\nA\n0\nENDBLK\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n2\nA\n0\nENDSEC\n0\nEOF\n',
    'an endless ellipse': dxf(
      entity('ELLIPSE', 10, 0, 20, 0, 11, '1e308', 21, '1e308', 40, '1e308', 41, 0, 42, '1e308'),
    ),
    'an endless arc': dxf(entity('ARC', 10, 0, 20, 0, 40, '1e30', 50, 0, 51, '1e9')),
    'entities cut off': dxf(
      `${entity('POLYLINE')}${vertices}${entity('SEQEND')}`,
      entity('ARC', 50, 'nan', 51, 'nan'),
      entity('CIRCLE', 40, -1),
    ),
    'a layer of 100 kB': dxf(entity('LINE', 8, 'x'.repeat(100_000), 10, 0)),
  }).map(
    ([title, content]): AssetAttack => ({
      id: 81,
      title,
      file: 'a.dxf',
      content,
      expected: ['SCAD_RUNTIME', 'EMPTY_GEOMETRY', 'ENGINE_CRASHED', 'DEADLINE_EXCEEDED'],
    }),
  ),
];

/** Entry 82. */
export const COMMENT_ATTACKS: readonly AssetAttack[] = [
  ...['cube(1); /*', '/*', 'cube(1); /* [group] */ /*', '/*\n*/ /*['].map(
    (code): AssetAttack => ({
      id: 82,
      title: `the comment ${JSON.stringify(code)}`,
      file: 'unused.txt',
      content: '',
      code,
      expected: 'SCAD_SYNTAX',
      message: /Unterminated comment/,
    }),
  ),
  {
    id: 82,
    title: 'an annotation of 100 kB',
    file: 'unused.txt',
    content: '',
    code: `a = 0; // [${'['.repeat(100_000)}\ncube(a);`,
    expected: 'EMPTY_GEOMETRY',
  },
];

/** Declarations of entities of which each stands for ten of the one before. */
export const BOMB = `<!ENTITY a "${'x'.repeat(1000)}">${[...'bcdefghij']
  .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`)
  .join('')}`;
export const svg = (doctype: string, content: string) =>
  `<?xml version="1.0"?>${doctype}<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm" viewBox="0 0 10 10">${content}</svg>`;

/** Entries 83 and 84. */
export const XML_ATTACKS: readonly AssetAttack[] = [
  {
    id: 83,
    title: 'an entity bomb',
    file: 'a.svg',
    content: svg(`<!DOCTYPE svg [${BOMB}]>`, '<desc>&j;</desc><rect width="5" height="5"/>'),
    message: /a\.svg/,
  },
  {
    id: 84,
    title: 'a host file as an attribute',
    file: 'a.svg',
    content: svg(
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<rect id="&x;" width="5" height="5"/>',
    ),
  },
  {
    id: 83,
    title: 'a depth of 100,000',
    file: 'a.svg',
    content: svg('', `${'<g>'.repeat(100_000)}${'</g>'.repeat(100_000)}`),
  },
  {
    id: 83,
    title: 'an entity bomb',
    file: 'a.amf',
    content: `<?xml version="1.0"?><!DOCTYPE amf [${BOMB}]><amf><object id="0"><mesh><vertices>&j;</vertices></mesh></object></amf>`,
  },
];
