import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { installPackage } from './installed-package.ts';
import { runNpm } from './npm.ts';
import { projectRoot } from './project-paths.ts';
import { runProgram } from './run-program.ts';

/**
 * `npm run verify-package`: packs the package, installs it in an empty folder as a user would, without
 * install scripts and development packages, and tries the command there.
 */

/** Largest size of everything an installation brings. */
const MAX_INSTALLED_MB = 30;

function expect(condition: boolean, what: string): void {
  console.log(`${condition ? 'ok  ' : 'FAIL'} ${what}`);
  if (!condition) process.exitCode = 1;
}

const lint = runProgram('publint', ['--strict', '--pack', 'false'], { stdio: 'inherit' });
expect(lint.status === 0, 'the manifest agrees with the files');

/** What has to be in the archive, and what must never be. */
const SHIPPED = [
  'dist/cli.js',
  'dist/assets/openscad.wasm',
  'API.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'docs/TUTORIAL.md',
];
const KEPT_BACK = /^(?:src|test|scripts|wasm|workers|node_modules|\.)|\.(?:map|tgz|mcpb|env)$/;

const listed = z
  .array(z.object({ files: z.array(z.object({ path: z.string() })) }))
  .parse(JSON.parse(runNpm(['pack', '--dry-run', '--json', '--ignore-scripts'], projectRoot)));
const paths = listed[0].files.map(({ path }) => path);
const missing = SHIPPED.filter(path => !paths.includes(path));
expect(missing.length === 0, `the archive has all it needs${missing.map(path => `, but ${path}`).join('')}`);
const strays = paths.filter(path => KEPT_BACK.test(path));
expect(strays.length === 0, `the archive has nothing else${strays.map(path => `, but ${path}`).join('')}`);

const { folder, bytes, withInstallScripts, remove } = installPackage();
try {
  const installed_MB = bytes / 1e6;
  expect(
    installed_MB < MAX_INSTALLED_MB,
    `installed size is ${installed_MB.toFixed(1)} MB, at most ${MAX_INSTALLED_MB}`,
  );
  expect(
    withInstallScripts.length === 0,
    ['no package has install scripts', ...withInstallScripts].join(', but '),
  );
  const shown = runNpm(['exec', '--offline', '--', 'openscad-mcp-server', 'doctor'], folder);
  expect(!shown.includes('FAIL'), 'doctor finds nothing wrong');
  writeFileSync(join(folder, 'part.scad'), 'cube([3, 4, 5]); linear_extrude(1) text("a");\n');
  const rendered = runNpm(['exec', '--offline', '--', 'openscad-mcp-server', 'render', 'part.scad'], folder);
  expect(
    rendered.includes('Wrote') && statSync(join(folder, 'part.png')).size > 1000,
    'render writes a picture',
  );
  const library =
    "import('openscad-mcp-server').then(({ createApp, renderModel }) => console.log(typeof createApp, typeof renderModel))";
  const types = execFileSync(process.execPath, ['-e', library], { cwd: folder, encoding: 'utf8' });
  expect(types.trim() === 'function function', 'the library can be imported');
} finally {
  remove();
}
