import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LibraryFile } from '../../../../src/contracts/model.ts';
import type { LibraryDocs } from '../../../../src/contracts/ports.ts';
import type { BundledCatalog } from '../../../../src/project/libraries/bundled-libraries.ts';
import { InstalledLibraries } from '../../../../src/project/libraries/installed-libraries.ts';

let place: string;
let catalog: BundledCatalog;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function write(path: string, text: string): string {
  const file = join(place, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function bundle(name: string, files: Record<string, string>): { sha256: string } {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  const archive = zipSync(Object.fromEntries(entries));
  writeFileSync(join(place, `${name}.zip`), archive);
  return { sha256: sha256(archive) };
}

/** Libraries in the folders `own` and `shared`, and the bundled ones. */
const open = (folders = ['own', 'shared'], allowedExtensions?: ReadonlySet<string>) =>
  new InstalledLibraries({
    folders: folders.map(folder => join(place, folder)),
    ...(allowedExtensions && { allowedExtensions }),
    bundled: { folder: pathToFileURL(`${place}/`), catalog: async () => catalog },
  });

/** What the bundled library is said to offer. */
const BUNDLED_DOCS: LibraryDocs = {
  example: 'include <Bundled/std.scad>\nbox();',
  files: [
    {
      path: 'std.scad',
      statement: 'include <Bundled/std.scad>',
      names: [{ kind: 'module', name: 'box', signature: '(size = 1)', purpose: 'Makes a box.' }],
    },
  ],
};

const textOf = (file: LibraryFile | null) => (file === null ? null : Buffer.from(file.bytes).toString());

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'libraries-'));
  const facts = { licence: 'MIT', homepage: 'https://example.org', description: 'Boxes.' };
  const names = '[{"statement":"include <Bundled/std.scad>","names":"box lid"}]';
  writeFileSync(join(place, 'names.json'), names);
  const docs = JSON.stringify({ Bundled: BUNDLED_DOCS });
  writeFileSync(join(place, 'docs.json'), docs);
  catalog = {
    archives: {
      Bundled: {
        ...facts,
        ...bundle('Bundled', { 'std.scad': 'bundled(); // c', 'more.scad': 'more();', LICENSE: 'MIT' }),
      },
      Other: { ...facts, ...bundle('Other', { 'other.scad': 'other();', 'parts/a.scad': 'a();' }) },
    },
    shortPaths: { 'other.scad': 'Other/other.scad', parts: 'Other/parts' },
    names: { file: 'names.json', sha256: sha256(strToU8(names)) },
    docs: { file: 'docs.json', sha256: sha256(strToU8(docs)) },
  };
});
afterEach(() => rmSync(place, { recursive: true }));

