import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeConfigurationDocument } from './docs/configuration.ts';
import { projectRoot } from './project-paths.ts';

/**
 * `npm run docs`: writes the documents that follow from the code. With `--check` nothing is written, and a
 * document that differs from what would be is named.
 */

const DOCUMENTS = [{ file: 'docs/CONFIGURATION.md', write: writeConfigurationDocument }] as const;

/** Formats a text as `npm run check` wants it. */
function format(text: string, file: string): string {
  const biome = join(projectRoot, 'node_modules', '.bin', 'biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${file}`], {
    cwd: projectRoot,
    input: text,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
}

const isCheck = process.argv.includes('--check');
for (const { file, write } of DOCUMENTS) {
  const path = join(projectRoot, file);
  const text = format(write(), file);
  if (read(path) === text) continue;
  if (isCheck) {
    console.log(`${file} is not what the code says; run: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
}
