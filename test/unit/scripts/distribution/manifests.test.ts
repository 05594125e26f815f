import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BundleManifest, toServerCommand } from '../../../../scripts/distribution/host-config.ts';
import {
  ICON_FILE,
  writeBundleManifest,
  writeRegistryManifest,
} from '../../../../scripts/distribution/manifests.ts';
import { type PackageFacts, readPackageFacts } from '../../../../scripts/distribution/package-facts.ts';
import { projectRoot } from '../../../../scripts/project-paths.ts';
import { VARIABLE_NAMES } from '../../../../src/config/setting-definitions.ts';
import { tools } from '../../../../src/mcp/tools/index.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const facts = readPackageFacts();
const published: PackageFacts = {
  ...facts,
  repositoryUrl: 'https://github.com/somebody/openscad-mcp-server',
};

/** The rules of the registry's schema of 2025-12-11, as far as they concern what is written here. */
const input = {
  description: z.string().optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  default: z.string().optional(),
};
const registrySchema = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/),
  repository: z.strictObject({ url: z.url(), source: z.literal('github') }).optional(),
  websiteUrl: z.url().optional(),
  packages: z.array(
    z.strictObject({
      registryType: z.literal('npm'),
      identifier: z.string(),
      version: z.string().regex(/^\d/),
      runtimeHint: z.literal('npx'),
      transport: z.strictObject({ type: z.literal('stdio') }),
      packageArguments: z.array(
        z.union([
          z.strictObject({ type: z.literal('positional'), value: z.string() }),
          z.strictObject({ type: z.literal('named'), name: z.string(), isRepeated: z.boolean(), ...input }),
        ]),
      ),
      environmentVariables: z.array(z.strictObject({ name: z.string(), ...input })),
    }),
  ),
});

describe('server.json', () => {
  it.each([
    ['before there is a public repository', facts],
    ['with one', published],
  ])('obeys the schema of the registry %s', (_title, given) => {
    expect(registrySchema.safeParse(writeRegistryManifest(given)).error).toBeUndefined();
  });

  it('names the same server as the npm package, and settings that exist', () => {
    const { name, packages } = registrySchema.parse(JSON.parse(read('server.json')));
    expect(name).toBe(JSON.parse(read('package.json')).mcpName);
    for (const variable of packages[0].environmentVariables) expect(VARIABLE_NAMES).toContain(variable.name);
  });
});

describe('the manifest of the bundle', () => {
  const manifest = writeBundleManifest(facts) as BundleManifest & Record<string, unknown>;

  it('declares the tools there are, and an icon that exists', () => {
    const declared = manifest.tools as { name: string; description: string }[];
    expect(declared.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    for (const { description } of declared) expect(description).toMatch(/^[A-Z].{20,}\.$/);
    expect(existsSync(join(projectRoot, ICON_FILE))).toBe(true);
  });

  it('becomes a command with what its user chose, and with the defaults', () => {
    const chosen = { folder: '/home/ann/my models', timeout_s: '60' };
    expect(toServerCommand(manifest, '/apps/openscad', chosen)).toEqual({
      command: 'node',
      args: ['/apps/openscad/dist/cli.js', 'serve', '--root', '/home/ann/my models'],
      env: { OPENSCAD_TIMEOUT: '60', OPENSCAD_MAX_MEMORY_MB: '1024', OPENSCADPATH: '' },
    });
  });

  it('has a default for all that a user may leave out: hosts would pass the name of the variable on', () => {
    const left = { ...manifest, user_config: { folder: {} } };
    expect(() => toServerCommand(left, '/apps', { folder: '/a' })).toThrow(/user_config/);
    for (const [name, option] of Object.entries(manifest.user_config)) {
      expect(option, name).toSatisfy((value: { default?: unknown }) => value.default !== undefined);
    }
  });

  it('passes on settings that exist', () => {
    for (const name of Object.keys(manifest.server.mcp_config.env)) expect(VARIABLE_NAMES).toContain(name);
  });
});

describe('versions', () => {
  const version = facts.version;

  it.each([
    ['server.json', ['version', 'packages.0.version']],
    ['.claude-plugin/plugin.json', ['version']],
    ['.claude-plugin/marketplace.json', ['plugins.0.version']],
    ['gemini-extension.json', ['version']],
    ['package-lock.json', ['version']],
  ])('are that of package.json in %s', (file, paths) => {
    for (const path of paths) {
      const value = path
        .split('.')
        .reduce<unknown>((node, key) => Reflect.get(Object(node), key), JSON.parse(read(file)));
      expect(value, path).toBe(version);
    }
  });

  it('are that of package.json wherever a file pins the package', () => {
    for (const file of [
      'deploy/Dockerfile',
      '.claude-plugin/plugin.json',
      'gemini-extension.json',
      'CHANGELOG.md',
    ]) {
      expect(read(file), file).toMatch(new RegExp(`(?:@|## )${version.replaceAll('.', '\\.')}\\b`));
    }
  });
});

it('the skill says when it is to be used', () => {
  const [, head] = /^---\n([\s\S]*?)\n---\n/.exec(read('skills/openscad-design/SKILL.md')) ?? [];
  expect(head).toMatch(/^name: openscad-design\ndescription: .{50,1000}Use when .{20,}$/);
});
