import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GROUPS, resultsSchema } from './bench/results.ts';
import {
  writeGeminiExtension,
  writeMarketplace,
  writePluginManifest,
  writeRegistryManifest,
} from './distribution/manifests.ts';
import { type PackageFacts, readPackageFacts } from './distribution/package-facts.ts';
import { writeApiDocument } from './docs/api/write-api.ts';
import { writeConfigurationDocument } from './docs/configuration.ts';
import { drawGrowth } from './docs/growth-plot.ts';
import { writeGuide } from './docs/guide.ts';
import { GROWTH_PICTURE, writePerformanceDocument } from './docs/performance.ts';
import { writeReadme } from './docs/readme.ts';
import { writeTutorial } from './docs/tutorial.ts';
import { formatJson } from './format-json.ts';
import { projectRoot } from './project-paths.ts';
import { runProgram } from './run-program.ts';

/**
 * `npm run docs`: writes the documents that follow from the code. With `--check` nothing is written, and a
 * document that differs from what would be is named.
 */

const DOCUMENTS: readonly { file: string; write: () => string | Promise<string> }[] = [
  { file: 'docs/CONFIGURATION.md', write: writeConfigurationDocument },
  manifest('server.json', writeRegistryManifest),
  manifest('.claude-plugin/plugin.json', writePluginManifest),
  manifest('.claude-plugin/marketplace.json', writeMarketplace),
  manifest('gemini-extension.json', writeGeminiExtension),
  { file: 'README.md', write: writeReadme },
  { file: 'docs/GUIDE.md', write: writeGuide },
  { file: 'API.md', write: writeApiDocument },
  { file: 'docs/TUTORIAL.md', write: writeTutorial },
  ...listPerformanceDocuments(),
];

/** The documents about what the benchmark measured; none before it has been saved. */
function listPerformanceDocuments() {
  const saved = join(projectRoot, 'docs', 'performance.json');
  if (!existsSync(saved)) return [];
  const results = resultsSchema.parse(JSON.parse(readFileSync(saved, 'utf8')));
  const series = GROUPS.flatMap(name => results.groups[name]?.series ?? []);
  return [
    { file: 'docs/PERFORMANCE.md', write: () => writePerformanceDocument(results) },
    ...(series.length === 0 ? [] : [{ file: `docs/${GROWTH_PICTURE}`, write: () => drawGrowth(series) }]),
  ];
}

function manifest(file: string, write: (facts: PackageFacts) => object) {
  return { file, write: () => formatJson(write(readPackageFacts())) };
}

/** Formats a text as `npm run check` wants it. */
function format(text: string, file: string): string {
  // It knows no drawings.
  if (file.endsWith('.svg')) return text;
  const { status, stdout, stderr } = runProgram('biome', ['format', `--stdin-file-path=${file}`], {
    input: text,
  });
  if (status !== 0) throw new Error(`${file} cannot be formatted: ${stderr}`);
  return stdout;
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
  const text = format(await write(), file);
  if (read(path) === text) continue;
  if (isCheck) {
    console.log(`${file} is not what the code says; run: npm run docs`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
}
