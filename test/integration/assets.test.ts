import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distFolder } from '../../scripts/project-paths.ts';
import { loadEngineAssets, loadFonts, readManifest, verifyAssets } from '../../wasm/assets.ts';

let folder: string;
let url: URL;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'));
  cpSync(join(distFolder, 'assets'), folder, { recursive: true });
  url = pathToFileURL(`${folder}/`);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes one bit; done twice, none. */
function damage(name: string): void {
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(join(folder, name), bytes);
}

/** All files but texts for people, which no code reads, and the list itself, which is checked by its form. */
function listHashed(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/^(AUTHORS|COPYING|LICENSE|manifest\.json)/.test(entry.name))
    .map(entry => join(relative(folder, entry.parentPath), entry.name));
}

const unavailable = (name: string) => ({
  code: 'BACKEND_UNAVAILABLE',
  message: expect.stringContaining(name),
});

describe('the bundled files', () => {
  it('load when they are as they were built', async () => {
    const { program, manifest } = await loadEngineAssets(url);
    expect(program.module).toBeInstanceOf(WebAssembly.Module);
    expect(program.trampolines.module).toBeInstanceOf(WebAssembly.Module);
    const fonts = await loadFonts(url, manifest);
    expect(fonts).toHaveLength(55);
    expect(fonts.every(({ bytes }) => bytes.buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it.each(['openscad.wasm', 'trampolines.wasm', 'openscad.mjs'])(
    'are refused when one bit of %s is wrong',
    async name => {
      damage(name);
      await expect(loadEngineAssets(url)).rejects.toMatchObject(unavailable(name));
    },
  );

  it.each(['openscad.wasm', 'manifest.json'])('are missed by name without %s', async name => {
    rmSync(join(folder, name));
    await expect(loadEngineAssets(url)).rejects.toMatchObject(unavailable(name));
  });

  it.each(['LiberationSans-Bold.ttf', 'NotoSans-Bold.ttf.br'])('refuse a damaged font: %s', async name => {
    damage(join('fonts', name));
    const manifest = await readManifest(url);
    await expect(loadFonts(url, manifest)).rejects.toMatchObject(unavailable(name));
  });

  it('are checked all, and one that is damaged is named', async () => {
    const names = listHashed();
    await expect(verifyAssets(url)).resolves.toMatchObject({ files: names.length });
    for (const name of names) {
      damage(name);
      await expect(verifyAssets(url), name).rejects.toMatchObject(unavailable(basename(name)));
      damage(name);
    }
  });
});
