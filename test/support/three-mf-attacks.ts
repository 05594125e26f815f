import { zipSync } from 'fflate';
import { type AssetAttack, RUNTIME } from './asset-attack.ts';
import { BOMB } from './drawing-attacks.ts';
import { make3mf, meshObject, modelXml, pack3mf, USUAL_PART } from './make-3mf.ts';
import { box } from './meshes.ts';

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
    name: 'a bomb of 100 MB',
    file: 'a.3mf',
    content: bomb(),
    codes: RUNTIME,
    message: /a\.3mf.*64 MB or 100 times/,
  },
  {
    name: 'a bomb that lies about its size',
    file: 'a.3mf',
    content: lyingAboutSize(),
    codes: RUNTIME,
    message: /damaged/,
  },
  {
    name: '2,000 entries',
    file: 'a.3mf',
    content: zipSync(
      Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}`, new Uint8Array()])),
    ),
    codes: RUNTIME,
    message: /2000 parts/,
  },
  {
    name: 'a package in a package',
    file: 'a.3mf',
    content: pack3mf({ 'a.3mf': make3mf([BOX]) }),
    codes: RUNTIME,
    message: /no part/,
  },
  { name: 'no ZIP', file: 'a.3mf', content: 'hello', codes: RUNTIME, message: /not a ZIP/ },
  {
    name: 'a DOCTYPE',
    file: 'a.3mf',
    content: pack3mf({ [USUAL_PART]: `<!DOCTYPE model [${BOMB}]><model>&j;</model>` }),
    codes: RUNTIME,
    message: /DOCTYPE/,
  },
  {
    name: 'components that double at every level',
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
    codes: RUNTIME,
    message: /too deep/,
  },
];