describe('a bundled library', () => {
  test('gives the same file every time, in shared memory, without comments', async () => {
    const libraries = open();
    const file = await libraries.find('Bundled/std.scad');
    expect(file).toMatchObject({ path: 'Bundled/std.scad', isSource: true });
    expect(textOf(file)).toBe('bundled(); ');
    expect(file?.sha256).toBe(sha256(strToU8('bundled(); ')));
    expect(file?.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(await libraries.find('./Bundled//std.scad')).toBe(file);
  });

  test('has the files it has', async () => {
    const libraries = open();
    expect(await libraries.find('Bundled/missing.scad')).toBeNull();
    expect(await libraries.find('Bundled')).toBeNull();
    expect(await libraries.find('bundled/std.scad')).toBeNull();
    expect(await libraries.find('__proto__/std.scad')).toBeNull();
    expect(await libraries.find('Bundled/LICENSE')).toMatchObject({ isSource: false });
  });

  test('can be written without its folder where its authors do', async () => {
    const libraries = open();
    expect(await libraries.find('other.scad')).toMatchObject({ path: 'other.scad' });
    expect(textOf(await libraries.find('parts/a.scad'))).toBe('a();');
    expect(await libraries.find('other.scad/other.scad')).toBeNull();
  });

  test('that is damaged is unavailable, until it is mended', async () => {
    const libraries = open();
    const file = join(place, 'Bundled.zip');
    const good = zipSync({ 'std.scad': strToU8('good();') });
    writeFileSync(file, good);
    const failure = { code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('Bundled.zip') };
    await expect(libraries.find('Bundled/std.scad')).rejects.toMatchObject(failure);
    rmSync(file);
    await expect(libraries.find('Bundled/std.scad')).rejects.toMatchObject(failure);
    expect(await libraries.find('Other/other.scad')).not.toBeNull();
    bundle('Bundled', { 'std.scad': 'bundled(); // c', 'more.scad': 'more();', LICENSE: 'MIT' });
    expect(await libraries.find('Bundled/std.scad')).not.toBeNull();
  });

  test('lists the names of its modules', async () => {
    const statement = 'include <Bundled/std.scad>';
    expect(await open().names()).toEqual([
      { name: 'box', statement },
      { name: 'lid', statement },
    ]);
  });

  test('says what it offers, unless one of the user hides it', async () => {
    expect(await open().describe('Bundled')).toEqual(BUNDLED_DOCS);
    expect(await open().describe('missing')).toBeNull();
    expect(await open().describe('__proto__')).toBeNull();
    write('own/Bundled/std.scad', 'mine();');
    expect(await open().describe('Bundled')).toBeNull();
  });
});

describe('a library of the user', () => {
  test('hides the bundled one and those further back, completely', async () => {
    write('own/Bundled/std.scad', 'mine();');
    write('shared/Bundled/more.scad', 'shared();');
    const libraries = open();
    expect(textOf(await libraries.find('Bundled/std.scad'))).toBe('mine();');
    expect(await libraries.find('Bundled/more.scad')).toBeNull();
  });

  test('may be a single file', async () => {
    write('shared/threads.scad', 'thread();');
    write('shared/notes.txt', 'secret');
    const libraries = open();
    expect(textOf(await libraries.find('threads.scad'))).toBe('thread();');
    expect(await libraries.find('notes.txt')).toBeNull();
  });

  test('is read again when it has changed, and only then', async () => {
    const file = write('own/lib/a.scad', 'one();');
    const libraries = open();
    const first = await libraries.find('lib/a.scad');
    expect(await libraries.find('lib/a.scad')).toBe(first);
    writeFileSync(file, 'two();');
    const second = await libraries.find('lib/a.scad');
    expect(textOf(second)).toBe('two();');
    utimesSync(file, new Date(0), new Date(0));
    expect(await libraries.find('lib/a.scad')).toBe(second);
    rmSync(file);
    expect(await libraries.find('lib/a.scad')).toBeNull();
  });

  test('counts as soon as it is there', async () => {
    const libraries = open();
    expect(textOf(await libraries.find('Bundled/std.scad'))).toBe('bundled(); ');
    write('shared/Bundled/std.scad', 'shared();');
    expect(textOf(await libraries.find('Bundled/std.scad'))).toBe('shared();');
    write('own/Bundled/std.scad', 'own();');
    expect(textOf(await libraries.find('Bundled/std.scad'))).toBe('own();');
  });

  test('keeps bytes that are no UTF-8, and loses a byte order mark and carriage returns', async () => {
    const file = write('own/lib/a.scad', '');
    writeFileSync(
      file,
      Buffer.concat([Buffer.from('\uFEFFx = "'), Buffer.from([0xe4, 0xff]), Buffer.from('";\r\ny;\r')]),
    );
    const found = await open().find('lib/a.scad');
    expect(Buffer.from(found?.bytes ?? []).toString('latin1')).toBe('x = "\u00E4\u00FF";\ny;\n');
  });

  test('has names whose case counts, whatever the disk', async () => {
    write('own/lib/a.scad', 'one();');
    const libraries = open();
    expect(await libraries.find('Lib/a.scad')).toBeNull();
    expect(await libraries.find('lib/A.scad')).toBeNull();
  });

  test('is found by either spelling of an accented name', async () => {
    write('own/gerät/a.scad'.normalize('NFD'), 'one();');
    expect(await open().find('gerät/a.scad'.normalize('NFC'))).not.toBeNull();
  });

  test('that is too large says so', async () => {
    write('own/lib/a.scad', ' '.repeat(16 * 1024 * 1024 + 1));
    await expect(open().find('lib/a.scad')).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });
});

describe('a library of the user gives out', () => {
  const NAMES = [
    'a.scad',
    'B.SCAD',
    'c.inc',
    'mesh.stl',
    'data.json',
    'settings.py',
    'secret',
    'a.scad.bak',
    'key.pem',
  ];

  async function namesFound(allowedExtensions?: ReadonlySet<string>): Promise<string[]> {
    for (const name of NAMES) write(`own/lib/${name}`, 'x();');
    const libraries = open(['own'], allowedExtensions);
    const found = await Promise.all(NAMES.map(name => libraries.find(`lib/${name}`)));
    return NAMES.filter((_, index) => found[index] !== null);
  }

  test('code, and no other kind of file unless that is allowed', async () => {
    expect(await namesFound()).toEqual(['a.scad', 'B.SCAD', 'c.inc']);
  });

  test('the kinds that are allowed', async () => {
    const allowed = new Set(['.stl', '.json']);
    expect(await namesFound(allowed)).toEqual(['a.scad', 'B.SCAD', 'c.inc', 'mesh.stl', 'data.json']);
  });

  test('no other kind of file by way of a link that lends it an extension', async () => {
    const file = write('own/lib/settings.py', 'password');
    symlinkSync(file, join(place, 'own/lib/settings.scad'));
    expect(await open().find('lib/settings.scad')).toBeNull();
  });
});

describe('nothing outside a library is found', () => {
  test.each(['../secret.scad', 'lib/../../secret.scad', '/etc/passwd', 'lib/.git/config', 'lib\\a.scad'])(
    '%j',
    async path => {
      write('secret.scad', 'secret();');
      write('own/lib/a.scad', 'one();');
      write('own/lib/.git/config', 'token');
      expect(await open().find(path)).toBeNull();
    },
  );

  test('through a link inside a library', async () => {
    write('secret.scad', 'secret();');
    write('own/other/b.scad', 'b();');
    write('own/lib/a.scad', 'one();');
    symlinkSync(join(place, 'secret.scad'), join(place, 'own/lib/out.scad'));
    symlinkSync(join(place, 'own/other'), join(place, 'own/lib/next'));
    symlinkSync(join(place, 'own/lib/a.scad'), join(place, 'own/lib/same.scad'));
    const libraries = open();
    expect(await libraries.find('lib/out.scad')).toBeNull();
    expect(await libraries.find('lib/next/b.scad')).toBeNull();
    expect(textOf(await libraries.find('lib/same.scad'))).toBe('one();');
  });

  test('through a link in place of a single file', async () => {
    write('secret.scad', 'secret();');
    write('own/lib/a.scad', '');
    symlinkSync(join(place, 'secret.scad'), join(place, 'own/loose.scad'));
    expect(await open().find('loose.scad')).toBeNull();
  });

  test('but a link that is the library is followed, and its folder is the border', async () => {
    write('elsewhere/BOSL2/std.scad', 'linked();');
    write('elsewhere/secret.scad', 'secret();');
    mkdirSync(join(place, 'own'));
    symlinkSync(join(place, 'elsewhere/BOSL2'), join(place, 'own/BOSL2'));
    symlinkSync(join(place, 'elsewhere/secret.scad'), join(place, 'elsewhere/BOSL2/out.scad'));
    const libraries = open();
    expect(textOf(await libraries.find('BOSL2/std.scad'))).toBe('linked();');
    expect(await libraries.find('BOSL2/out.scad')).toBeNull();
  });

  test('in folders that do not exist', async () => {
    expect(await open(['missing', 'names.json']).find('lib/a.scad')).toBeNull();
  });
});

describe('the list of libraries', () => {
  test('is in order, with where each came from', async () => {
    write('own/zeta/a.scad', '');
    write('own/alpha.scad', '');
    write('own/.hidden/a.scad', '');
    write('own/readme.txt', '');
    write('shared/Other/a.scad', '');
    const list = await open().list();
    expect(list.map(({ name, origin }) => [name, origin])).toEqual([
      ['alpha.scad', 'folder'],
      ['Bundled', 'bundled'],
      ['Other', 'folder'],
      ['zeta', 'folder'],
    ]);
    expect(list[1]).toMatchObject({ licence: 'MIT', homepage: 'https://example.org', description: 'Boxes.' });
    expect(list[2]).toMatchObject({ folder: join(place, 'shared') });
  });
});
