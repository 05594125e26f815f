import { type AssetAttack, RUNTIME } from './asset-attack.ts';
import { png } from './asset-files.ts';

const row = (length: number) => Array.from({ length }, () => 0);
const picture = { depth: 8, colorType: 0, rows: [row(3), row(3), row(3)] };

/** Entry 86 of the catalogue. */
export const HEIGHTMAP_ATTACKS: readonly AssetAttack[] = [
  ...[
    {
      name: 'a header of 10^12 pixels',
      content: png({ ...picture, width: 1e6, height: 1e6 }),
      message: /1000000 × 1000000/,
    },
    {
      name: 'a header of 10^8 pixels',
      content: png({ ...picture, width: 1e4, height: 1e4 }),
      message: /10000 × 10000/,
    },
    {
      name: '1,000,000 pixels',
      content: png({
        depth: 8,
        colorType: 0,
        width: 1000,
        height: 1000,
        rows: Array.from({ length: 1000 }, () => row(1000)),
      }),
      message: /1000 × 1000/,
    },
    { name: 'a wrong checksum', content: png({ ...picture, width: 3, height: 3, hasWrongChecksum: true }) },
    {
      name: 'a palette picture without palette',
      content: png({ ...picture, colorType: 3, width: 3, height: 3 }),
    },
    { name: 'rows that are missing', content: png({ ...picture, width: 3, height: 300 }) },
    { name: 'no PNG', content: 'hello', message: /not a PNG/ },
  ].map(attack => ({ file: 'a.png', code: 'surface("a.png");', codes: RUNTIME, ...attack })),
  ...[
    { name: 'one row of 400,000 and one of 1', content: `${'1 '.repeat(400_000)}\n1`, message: /400000 × 2/ },
    { name: 'words', content: 'hello world\n1 2 3' },
    { name: 'nan', content: 'nan 1\n1 1' },
    { name: 'nothing', content: '', message: /no numbers/ },
  ].map(attack => ({ file: 'a.dat', code: 'surface("a.dat");', codes: RUNTIME, ...attack })),
];
