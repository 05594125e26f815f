import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { startHttpCli } from '../support/http-cli.ts';
import { callBody, send } from '../support/http-site.ts';
import { installPackage } from '../support/installed-package.ts';
import { startServer } from '../support/server.ts';

let folder: string;
let packageFolder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'permission-')));
  packageFolder = installPackage(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The folder of a Node.js of another version, if it can be had quickly; null otherwise. */
function findNode(version: string): string | null {
  if (version === 'this') return dirname(process.execPath);
  const args = ['--yes', '--package', `node@${version}`, '--', 'node', '-p', 'process.execPath'];
  try {
    const path = execFileSync('npx', args, {
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return dirname(path.trim());
  } catch {
    return null;
  }
}

/** Runs in the main thread before the server: what somebody would try who got there. */
const ATTEMPTS = `
  import { spawnSync } from 'node:child_process';
  import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  const { TEMP_DIR, OUTSIDE } = process.env;
  const attempts = {
    'read a file of the host': () => readFileSync('/etc/passwd'),
    'read a file through an open folder': () => readFileSync(join(TEMP_DIR, 'x') + '/../../../../../../etc/passwd'),
    'read the environment of the parent': () => readFileSync('/proc/' + process.ppid + '/environ'),
    'list a folder of the host': () => readdirSync('/etc/ssl'),
    'write beside the open folders': () => writeFileSync(OUTSIDE, ''),
    'start a program': () => { const { error } = spawnSync('/bin/true'); if (error) throw error; },
    'look behind the modules': () => process.binding('fs'),
  };
  const results = Object.entries(attempts).map(([name, what]) => {
    try { what(); return [name, 'done']; } catch (thrown) { return [name, thrown.code ?? String(thrown)]; }
  });
  try { writeFileSync(join(TEMP_DIR, 'attempts.json'), JSON.stringify(Object.fromEntries(results))); } catch {}
`;

/** Other versions of Node.js come from the registry, which developers may be without. */
function skipOutsideCi(context: TestContext): void {
  expect(process.env.CI, 'CI has every version').toBeUndefined();
  context.skip();
}

describe.skipIf(process.platform === 'win32').each(['this', '22', '24', '25'])(
  'a hardened start with Node %s',
  version => {
    it('renders, exports, and finds nothing else', { timeout: 180_000 }, async context => {
      const nodeFolder = findNode(version);
      if (nodeFolder === null) return skipOutsideCi(context);
      const place = join(folder, version);
      const models = join(place, 'my models');
      const temporary = join(place, 'temporary');
      const outside = join(place, 'outside.txt');
      mkdirSync(models, { recursive: true });
      writeFileSync(join(models, 'part.scad'), 'cube([1, 2, 3]);');
      const server = await startServer({
        command: ['sh', join(packageFolder, 'deploy', 'start-hardened')],
        cwd: place,
        env: {
          PATH: `${nodeFolder}:${process.env.PATH}`,
          HOME: place,
          MCP_ROOTS: models,
          TEMP_DIR: temporary,
          MCP_CACHE_TYPE: 'disk',
          MCP_LOG_FILE: join(place, 'logs', 'server.log'),
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ATTEMPTS)}`,
          OUTSIDE: outside,
        },
      });
      const code = 'include <BOSL2/std.scad>\ncuboid(5); linear_extrude(9) text("A");';
      const drawn = await server.call('render_model', { code });
      expect(drawn.report, drawn.text).toMatchObject({ ok: true });
      expect(drawn.images).toHaveLength(1);
      const named = await server.call('render_model', { path: 'part.scad' });
      expect(named.report).toMatchObject({ ok: true, size: { size: [1, 2, 3] } });
      const left = await server.call('export_model', { code, format: '3mf' });
      expect(left.report, left.text).toMatchObject({ ok: true });
      expect(dirname(left.report.artifacts[0].path)).toBe(join(temporary, 'artifacts'));
      expect(existsSync(left.report.artifacts[0].path)).toBe(true);
      const output_path = join(models, 'part.stl');
      const put = await server.call('export_model', { path: 'part.scad', format: 'stl', output_path });
      expect(put.report, put.text).toMatchObject({ ok: true });
      expect(existsSync(output_path)).toBe(true);
      const refused = await server.call('render_model', { path: '/etc/passwd' });
      expect(refused.report.error.code).toBe('PATH_REJECTED');
      const { report } = await server.call('server_status', {});
      expect(report.versions.node.startsWith(version === 'this' ? process.version : `v${version}.`)).toBe(
        true,
      );
      await server.close();
      expect(server.stderr()).toBe('');
      expect(readFileSync(join(place, 'logs', 'server.log'), 'utf8')).not.toContain('"level":"error"');
      const denied = 'ERR_ACCESS_DENIED';
      expect(JSON.parse(readFileSync(join(temporary, 'attempts.json'), 'utf8'))).toEqual({
        'read a file of the host': denied,
        'read a file through an open folder': denied,
        'read the environment of the parent': denied,
        'list a folder of the host': denied,
        'write beside the open folders': denied,
        'start a program': denied,
        'look behind the modules': denied,
      });
      expect(existsSync(outside)).toBe(false);
    });

    it('serves over HTTP', { timeout: 180_000 }, async context => {
      const nodeFolder = findNode(version);
      if (nodeFolder === null) return skipOutsideCi(context);
      const server = await startHttpCli(['serve', '--http', '--port', '0'], {
        command: ['sh', join(packageFolder, 'deploy', 'start-hardened')],
        env: { PATH: `${nodeFolder}:${process.env.PATH}`, TEMP_DIR: join(folder, `http-${version}`) },
      });
      const { json } = await send(server.port, { body: callBody('render_model', { code: 'cube(4);' }) });
      expect(json.result.structuredContent).toMatchObject({ ok: true, size: { size: [4, 4, 4] } });
      server.kill('SIGTERM');
      expect((await server.finished).code).toBe(0);
    });
  },
);
