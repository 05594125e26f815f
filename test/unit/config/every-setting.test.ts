import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/config/command-line.ts';
import { loadSettings } from '../../../src/config/load-settings.ts';
import { nameOf } from '../../../src/config/setting-definition.ts';
import { SETTING_DEFINITIONS, SETTING_KEYS } from '../../../src/config/setting-definitions.ts';
import type { Settings } from '../../../src/config/settings.ts';

/** A text for each setting that is not its default, and what it means. */
const SAMPLES: { readonly [K in keyof Settings]: readonly [text: string, value: Settings[K]] } = {
  timeout_s: ['101', 101],
  maxThreads: ['9', 9],
  queueSize: ['103', 103],
  maxMemory_MB: ['104', 104],
  maxPictureSide_px: ['106', 106],
  engine: ['WASM', 'wasm'],
  nativeBinary: [resolve('/openscad'), resolve('/openscad')],
  allowUnsandboxedNative: ['yes', true],
  transport: ['HTTP', 'http'],
  host: ['127.0.0.2', '127.0.0.2'],
  port: ['0', 0],
  authToken: ['c2VjcmV0LXRva2Vu==', 'c2VjcmV0LXRva2Vu=='],
  tlsCertFile: [resolve('/cert.pem'), resolve('/cert.pem')],
  tlsKeyFile: [resolve('/key.pem'), resolve('/key.pem')],
  allowedHosts: ['CAD.example.org, [::1]:8443', ['cad.example.org', '[::1]:8443']],
  allowedOrigins: [
    'https://App.example.org/,http://a.test:81',
    ['https://app.example.org', 'http://a.test:81'],
  ],
  rateLimit_perMinute: ['0', 0],
  tempFolder: [resolve('/temp'), resolve('/temp')],
  roots: [`${resolve('/root')}${delimiter}${resolve('/other')}`, [resolve('/root'), resolve('/other')]],
  maxFileBytes: ['1048577', 1_048_577],
  allowedExtensions: ['.scad, .JSON', ['.scad', '.json']],
  validateFiles: ['no', false],
  disableExternalIncludes: ['False', false],
  libraryFolders: [resolve('/shelf'), [resolve('/shelf')]],
  cacheType: ['disk', 'disk'],
  cacheTtl_s: ['0', 0],
  cacheMaxEntries: ['7', 7],
  redisUrl: ['rediss://:p%40ss@cache.test:6380/2', 'rediss://:p%40ss@cache.test:6380/2'],
  logLevel: ['warning', 'WARNING'],
  logFile: [resolve('/log.txt'), resolve('/log.txt')],
};

/** Names whose text is read in a way of its own. */
const SPECIAL_SAMPLES: Readonly<Record<string, readonly [text: string, value: unknown]>> = {
  MCP_MAX_FILE_SIZE_MB: ['3', 3 * 1024 * 1024],
  'security.max_file_size_mb': ['3', 3 * 1024 * 1024],
  MCP_CACHE_ENABLED: ['false', 'off'],
  OPENSCAD_CACHE_ENABLED: ['0', 'off'],
  'cache.enabled': ['false', 'off'],
  MCP_CACHE_TTL_HOURS: ['2', 7200],
  'cache.ttl_hours': ['2', 7200],
  ALLOWED_SCAD_PATHS: [`${resolve('/root')}, ${resolve('/other')}`, [resolve('/root'), resolve('/other')]],
};

/** What settings need beside them to be valid together. */
const COMPANIONS: Readonly<Record<string, string>> = {
  tlsCertFile: 'MCP_TLS_KEY',
  tlsKeyFile: 'MCP_TLS_CERT',
};

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const folderWithEnvFile = mkdtempSync(join(tmpdir(), 'settings-'));
const configFile = join(folder, 'config.yaml');
afterAll(() => {
  for (const made of [folder, folderWithEnvFile]) rmSync(made, { recursive: true });
});

