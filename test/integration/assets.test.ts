import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distFolder } from '../../scripts/project-paths.ts';
import { loadEngineAssets, loadFonts, readManifest } from '../../wasm/assets.ts';

let folder: string;
let url: URL;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'));
  cpSync(join(distFolder, 'assets'), folder, { recursive: true });
  url = pathToFileURL(`${folder}/`);
});
afterEach(() => rmSync(folder, { recursive: true }));

function damage(name: string): void {
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(join(folder, name), bytes);
}

const unavailable = (name: string) => ({
  code: 'BACKEND_UNAVAILABLE',
  message: expect.stringContaining(name),
});

describe('the bundled files', () => {
  it('load when they are as they were built', async () => {
    const { module, manifest } = await loadEngineAssets(url);
    expect(module).toBeInstanceOf(WebAssembly.Module);
    const fonts = await loadFonts(url, manifest);
    expect(fonts).toHaveLength(55);
    expect(fonts.every(({ bytes }) => bytes.buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it.each(['openscad.wasm', 'openscad.mjs'])('are refused when one bit of %s is wrong', async name => {
    damage(name);
    await expect(loadEngineAssets(url)).rejects.toMatchObject(unavailable(name));
  });

  it.each(['openscad.wasm', 'manifest.json'])('are missed by name without %s', async name => {
    rmSync(join(folder, name));
    await expect(loadEngineAssets(url)).rejects.toMatchObject(unavailable(name));
  });

  it.each(['LiberationSans-Bold.ttf', 'NotoSans-Bold.ttf.br'])('refuse a damaged font: %s', async name => {
    damage(join('fonts', name));
    const manifest = await readManifest(url);
    await expect(loadFonts(url, manifest)).rejects.toMatchObject(unavailable(name));
  });
});
