import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfigFile, readConfigFile } from '../../../src/config/config-file.ts';
import { loadSettings } from '../../../src/config/load-settings.ts';

const PATH = resolve('/etc/cad/config.yaml');

async function problemsOf(text: string): Promise<readonly string[]> {
  return (await parseConfigFile(text, PATH)).problems;
}

async function valuesOf(text: string): Promise<Record<string, unknown>> {
  const { values, problems } = await parseConfigFile(text, PATH);
  expect(problems).toEqual([]);
  return Object.fromEntries([...values].map(([name, { value }]) => [name, value]));
}

describe('a config file', () => {
  it('takes the sections of the deployment guide', async () => {
    const text = `
cache:
  enabled: true
  type: redis  # or memory
  ttl: 3600  # Cache TTL in seconds
  max_size: 1000
redis:
  host: localhost
  port: 6379
  db: 0
  password: null
`;
    expect(await valuesOf(text)).toMatchObject({
      'cache.enabled': 'true',
      'cache.type': 'redis',
      'cache.ttl': '3600',
      'redis.url': 'redis://localhost:6379/0',
    });
  });

  it('may be JSON', async () => {
    const text = '{\n\t"server": {"port": 3001, "host": null},\n\t"MCP_ROOTS": ["a", "b"]\n}\n';
    expect(await valuesOf(text)).toEqual({ 'server.port': '3001', MCP_ROOTS: ['a', 'b'] });
  });

  it.each(['', '# nothing\n', 'cache:\n', 'cache:\n  # ttl: 1\n', '{}'])(
    'may say nothing: %j',
    async text => {
      expect(await valuesOf(text)).toEqual({});
    },
  );

  it('takes values as they are written', async () => {
    const text = 'redis:\n  host: "::1"\n  password: 0123@/\nLOG_LEVEL: INFO\n';
    expect(await valuesOf(text)).toMatchObject({ 'redis.url': 'redis://:0123%40%2F@[::1]:6379/0' });
  });

  it.each([
    ['server:\n  prot: 1', 'config.yaml line 2: server.prot: unknown key; was server.port meant?'],
    ['timeout: 1', 'config.yaml line 1: timeout: unknown key; was openscad.timeout meant?'],
    ['OPENSCAD_TIMEOT: 1', 'config.yaml line 1: OPENSCAD_TIMEOT: unknown key; was OPENSCAD_TIMEOUT meant?'],
    ['server: {tls_cert: a}', 'server.tls_cert: unknown key; was security.tls_cert meant?'],
    ['redis: {quux_corge: a}', 'unknown key; the section has url, host, port, db, password.'],
    ['cache: redis', 'config.yaml line 1: cache: is a section; its keys are type, enabled'],
    ['cache:\n  ttl:\n    seconds: 3', 'config.yaml line 2: cache.ttl must be a single value'],
    ['MCP_ROOTS: [[a]]', 'config.yaml line 1: MCP_ROOTS must be a single value or a list'],
    ['a: 1\n\tb: 2', 'config.yaml line 2: is not valid: tabs cannot be used for indentation.'],
    ['cache: {ttl: 1}\ncache: {ttl: 2}', 'line 2: is not valid: the same key stands here twice.'],
    ['cache: [1', 'config.yaml line 1: is not valid'],
    ['- a', 'config.yaml line 1: must begin with the name of a setting or section.'],
    ['a: 1\n---\nb: 1', 'line 2: is not valid: a second document begins here.'],
    ['redis: {url: "redis://a", host: b}', 'redis.host: redis.url says this too'],
    ['redis: {port: 99999}', 'redis.port: "99999" must be a whole number from 1 to 65535.'],
    ['redis: {password: [a]}', 'redis.password: must be a single value.'],
  ])('%j is a problem', async (text, problem) => {
    expect((await problemsOf(text)).join('\n')).toContain(problem);
  });

  it('is not repeated where it cannot be read', async () => {
    const text = 'redis:\n  password: "hunter2\nsecurity: hunter2: hunter2\n';
    expect((await problemsOf(text)).join('\n')).toMatch(/^config.yaml line \d+: is not valid/);
    expect((await problemsOf(text)).join('\n')).not.toContain('hunter2');
  });

  it('may set what does nothing here, which is warned about', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-file-'));
    const path = join(folder, 'config.yml');
    writeFileSync(path, 'logging: {rotate_count: 3}\nserver: {name: x}\n');
    const { warnings } = await loadSettings({ MCP_CONFIG: path }, {}, folder);
    expect(warnings).toEqual([
      expect.stringMatching(/^config.yml: server.name: without effect; /),
      expect.stringMatching(/^config.yml: logging.rotate_count: without effect; /),
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe('reading a config file', () => {
  it.skipIf(process.platform === 'win32')(
    'sees relative paths from the folder of the file, and the file from the working directory',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'config-file-'));
      writeFileSync(join(folder, 'real.yaml'), 'MCP_ROOTS: [models, ../x]\nTEMP_DIR: tmp\nLOG_FILE: ~/log\n');
      symlinkSync('real.yaml', join(folder, 'link.yaml'));
      const { settings } = await loadSettings({ MCP_CONFIG: 'link.yaml' }, {}, folder);
      expect(settings.roots).toEqual([join(folder, 'models'), resolve(folder, '../x')]);
      expect(settings.tempFolder).toBe(join(folder, 'tmp'));
      expect(settings.logFile).not.toContain('~');
      rmSync(folder, { recursive: true });
    },
  );

  it('says why it cannot', async () => {
    const { problems } = await readConfigFile(resolve('/nowhere/config.yaml'), '--config');
    expect(problems).toEqual([expect.stringMatching(/^--config: ".*config.yaml" does not exist\.$/)]);
    expect((await readConfigFile(tmpdir(), 'MCP_CONFIG')).problems[0]).toMatch(/is not a file/);
    expect((await readConfigFile('/a\0b', 'MCP_CONFIG')).problems[0]).toMatch(/is no path/);
  });
});
