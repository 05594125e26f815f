import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLE_CONFIG_FILE, writeConfigurationDocument } from '../../../scripts/docs/configuration.ts';
import { parseConfigFile } from '../../../src/config/config-file.ts';
import { resolveSettings } from '../../../src/config/resolve-settings.ts';
import { FILE_KEYS, VARIABLE_NAMES } from '../../../src/config/setting-definitions.ts';

it('has an example of a config file in which everything counts', async () => {
  const { values, problems } = await parseConfigFile(EXAMPLE_CONFIG_FILE, resolve('/etc/config.yaml'));
  expect(problems).toEqual([]);
  const files = { envFile: new Map(), configFile: values, problems: [], warnings: [] };
  const { settings, warnings } = resolveSettings({}, {}, files);
  expect(warnings).toEqual([]);
  expect(settings).toMatchObject({
    transport: 'http',
    roots: [resolve('/etc/models'), resolve('/srv/cad')],
    redisUrl: 'redis://localhost:6379/0',
    maxPictureSide_px: 4096,
  });
});

it('names every variable and every key', () => {
  const text = writeConfigurationDocument();
  for (const name of [...VARIABLE_NAMES, ...FILE_KEYS]) expect(text).toContain(`\`${name}\``);
});
