import { describe, expect, it } from 'vitest';
import { resolveSettings, type SettingsFiles } from '../../../src/config/resolve-settings.ts';
import type { Given, GivenByName } from '../../../src/config/setting-definition.ts';

const TOKEN = 'a'.repeat(64);

function warningsOf(environment: Record<string, string>): readonly string[] {
  return resolveSettings(environment, {}).warnings;
}

/** Sources below the environment. */
function files(envFile: Record<string, string>, configFile: Record<string, string> = {}): SettingsFiles {
  const toGiven = (values: Record<string, string>, label: string): GivenByName =>
    new Map(
      Object.entries(values).map(([name, value]): [string, Given] => {
        const source = `${label}: ${name}`;
        return [name, { value, source, place: source }];
      }),
    );
  return {
    envFile: toGiven(envFile, '.env'),
    configFile: toGiven(configFile, 'c.yaml'),
    problems: [],
    warnings: [],
  };
}

describe('settings that contradict each other', () => {
  it.each([
    [{ MCP_TLS_CERT: '/c' }, /^ {2}MCP_TLS_CERT: a certificate needs its key; set MCP_TLS_KEY too\.$/m],
    [{ MCP_TLS_KEY: '/k' }, /^ {2}MCP_TLS_KEY: a key needs its certificate; set MCP_TLS_CERT too\.$/m],
    [{ MCP_TRANSPORT: 'http', MCP_HOST: '0.0.0.0' }, /MCP_HOST: "0.0.0.0" is open .* set MCP_AUTH_TOKEN/],
    [{ MCP_TRANSPORT: 'http', MCP_HOST: '::' }, /set MCP_AUTH_TOKEN/],
    [{ MCP_TRANSPORT: 'http', MCP_HOST: '127.evil.test' }, /set MCP_AUTH_TOKEN/],
    [{ OPENSCAD_ENGINE: 'native' }, /OPENSCAD_ENGINE: the native engine is .* set OPENSCAD_BINARY/],
    [{ MCP_CACHE_TYPE: 'redis' }, /MCP_CACHE_TYPE: the type redis needs an address; set REDIS_URL/],
  ])('%j stop the start', (environment, message) => {
    expect(() => resolveSettings(environment, {})).toThrow(message);
  });

  it.each([
    { MCP_TRANSPORT: 'http', MCP_HOST: '0.0.0.0', MCP_AUTH_TOKEN: TOKEN },
    { MCP_TRANSPORT: 'http', MCP_HOST: 'LOCALHOST' },
    { MCP_TRANSPORT: 'http', MCP_HOST: '[::1]' },
    { MCP_TRANSPORT: 'http', MCP_HOST: '0:0:0:0:0:0:0:1' },
    { MCP_TRANSPORT: 'http', MCP_HOST: '::ffff:127.0.0.1' },
    { MCP_TRANSPORT: 'http', MCP_TLS_CERT: '/c', MCP_TLS_KEY: '/k' },
    { MCP_CACHE_TYPE: 'redis', REDIS_URL: 'redis://h' },
    // Models stay known for a while, even where nothing of them is kept.
    { MCP_CACHE_TYPE: 'off', MCP_CACHE_TTL: '1', MCP_CACHE_MAX_SIZE: '1' },
  ])('%j do not', environment => {
    expect(warningsOf(environment)).toEqual([]);
  });

  it('a token that can be guessed is warned of, where it counts', () => {
    const http = { MCP_TRANSPORT: 'http', MCP_HOST: '0.0.0.0' };
    expect(warningsOf({ ...http, MCP_AUTH_TOKEN: 'a'.repeat(15) })).toEqual([
      expect.stringMatching(/^MCP_AUTH_TOKEN: the token has fewer than 16 characters/),
    ]);
    expect(warningsOf({ ...http, MCP_AUTH_TOKEN: 'a'.repeat(16) })).toEqual([]);
  });

  it('are not looked for where a value is wrong already', () => {
    const environment = { MCP_TRANSPORT: 'http', MCP_HOST: '0.0.0.0', MCP_AUTH_TOKEN: 'with space' };
    expect(() => resolveSettings(environment, {})).toThrow(/^[^\n]*\n {2}MCP_AUTH_TOKEN: the value [^\n]*$/);
  });
});

