import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { type ServerProcess, startHttpServer } from '../../scripts/server-process.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { until } from '../support/cache-lab.ts';
import { makeCertificate, writePair } from '../support/make-certificate.ts';
import { freePort } from '../support/redis-server.ts';

const TOKEN = 'a'.repeat(64);

/** Where Debian keeps what administrators use. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

const run = (command: string, ...args: string[]) => spawnSync(command, args, { env, encoding: 'utf8' });
/** Whether a program is there; in CI it has to be. */
const has = (command: string) => process.env.CI !== undefined || run('which', command).status === 0;
const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
const { version, files } = JSON.parse(read('package.json'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Instructions of the Dockerfile, each on one line, without comments. */
function readDockerfile(): string[] {
  const text = read('deploy/Dockerfile').replace(/^#.*\n/gm, '');
  return text.replace(/\\\n/g, '').split('\n').filter(Boolean);
}

/** Lines of `NAME=value`, as systemd and a shell read them; those commented out on request. */
function readEnvironment(withComments: boolean): Record<string, string> {
  const pattern = withComments ? /^#?([A-Z_]+)=(.*)$/gm : /^([A-Z_]+)=(.*)$/gm;
  return Object.fromEntries(
    [...read('deploy/environment').matchAll(pattern)].map(([, name, value]) => [name, value]),
  );
}

describe('the package', () => {
  it('has what an operator needs', () => {
    expect(files).toEqual(expect.arrayContaining(['deploy', 'DEPLOYMENT.md', 'docs/*.md']));
  });

  it.each(['deploy/Dockerfile', 'DEPLOYMENT.md'])('is named with its own version in %s', file => {
    const versions = [...read(file).matchAll(/openscad-mcp-server@([\d.]+)/g)].map(([, found]) => found);
    expect(versions.length).toBeGreaterThan(0);
    expect(new Set(versions)).toEqual(new Set([version]));
  });
});

describe('the guide', () => {
  it('names only metrics that exist', () => {
    const source = read('src/telemetry/metrics.ts') + read('src/telemetry/measure-process.ts');
    const named = [...read('DEPLOYMENT.md').matchAll(/openscad_mcp_([a-z\d_]+[a-z\d])/g)].map(([, name]) =>
      name.replace(/_bucket$/, ''),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(source).toContain(`'${name}'`);
  });

  it('names only files of deploy/ that exist', () => {
    const installed = [...read('DEPLOYMENT.md').matchAll(/^install -m \d+ ([\w.-]+) /gm)];
    expect(installed.map(([, file]) => file).sort()).toEqual([
      'environment',
      'logrotate',
      'nginx.conf',
      'openscad-mcp-server.service',
    ]);
    for (const [, file] of installed) expect(read(`deploy/${file}`)).not.toBe('');
  });
});

describe('the environment file', () => {
  it.each([false, true])('holds valid settings, with those commented out: %s', withComments => {
    const given = readEnvironment(withComments);
    const { settings, warnings } = resolveSettings({ ...given, MCP_TRANSPORT: 'http' }, {});
    expect(warnings).toEqual([]);
    expect(settings.authToken).toBe(given.MCP_AUTH_TOKEN);
  });

  it('asks for no more memory than the service may take', () => {
    const { settings } = resolveSettings({ ...readEnvironment(false), MCP_TRANSPORT: 'http' }, {});
    const [, max_GB] = /^MemoryMax=(\d+)G$/m.exec(read('deploy/openscad-mcp-server.service')) ?? [];
    expect(settings.maxThreads * settings.maxMemory_MB).toBeLessThanOrEqual((Number(max_GB) - 1) * 1024);
  });
});

describe('the service', () => {
  it.skipIf(!has('systemd-analyze'))('is a valid unit with little exposure', () => {
    const unit = join(projectRoot, 'deploy/openscad-mcp-server.service');
    const { status, stderr } = run('systemd-analyze', 'verify', unit);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { stdout } = run('systemd-analyze', 'security', '--offline=true', '--no-pager', unit);
    const [, exposure] = /exposure level .*: ([\d.]+)/.exec(stdout) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
  });

  it('does not forbid what V8 needs', () => {
    expect(read('deploy/openscad-mcp-server.service')).not.toMatch(/^MemoryDenyWriteExecute=/m);
  });
});

describe('log rotation', () => {
  it.skipIf(!has('logrotate'))('is understood', () => {
    const { username } = userInfo();
    const group = run('id', '-gn').stdout.trim();
    const log = join(folder, 'server.log');
    writeFileSync(log, '{}\n');
    const rules = read('deploy/logrotate')
      .replace('su openscad-mcp openscad-mcp', `su ${username} ${group}`)
      .replace('/var/log/openscad-mcp-server/*.log', log);
    const file = join(folder, 'logrotate');
    writeFileSync(file, rules);
    chmodSync(file, 0o644);
    const state = join(folder, 'state');
    const { status, stderr } = run('logrotate', '--debug', '--force', '--state', state, file);
    expect(stderr).not.toMatch(/error/i);
    expect(stderr).toContain('rotating log');
    expect(stderr).toContain('systemctl reload openscad-mcp-server.service');
    expect(status).toBe(0);
  });
});

describe('the container', () => {
  const instructions = readDockerfile();
  const find = (name: string) => instructions.filter(line => line.startsWith(`${name} `));

  it('runs without privileges, and is meant for a read-only disk', () => {
    expect(find('USER')).toEqual(['USER node']);
    expect(instructions.indexOf('USER node')).toBeLessThan(
      instructions.findIndex(l => l.startsWith('ENTRYPOINT')),
    );
    expect(find('RUN')).toHaveLength(1);
    expect(find('RUN')[0]).toContain('--ignore-scripts');
    expect(read('deploy/Dockerfile')).toMatch(/docker run --read-only --tmpfs \/tmp/);
    expect(read('deploy/compose.yaml')).toMatch(/read_only: true/);
  });

  it('asks the server how it is', async () => {
    const [line] = find('HEALTHCHECK');
    const [command, ...args]: string[] = JSON.parse(line.slice(line.indexOf('CMD ') + 4));
    expect(command).toBe('node');
    const server = await startHttpServer({ MCP_AUTH_TOKEN: TOKEN });
    const check = (token: string) =>
      spawnSync(process.execPath, args, {
        env: { MCP_SERVER_PORT: `${server.port}`, MCP_AUTH_TOKEN: token },
      }).status;
    expect(check(TOKEN)).toBe(0);
    expect(check('b'.repeat(64))).toBe(1);
    await server.stop();
    expect(check(TOKEN)).toBe(1);
  });
});

describe.skipIf(!has('nginx') || !has('openssl'))('the proxy', () => {
  let server: ServerProcess;
  let port: number;
  let ca: string;
  let stop = async () => {};

  beforeAll(async () => {
    server = await startHttpServer({ MCP_ALLOWED_HOSTS: 'cad.example.org', MCP_RATE_LIMIT: '0' });
    port = await freePort();
    const pair = makeCertificate('cad.example.org');
    ca = pair.cert;
    const { certFile, keyFile } = writePair(folder, pair);
    const site = read('deploy/nginx.conf')
      .replace('    listen [::]:443 ssl;\n', '')
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace('/etc/ssl/certs/cad.example.org.pem', certFile)
      .replace('/etc/ssl/private/cad.example.org.key', keyFile)
      .replace('127.0.0.1:3000', `127.0.0.1:${server.port}`);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const temp = paths.map(name => `${name}_temp_path ${folder};`).join(' ');
    const log = join(folder, 'error.log');
    const config = join(folder, 'nginx.conf');
    writeFileSync(
      config,
      `daemon off; pid ${folder}/pid; error_log ${log}; events {} http { access_log off; ${temp}\n${site}}`,
    );
    const { status, stderr } = run('nginx', '-t', '-e', log, '-c', config);
    expect(stderr).not.toContain('[warn]');
    expect(status).toBe(0);
    const nginx = spawn('nginx', ['-e', log, '-c', config], { env, stdio: 'ignore' });
    const exited = new Promise(resolve => nginx.once('exit', resolve));
    stop = async () => {
      nginx.kill('SIGTERM');
      await exited;
    };
    await until(
      () =>
        ask('/health').then(
          ({ status }) => status === 200,
          () => false,
        ),
      10_000,
    );
  });

  afterAll(async () => {
    await stop();
    await server.stop();
  });

  /** Asks through the proxy, by the name that clients use. */
  function ask(path: string, body?: object): Promise<{ status: number; text: string; pieces: number }> {
    const headers = {
      Host: 'cad.example.org',
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    };
    return new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        ca,
        // The test's certificate is for localhost.
        servername: 'localhost',
        headers,
        agent: false,
      });
      sent.on('error', reject);
      sent.on('response', response => {
        let text = '';
        let pieces = 0;
        response.setEncoding('utf8').on('data', piece => {
          text += piece;
          pieces += 1;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text, pieces }));
      });
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  it('hands on a picture, and what is told on the way to it at once', async () => {
    const { status, text, pieces } = await ask('/mcp', {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'render_model', arguments: { code: 'sphere(9);' }, _meta: { progressToken: 1 } },
    });
    expect(status).toBe(200);
    expect(text).toContain('image/png');
    expect(text).toContain('notifications/progress');
    expect(pieces).toBeGreaterThan(2);
  });

  it('shows nobody the metrics', async () => {
    expect((await ask('/metrics')).status).toBe(404);
    expect((await ask('/health?ready')).text).not.toContain('"name":"render"');
  });

  it('stops a client that asks too often', async () => {
    const statuses: number[] = [];
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    for (let call = 0; call < 80; call++) statuses.push((await ask('/mcp', ping)).status);
    expect(statuses.slice(0, 50)).toEqual(Array(50).fill(200));
    expect(statuses).toContain(429);
  });
});