interface Case {
  readonly key: keyof Settings;
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

function casesOf(key: keyof Settings, names: readonly string[]): readonly Case[] {
  return names.map(name => {
    const [text, value] = SPECIAL_SAMPLES[name] ?? SAMPLES[key];
    return { key, name, text, value };
  });
}

const variables = SETTING_KEYS.flatMap(key => {
  const { name, aliases } = SETTING_DEFINITIONS[key];
  return casesOf(key, [name, ...aliases.map(nameOf)]);
});
const fromEnvFile = variables.filter(({ key }) => SETTING_DEFINITIONS[key].isOperatorOnly !== true);
const operatorOnly = variables.filter(sample => !fromEnvFile.includes(sample));
const fileKeys = SETTING_KEYS.flatMap(key => casesOf(key, SETTING_DEFINITIONS[key].keys.map(nameOf)));

/** The environment that a setting cannot do without. */
function companionsOf({ key }: Case): Record<string, string> {
  const companion = COMPANIONS[key];
  return companion === undefined ? {} : { [companion]: '/companion.pem' };
}

async function expectSet({ key, value }: Case, source: string, load: ReturnType<typeof loadSettings>) {
  const { settings, origins } = await load;
  expect(settings[key]).toEqual(value);
  const origin = origins.find(({ name }) => name === SETTING_DEFINITIONS[key].name);
  expect(origin?.source).toBe(source);
  const isSecret = key === 'authToken' || key === 'redisUrl';
  expect(origin?.value).toEqual(isSecret ? '***' : value);
}

describe('every setting, by every name', () => {
  it.each(variables)('$name in the environment', async sample => {
    const environment = { ...companionsOf(sample), [sample.name]: sample.text };
    await expectSet(sample, sample.name, loadSettings(environment, {}, folder));
  });

  it.each(fromEnvFile)('$name in .env', async sample => {
    writeFileSync(join(folderWithEnvFile, '.env'), `# comment\n${sample.name}=${sample.text}   # comment\n`);
    await expectSet(
      sample,
      `.env: ${sample.name}`,
      loadSettings(companionsOf(sample), {}, folderWithEnvFile),
    );
  });

  it.each(operatorOnly)('$name not in .env, nor in a config file that it names', async sample => {
    const { key, name, text } = sample;
    const inEnvFile = `${name}=${text}\n`;
    writeFileSync(configFile, `${name}: '${text}'\n`);
    for (const content of [inEnvFile, `MCP_CONFIG=${configFile}\n`]) {
      writeFileSync(join(folderWithEnvFile, '.env'), content);
      const { settings, warnings } = await loadSettings({}, {}, folderWithEnvFile);
      expect(settings[key]).not.toEqual(sample.value);
      expect(warnings).toEqual([
        expect.stringMatching(new RegExp(`${name}: without effect; a file of the working`)),
      ]);
    }
  });

  it.each(variables)('$name in a config file', async sample => {
    writeFileSync(configFile, `${sample.name}: '${sample.text}'\n`);
    const environment = { ...companionsOf(sample), MCP_CONFIG: configFile };
    await expectSet(sample, `config.yaml: ${sample.name}`, loadSettings(environment, {}, folder));
  });

  it.each(fileKeys)('$name in a config file', async sample => {
    const [section, key] = sample.name.split('.');
    const text = JSON.stringify(sample.text);
    writeFileSync(configFile, key === undefined ? `${section}: ${text}` : `${section}:\n  ${key}: ${text}\n`);
    const environment = { ...companionsOf(sample), MCP_CONFIG: configFile };
    await expectSet(sample, `config.yaml: ${sample.name}`, loadSettings(environment, {}, folder));
  });

  it.each([
    ['--transport', ['--transport', 'http'], 'transport', 'http'],
    ['--http', ['--http'], 'transport', 'http'],
    ['--host', ['--host', '[::1]'], 'host', '::1'],
    ['--port', ['--port', '8080'], 'port', 8080],
    ['--root', ['--root', resolve('/a'), '--root', resolve('/b')], 'roots', [resolve('/a'), resolve('/b')]],
    ['--debug', ['--debug'], 'logLevel', 'DEBUG'],
    ['--allow-unsandboxed-native', ['--allow-unsandboxed-native'], 'allowUnsandboxedNative', true],
  ] as const)('%s', async (flag, words, key, value) => {
    const { flags } = parseCommandLine(['serve', ...words]);
    await expectSet({ key, name: flag, text: '', value }, flag, loadSettings({}, flags, folder));
  });

  it('has samples that differ from the defaults, so that the tests above can fail', async () => {
    const { settings } = await loadSettings({}, {}, folder);
    for (const key of SETTING_KEYS) expect(settings[key], key).not.toEqual(SAMPLES[key][1]);
  });

  it('shows what happens when nobody chose', async () => {
    const { origins } = await loadSettings({}, {}, folder);
    const shown = Object.fromEntries(origins.map(({ name, value }) => [name, value]));
    expect(shown).toMatchObject({
      MCP_RATE_LIMIT: '60 over HTTP',
      MCP_LOG_FILE: 'stderr',
      MCP_AUTH_TOKEN: null,
    });
  });

  it('says in words what the default is', async () => {
    const { settings } = await loadSettings({}, {}, folder);
    for (const key of SETTING_KEYS) {
      const { schema, shownDefault } = SETTING_DEFINITIONS[key];
      const inWords = schema.safeParse(shownDefault);
      const value = settings[key];
      if (key === 'rateLimit_perMinute') expect(value).toBeNull();
      else if (typeof value === 'number' && key !== 'maxThreads') expect(inWords.data, key).toBe(value);
      else if (value === null || (Array.isArray(value) && value.length === 0))
        expect(['none', 'stderr'], key).toContain(shownDefault);
    }
  });
});

describe('sources', () => {
  it('win in the order flag, environment, .env, config file', async () => {
    writeFileSync(
      configFile,
      'server: {port: 1, host: 127.0.0.1, transport: http}\nopenscad: {timeout: 1}\n',
    );
    writeFileSync(join(folderWithEnvFile, '.env'), 'MCP_PORT=2\nMCP_HOST=127.0.0.2\nSERVER_TRANSPORT=http\n');
    const environment = { MCP_SERVER_PORT: '3', SERVER_HOST: '127.0.0.3', MCP_CONFIG: configFile };
    const { flags } = parseCommandLine(['--port', '4']);
    const { settings, origins } = await loadSettings(environment, flags, folderWithEnvFile);
    expect(settings).toMatchObject({ port: 4, host: '127.0.0.3', transport: 'http', timeout_s: 1 });
    const sources = new Map(origins.map(({ name, source }) => [name, source]));
    expect(sources.get('MCP_SERVER_PORT')).toBe('--port');
    expect(sources.get('MCP_SERVER_HOST')).toBe('SERVER_HOST');
    expect(sources.get('MCP_TRANSPORT')).toBe('.env: SERVER_TRANSPORT');
    expect(sources.get('OPENSCAD_TIMEOUT')).toBe('config.yaml: openscad.timeout');
  });

  it('are judged together, in one message that names every problem and no secret', async () => {
    writeFileSync(
      configFile,
      'openscad: {timeout: soon}\nserver:\n  prot: 1\nredis: {url: "http://:hunter2@x"}\ncache: {ttl: [1]}\n',
    );
    writeFileSync(join(folderWithEnvFile, '.env'), 'MCP_QUEUE_SIZE=many\nMCP_AUTH_TOKEN="hunter 2"\n');
    const environment = { MCP_CONFIG: configFile, LOG_LEVEL: 'loud', MCP_TLS_CERT: '/cert.pem' };
    const { flags } = parseCommandLine(['--port', 'x']);
    const error = await loadSettings(environment, flags, folderWithEnvFile).catch(thrown => thrown);
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
    for (const part of [
      'config.yaml line 1: openscad.timeout: "soon" must be a whole number from 1 to 600.',
      'config.yaml line 3: server.prot: unknown key; was server.port meant?',
      'config.yaml line 4: redis.url: the value must be like redis:',
      'config.yaml line 5: cache.ttl: ["1"] must be a single value.',
      '.env line 1: MCP_QUEUE_SIZE: "many" must be a whole number',
      '.env line 2: MCP_AUTH_TOKEN: the value must be made of',
      'LOG_LEVEL: "loud" must be one of DEBUG',
      '--port: "x" must be a whole number from 0 to 65535.',
      'MCP_TLS_CERT: a certificate needs its key',
    ]) {
      expect(error.message).toContain(part);
    }
    expect(error.message).not.toContain('hunter');
  });
});