describe('the cache', () => {
  it.each([
    ['a switch and a type', { MCP_CACHE_ENABLED: 'true', MCP_CACHE_TYPE: 'disk' }, {}, {}, 'disk'],
    ['off beside a type', { MCP_CACHE_ENABLED: 'false', MCP_CACHE_TYPE: 'disk' }, {}, {}, 'off'],
    ['a type over off', { MCP_CACHE_TYPE: 'disk' }, { MCP_CACHE_ENABLED: 'false' }, {}, 'disk'],
    ['off over a type', { MCP_CACHE_ENABLED: 'false' }, { MCP_CACHE_TYPE: 'disk' }, {}, 'off'],
    ['on over off', { MCP_CACHE_ENABLED: 'true' }, {}, { 'cache.enabled': 'false' }, 'memory'],
    [
      'on over off and a type',
      { MCP_CACHE_ENABLED: '1' },
      { MCP_CACHE_TYPE: 'off' },
      { 'cache.type': 'disk' },
      'disk',
    ],
    ['on alone', { OPENSCAD_CACHE_ENABLED: 'yes' }, {}, {}, 'memory'],
  ])('%s', (_, environment, envFile, configFile, type) => {
    expect(resolveSettings(environment, {}, files(envFile, configFile)).settings.cacheType).toBe(type);
  });
});

describe('the longest side of a picture', () => {
  it.each([
    [{ MCP_MAX_IMAGE_WIDTH: '900', MCP_MAX_IMAGE_HEIGHT: '800' }, {}, 800, 'MCP_MAX_IMAGE_HEIGHT'],
    [{ MCP_MAX_IMAGE_WIDTH: '700', MCP_MAX_IMAGE_HEIGHT: '800' }, {}, 700, 'MCP_MAX_IMAGE_WIDTH'],
    [{ MAX_RENDER_RESOLUTION: '900', MCP_MAX_IMAGE_HEIGHT: '800' }, {}, 900, 'MAX_RENDER_RESOLUTION'],
    [{ MCP_MAX_IMAGE_WIDTH: '900' }, { MCP_MAX_IMAGE_HEIGHT: '800' }, 900, 'MCP_MAX_IMAGE_WIDTH'],
  ])('%j over %j', (environment, envFile, side, source) => {
    const { settings, origins } = resolveSettings(environment, {}, files(envFile));
    expect(settings.maxPictureSide_px).toBe(side);
    expect(origins.find(({ name }) => name === 'MAX_RENDER_RESOLUTION')?.source).toBe(source);
  });
});

