import { zipSync } from 'fflate';
import { make3mf, meshObject, modelXml, pack3mf, USUAL_PART } from '../../support/make-3mf.ts';
import { box } from '../../support/meshes.ts';
import type { AssetAttack } from './asset-attack.ts';
import { BOMB } from './drawing-attacks.ts';

const BOX = box([0, 0, 0], [1, 1, 1]);

function bomb(): Uint8Array {
  const xml = modelXml([meshObject(1, BOX)], ['<item objectid="1"/>']);
  return pack3mf({ [USUAL_PART]: xml + ' '.repeat(100 << 20) });
}

function lyingAboutSize(): Uint8Array {
  const bytes = Buffer.from(bomb());
  for (const signature of ['PK\x01\x02', 'PK\x03\x04']) {
    const at = bytes.indexOf(signature, 0, 'latin1');
    bytes.writeUInt32LE(1000, at + (signature === 'PK\x01\x02' ? 24 : 22));
  }
  return bytes;
}

/** Entry 85 of the catalogue. */
export const THREE_MF_ATTACKS: readonly AssetAttack[] = [
  {
    id: 85,
    title: 'a bomb of 100 MB',
    file: 'a.3mf',
    content: bomb(),
    message: /a\.3mf.*64 MB or 100 times/,
  },
  {
    id: 85,
    title: 'a bomb that lies about its size',
    file: 'a.3mf',
    content: lyingAboutSize(),
    message: /damaged/,
  },
  {
    id: 85,
    title: '2,000 entries',
    file: 'a.3mf',
    content: zipSync(
      Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}`, new Uint8Array()])),
    ),
    message: /2000 parts/,
  },
  {
    id: 85,
    title: 'a package in a package',
    file: 'a.3mf',
    content: pack3mf({ 'a.3mf': make3mf([BOX]) }),
    message: /no part/,
  },
  { id: 85, title: 'no ZIP', file: 'a.3mf', content: 'hello', message: /not a ZIP/ },
  {
    id: 85,
    title: 'a DOCTYPE',
    file: 'a.3mf',
    content: pack3mf({ [USUAL_PART]: `<!DOCTYPE model [${BOMB}]><model>&j;</model>` }),
    message: /DOCTYPE/,
  },
  {
    id: 85,
    title: 'components that double at every level',
    file: 'a.3mf',
    content: pack3mf({
      [USUAL_PART]: modelXml(
        [
          meshObject(1, BOX),
          ...Array.from({ length: 30 }, (_, level) => {
            const half = `<component objectid="${level + 1}"/>`;
            return `<object id="${level + 2}"><components>${half}${half}</components></object>`;
          }),
        ],
        ['<item objectid="31"/>'],
      ),
    }),
    message: /too deep/,
  },
];
