import { png } from '../../support/asset-files.ts';
import type { AssetAttack } from './asset-attack.ts';

const row = (length: number) => Array.from({ length }, () => 0);
const picture = { depth: 8, colorType: 0, rows: [row(3), row(3), row(3)] };

/** Entry 86 of the catalogue. */
export const HEIGHTMAP_ATTACKS: readonly AssetAttack[] = [
  ...[
    {
      title: 'a header of 10^12 pixels',
      content: png({ ...picture, width: 1e6, height: 1e6 }),
      message: /1000000 × 1000000/,
    },
    {
      title: 'a header of 10^8 pixels',
      content: png({ ...picture, width: 1e4, height: 1e4 }),
      message: /10000 × 10000/,
    },
    {
      title: '1,000,000 pixels',
      content: png({
        depth: 8,
        colorType: 0,
        width: 1000,
        height: 1000,
        rows: Array.from({ length: 1000 }, () => row(1000)),
      }),
      message: /1000 × 1000/,
    },
    { title: 'a wrong checksum', content: png({ ...picture, width: 3, height: 3, hasWrongChecksum: true }) },
    {
      title: 'a palette picture without palette',
      content: png({ ...picture, colorType: 3, width: 3, height: 3 }),
    },
    { title: 'rows that are missing', content: png({ ...picture, width: 3, height: 300 }) },
    { title: 'no PNG', content: 'hello', message: /not a PNG/ },
  ].map((attack): AssetAttack => ({ id: 86, file: 'a.png', code: 'surface("a.png");', ...attack })),
  ...[
    {
      title: 'one row of 400,000 and one of 1',
      content: `${'1 '.repeat(400_000)}\n1`,
      message: /400000 × 2/,
    },
    { title: 'words', content: 'hello world\n1 2 3' },
    { title: 'nan', content: 'nan 1\n1 1' },
    { title: 'nothing', content: '', message: /no numbers/ },
  ].map((attack): AssetAttack => ({ id: 86, file: 'a.dat', code: 'surface("a.dat");', ...attack })),
];