describe('warnings', () => {
  it('name a wrong value that something else overrides, which stops nothing', () => {
    const { settings, warnings } = resolveSettings(
      { MCP_LOG_LEVEL: 'ERROR' },
      {},
      files({ LOG_LEVEL: 'trace' }),
    );
    expect(settings.logLevel).toBe('ERROR');
    expect(warnings).toEqual([
      expect.stringMatching(/^\.env: LOG_LEVEL: "trace" must be .* It is overridden\.$/),
    ]);
  });

  it('name an alias with another value beside the canonical name', () => {
    expect(warningsOf({ OPENSCAD_TIMEOUT: '10', MCP_RENDER_TIMEOUT: '20' })).toEqual([
      'MCP_RENDER_TIMEOUT: without effect, because OPENSCAD_TIMEOUT has another value.',
    ]);
    expect(warningsOf({ OPENSCAD_TIMEOUT: '10', MCP_RENDER_TIMEOUT: '10' })).toEqual([]);
  });

  it('name settings of HTTP while the transport is stdio', () => {
    expect(warningsOf({ MCP_SERVER_HOST: '0.0.0.0', MCP_PORT: '1' })).toEqual([
      'MCP_SERVER_HOST, MCP_PORT: without effect; the transport is stdio, and --http or MCP_TRANSPORT=http chooses the other.',
    ]);
  });

  it.each([
    [{ REDIS_URL: 'redis://h' }, /^REDIS_URL: without effect; the cache type is not redis, and nothing/],
    [
      { OPENSCAD_BINARY: '/a', OPENSCAD_ENGINE: 'wasm' },
      /^OPENSCAD_BINARY: without effect; the engine is wasm/,
    ],
    [
      { OPENSCAD_BINARY: '/a', OPENSCAD_PATH: '/b' },
      /^OPENSCAD_PATH: without effect, because OPENSCAD_BINARY/,
    ],
    [
      { OPENSCAD_ALLOW_UNSANDBOXED_NATIVE: 'true' },
      /^OPENSCAD_ALLOW_UNSANDBOXED_NATIVE: without effect; no installed OpenSCAD is named/,
    ],
    [{ OPENSCAD_TIMEOT: '1' }, /^OPENSCAD_TIMEOT: no setting of this server; was OPENSCAD_TIMEOUT meant\?$/],
    [{ OPENSCAD_PTAH: '1' }, /^OPENSCAD_PTAH: no setting of this server/],
    [{ OPENSCADPATHS: '1' }, /was OPENSCADPATH meant/],
    [{ MCP_SERVER_PROT: '1' }, /was MCP_SERVER_PORT meant/],
    [{ MCP_CONFG: '1' }, /was MCP_CONFIG meant/],
  ])('%j', (environment, warning) => {
    expect(warningsOf(environment)).toEqual([expect.stringMatching(warning)]);
  });

  it('leave the variables of others alone', () => {
    const environment = {
      MCP_TIMEOUT: '1',
      MCP_TOOL_TIMEOUT: '1',
      MCP_HOME: 'x',
      MCP_PATH: 'x',
      MCP_PROXY_TOKEN: 'x',
      OPENSCAD_FONT_PATH: '/f',
      OPENSCAD_ENGINE: 'Auto',
      OPENSCAD_BINARY: '',
      PATH: '/bin',
      PORT: '1',
      DEBUG: '*',
      [`MCP_${'A'.repeat(5000)}`]: 'x',
    };
    expect(warningsOf(environment)).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['MCP_AUTH_TOKEN', 'with space'],
    ['MCP_AUTH_TOKEN', 'ümlaut'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'redis://'],
    ['MCP_SERVER_PORT', '65536'],
    ['MCP_SERVER_PORT', '-1'],
    ['MCP_SERVER_HOST', '*'],
    ['MCP_SERVER_HOST', 'http://localhost'],
    ['MCP_SERVER_HOST', '1.2.3'],
    ['MCP_SERVER_HOST', 'localhost:3000'],
    ['MCP_ALLOWED_HOSTS', '*'],
    ['MCP_ALLOWED_HOSTS', 'https://a.test'],
    ['MCP_ALLOWED_HOSTS', '::1'],
    ['MCP_ALLOWED_ORIGINS', '*'],
    ['MCP_ALLOWED_ORIGINS', 'null'],
    ['MCP_ALLOWED_ORIGINS', 'https://a.test/path'],
    ['MCP_TRANSPORT', 'sse'],
    ['MCP_CACHE_TYPE', 'disc'],
    ['MCP_CACHE_MAX_SIZE', '0'],
    ['MCP_MAX_FILE_SIZE_MB', '17'],
    ['MCP_RATE_LIMIT', 'none'],
    ['MCP_LOG_FILE', 'a\0b'],
  ])('%s does not take %j, and a secret is not repeated', (name, text) => {
    const error = (() => {
      try {
        resolveSettings({ [name]: text }, {});
        return null;
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(`${name}: `) });
    const isSecret = name === 'MCP_AUTH_TOKEN' || name === 'REDIS_URL';
    expect(String(error).includes(JSON.stringify(text))).toBe(!isSecret);
  });

  it('are quoted in part when they are long', () => {
    expect(() => resolveSettings({ MCP_LOG_LEVEL: 'x'.repeat(10_000) }, {})).toThrow(/^.{0,400}$/s);
  });

  it('do not take an empty path', () => {
    const flags = { MCP_ROOTS: { flag: '--root', text: [''] } };
    expect(() => resolveSettings({}, flags)).toThrow('--root: [""] must not be empty.');
  });
});
