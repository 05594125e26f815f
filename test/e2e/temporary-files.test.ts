import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../support/server.ts';

it('files of yesterday, and drafts of a server that crashed, are gone soon after a start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-'));
  const artifacts = join(folder, 'artifacts');
  mkdirSync(artifacts);
  const put = (name: string, ageMs: number) => {
    const path = join(artifacts, name);
    writeFileSync(path, 'x');
    const time = (Date.now() - ageMs) / 1000;
    utimesSync(path, time, time);
    return path;
  };
  const old = put('m_0123456789abcdef.stl', 25 * 3_600_000);
  const draft = put('.m_0123456789abcdef.stl.abcdefabcdef.tmp', 120_000);
  const fresh = put('m_fedcba9876543210.stl', 3_600_000);
  const server = await startServer({ env: { TEMP_DIR: folder } });
  for (let waited = 0; waited < 100 && (existsSync(old) || existsSync(draft)); waited++) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await server.close();
  expect([old, draft, fresh].map(path => existsSync(path))).toEqual([false, false, true]);
  rmSync(folder, { recursive: true });
});
