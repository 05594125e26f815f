import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../../src/config/resolve-settings.ts';
import { SETTING_DEFINITIONS } from '../../../src/config/settings.ts';
import { LIMITS } from '../../../src/contracts/limits.ts';

describe('resolveSettings', () => {
  it('has a default for everything, and says so', () => {
    const { settings, origins } = resolveSettings({}, {});
    expect(settings).toMatchObject({
      timeout_s: 30,
      queueSize: 100,
      maxMemory_MB: 1024,
      maxPictureSide_px: 2048,
    });
    expect(origins.map(({ name }) => name)).toEqual(
      Object.values(SETTING_DEFINITIONS).map(({ name }) => name),
    );
    expect(new Set(origins.map(({ source }) => source))).toEqual(new Set(['default']));
  });

  it('reads every canonical name and every alias', () => {
    const samples: Record<string, string> = {
      TEMP_DIR: '/a',
      MCP_ROOTS: '/b',
      MCP_LOG_LEVEL: 'error',
      MAX_FILE_SIZE: '2048',
      ALLOWED_FILE_EXTENSIONS: '.scad',
      DISABLE_EXTERNAL_INCLUDES: 'false',
      OPENSCADPATH: '/c',
    };
    for (const { name, aliases } of Object.values(SETTING_DEFINITIONS)) {
      for (const variable of [name, ...aliases]) {
        const { origins } = resolveSettings({ [variable]: samples[name] ?? '64' }, {});
        expect(origins.find(origin => origin.name === name)?.source).toBe(variable);
      }
    }
  });

  it('prefers flags to the environment and canonical names to aliases', () => {
    const environment = { MCP_QUEUE_SIZE: '1', OPENSCAD_QUEUE_SIZE: '2', MCP_LOG_LEVEL: 'ERROR' };
    const { settings, origins } = resolveSettings(environment, {
      MCP_LOG_LEVEL: { flag: '--debug', text: 'DEBUG' },
    });
    expect(settings).toMatchObject({ queueSize: 2, logLevel: 'DEBUG' });
    expect(origins.find(({ name }) => name === 'MCP_LOG_LEVEL')?.source).toBe('--debug');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(resolveSettings({ OPENSCAD_TIMEOUT: '' }, {}).settings.timeout_s).toBe(30);
  });

  it('names every wrong value in one message', () => {
    const environment = {
      OPENSCAD_TIMEOUT: '0',
      MCP_QUEUE_SIZE: '1e3',
      MAX_RENDER_RESOLUTION: '9999',
      LOG_LEVEL: 'loud',
    };
    expect(() => resolveSettings(environment, {})).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(
          /OPENSCAD_TIMEOUT[\s\S]*MCP_QUEUE_SIZE[\s\S]*MAX_RENDER_RESOLUTION[\s\S]*LOG_LEVEL/,
        ),
      }),
    );
  });

  it('reads every setting into its own place', () => {
    const environment = {
      OPENSCAD_TIMEOUT: '101',
      OPENSCAD_MAX_THREADS: '2',
      OPENSCAD_QUEUE_SIZE: '103',
      OPENSCAD_MAX_MEMORY_MB: '104',
      MAX_FILE_SIZE: '10500',
      MAX_RENDER_RESOLUTION: '106',
      TEMP_DIR: resolve('/temp'),
      MCP_ROOTS: resolve('/root'),
      ALLOWED_FILE_EXTENSIONS: '.scad, .JSON',
      DISABLE_EXTERNAL_INCLUDES: 'no',
      OPENSCADPATH: resolve('/shelf'),
      MCP_LOG_LEVEL: 'warning',
      MCP_LOG_FILE: resolve('/log'),
    };
    expect(resolveSettings(environment, {}).settings).toEqual({
      timeout_s: 101,
      maxThreads: 2,
      queueSize: 103,
      maxMemory_MB: 104,
      maxFileBytes: 10500,
      maxPictureSide_px: 106,
      tempFolder: resolve('/temp'),
      roots: [resolve('/root')],
      allowedExtensions: ['.scad', '.json'],
      disableExternalIncludes: false,
      libraryFolders: [resolve('/shelf')],
      logLevel: 'WARNING',
      logFile: resolve('/log'),
    });
  });

  it.each([
    ['ALLOWED_FILE_EXTENSIONS', '.json'],
    ['ALLOWED_FILE_EXTENSIONS', 'scad,*'],
    ['DISABLE_EXTERNAL_INCLUDES', 'maybe'],
  ])('does not take %s=%s', (name, text) => {
    expect(() => resolveSettings({ [name]: text }, {})).toThrow(new RegExp(name));
  });

  it('looks for libraries in the folders set, then in those of the platform', () => {
    const { libraryFolders } = resolveSettings({ OPENSCADPATH: resolve('/shelf') }, {});
    expect(libraryFolders[0]).toBe(resolve('/shelf'));
    expect(libraryFolders.length).toBeGreaterThan(1);
  });

  it('has a temporary folder for each user of a machine', () => {
    const { tempFolder } = resolveSettings({}, {}).settings;
    expect(tempFolder).toBe(join(tmpdir(), `openscad-mcp-${process.getuid?.() ?? userInfo().username}`));
  });

  it('lets no file be larger than all files together may be', () => {
    const largest = String(LIMITS.maxTotalBytes);
    expect(resolveSettings({ MAX_FILE_SIZE: largest }, {}).settings.maxFileBytes).toBe(LIMITS.maxTotalBytes);
    expect(() => resolveSettings({ MAX_FILE_SIZE: `${LIMITS.maxTotalBytes + 1}` }, {})).toThrow(
      /MAX_FILE_SIZE/,
    );
  });
});
