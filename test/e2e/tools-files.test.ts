import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedClient, startServer } from '../support/server.ts';

let folder: string;
let outside: string;
let server: ConnectedClient;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tools-files-')));
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'tools-outside-')));
  symlinkSync(outside, join(folder, 'out'));
  server = await startServer({ cwd: folder, env: { TEMP_DIR: join(outside, 'temp') } });
});
afterAll(async () => {
  await server.close();
  for (const made of [folder, outside]) rmSync(made, { recursive: true });
});

const write = (output_path: string | undefined, more: Record<string, unknown> = {}) =>
  server.call('export_model', {
    code: 'cube(3);',
    format: 'stl',
    ...(output_path === undefined ? {} : { output_path }),
    ...more,
  });

describe('output_path', () => {
  it('counts from the first root and is reported in full', async () => {
    const { report } = await write('part.stl');
    expect(report).toMatchObject({ ok: true, artifacts: [{ path: join(folder, 'part.stl') }] });
    expect(readFileSync(join(folder, 'part.stl')).length).toBe(84 + 12 * 50);
  });

  it('outside the roots is refused, also through a link', async () => {
    for (const path of [
      '../escaped.stl',
      'out/escaped.stl',
      join(outside, 'escaped.stl'),
      '/etc/escaped.stl',
    ]) {
      const { isError, report } = await write(path, { overwrite: true });
      expect(isError).toBe(true);
      expect(report.error).toMatchObject({
        code: 'PATH_REJECTED',
        message: expect.stringContaining('outside the allowed folders'),
      });
    }
    expect(existsSync(join(outside, 'escaped.stl'))).toBe(false);
  });

  it('keeps what is there unless told otherwise', async () => {
    await write('kept.stl');
    expect((await write('kept.stl')).report.error).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('exists already'),
    });
    expect((await write('kept.stl', { overwrite: true })).report.ok).toBe(true);
  });

  it('may be left out: the file then lies in the folder for temporary files', async () => {
    const { report } = await write(undefined);
    expect(report.artifacts[0].path).toContain(join(outside, 'temp', 'artifacts'));
    expect(existsSync(report.artifacts[0].path)).toBe(true);
  });
});
