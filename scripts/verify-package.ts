import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './project-paths.ts';

/**
 * `npm run verify-package`: packs the package, installs it in an empty folder as a user would, without
 * install scripts and development packages, and tries the command there.
 */

/** Largest size of everything an installation brings. */
const MAX_INSTALLED_MB = 40;

function npm(args: readonly string[], cwd: string): string {
  const script = process.env.npm_execpath;
  const [command, ...prefix] = script === undefined ? ['npm'] : [process.execPath, script];
  return execFileSync(command, [...prefix, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: script === undefined && process.platform === 'win32',
  });
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

function expect(condition: boolean, what: string): void {
  console.log(`${condition ? 'ok  ' : 'FAIL'} ${what}`);
  if (!condition) process.exitCode = 1;
}

const lint = spawnSync(
  join(projectRoot, 'node_modules', '.bin', 'publint'),
  ['--strict', '--pack', 'false'],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
expect(lint.status === 0, 'the manifest agrees with the files');

const folder = mkdtempSync(join(tmpdir(), 'verify-package-'));
try {
  const packed = npm(
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
    projectRoot,
  ).trim();
  writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true }\n');
  npm(['install', '--ignore-scripts', '--omit=dev', '--silent', join(folder, packed)], folder);
  const installed_MB = folderBytes(join(folder, 'node_modules')) / 1e6;
  expect(
    installed_MB < MAX_INSTALLED_MB,
    `installed size is ${installed_MB.toFixed(1)} MB, at most ${MAX_INSTALLED_MB}`,
  );
  const shown = npm(['exec', '--offline', '--', 'openscad-mcp-server', 'doctor'], folder);
  expect(!shown.includes('FAIL'), 'doctor finds nothing wrong');
  writeFileSync(join(folder, 'part.scad'), 'cube([3, 4, 5]); linear_extrude(1) text("a");\n');
  const rendered = npm(['exec', '--offline', '--', 'openscad-mcp-server', 'render', 'part.scad'], folder);
  expect(
    rendered.includes('Wrote') && statSync(join(folder, 'part.png')).size > 1000,
    'render writes a picture',
  );
  const library =
    "import('openscad-mcp-server').then(({ createApp, renderModel }) => console.log(typeof createApp, typeof renderModel))";
  const types = execFileSync(process.execPath, ['-e', library], { cwd: folder, encoding: 'utf8' });
  expect(types.trim() === 'function function', 'the library can be imported');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
