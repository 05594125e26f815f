import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEnvFile, readEnvFile } from '../../../src/config/env-file.ts';

function valuesOf(text: string): Record<string, unknown> {
  return Object.fromEntries([...parseEnvFile(text).values].map(([name, { value }]) => [name, value]));
}

describe('the text of .env', () => {
  it('has comments, quotes, export, spaces and empty values', () => {
    const text = [
      'OPENSCAD_TIMEOUT=30                 # seconds',
      'export MCP_PORT = 3001',
      'MCP_AUTH_TOKEN="a#b" # c',
      "TEMP_DIR='/tmp/with space'",
      'LOG_FILE=',
      'REDIS_URL=""',
      '  # MCP_HOST=x',
      '',
    ].join('\r\n');
    expect(valuesOf(text)).toEqual({
      OPENSCAD_TIMEOUT: '30',
      MCP_PORT: '3001',
      MCP_AUTH_TOKEN: 'a#b',
      TEMP_DIR: '/tmp/with space',
    });
  });

  it('warns of a broken line, which takes no other line with it, and does not repeat it', () => {
    const text = 'MCP_AUTH_TOKEN hunter2\nMCP_PORT=1\n=x\nMCP_HOST: y\nLOG_LEVEL=INFO\n';
    expect(valuesOf(text)).toEqual({ MCP_PORT: '1', LOG_LEVEL: 'INFO' });
    expect(parseEnvFile(text).warnings).toEqual(
      [1, 3, 4].map(line => `.env line ${line} is not NAME=value and is not used.`),
    );
  });

  it('has values over several lines in quotes, and knows the lines after them', () => {
    const { values, warnings } = parseEnvFile('KEY="one\nMCP_PORT=9\nthree"\nMCP_HOST=h\n');
    expect(values.get('KEY')?.value).toBe('one\nMCP_PORT=9\nthree');
    expect(values.has('MCP_PORT')).toBe(false);
    expect(values.get('MCP_HOST')?.place).toBe('.env line 4: MCP_HOST');
    expect(warnings).toEqual([]);
  });

  it('does not lose the rest of the file to a quote that never closes', () => {
    expect(valuesOf('A="open\nMCP_PORT=1\n').MCP_PORT).toBe('1');
  });

  it('is not taken in by names of object properties', () => {
    expect(valuesOf('__proto__=1\nconstructor=2\nMCP_PORT=3').MCP_PORT).toBe('3');
  });
});

describe('.env in the working directory', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function expectUnused(reason: RegExp) {
    const { values, warnings } = await readEnvFile(folder);
    expect(values.size).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(reason)]);
  }

  it('may be missing', async () => {
    expect(await readEnvFile(folder)).toEqual({ values: new Map(), warnings: [] });
  });

  it('may begin with a byte order mark', async () => {
    writeFileSync(join(folder, '.env'), '\uFEFFMCP_PORT=1\n');
    expect((await readEnvFile(folder)).values.get('MCP_PORT')?.value).toBe('1');
  });

  it('is not used when it is a folder', async () => {
    mkdirSync(join(folder, '.env'));
    await expectUnused(/is not a file/);
  });

  it('is not used when it is large', async () => {
    writeFileSync(join(folder, '.env'), 'MCP_PORT=1\n'.repeat(6000));
    await expectUnused(/larger than 65536 bytes/);
  });

  it('is not used when it is UTF-16, as some shells write it', async () => {
    writeFileSync(join(folder, '.env'), Buffer.from('\uFEFFMCP_PORT=1\n', 'utf16le'));
    await expectUnused(/is not UTF-8/);
  });

  it.skipIf(process.platform === 'win32')('is not used when it is a link', async () => {
    writeFileSync(join(folder, 'real'), 'MCP_PORT=1\n');
    symlinkSync('real', join(folder, '.env'));
    await expectUnused(/symbolic link/);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(folder, '.env')]);
    await expectUnused(/is not a file/);
  });
});
