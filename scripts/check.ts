import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-paths.ts';
import { runProgram } from './run-program.ts';

/**
 * `npm run check`: everything that can be said about the code without running it as a whole. All steps
 * run, so that one report names all problems.
 */

/** Folders whose modules the import rules cover. */
const CODE_FOLDERS = ['src', 'wasm', 'workers', 'scripts', 'test'];

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Looks at what a step printed that ended well; returns what is wrong with it. */
  readonly inspect?: (stdout: string) => string | null;
}

const STEPS: readonly Step[] = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the viewer', command: 'tsc', args: ['-p', 'src/viewer'] },
  { name: 'lint and format', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  {
    name: 'import rules',
    command: 'depcruise',
    args: ['--output-type', 'json', ...CODE_FOLDERS],
    inspect: countCruisedModules,
  },
  // Documents show what the built server answers.
  { name: 'build', command: 'tsx', args: ['scripts/build.ts', '--no-types'] },
  { name: 'generated documents', command: 'tsx', args: ['scripts/generate-docs.ts', '--check'] },
  { name: 'unused code', command: 'knip', args: [] },
  { name: 'unit tests', command: 'vitest', args: ['run', '--project', 'unit', '--reporter', 'dot'] },
];

/**
 * The import checker passes when it looked at nothing, as it does with a compiler it cannot use, so
 * it has to have seen at least every module there is.
 */
function countCruisedModules(stdout: string): string | null {
  const cruised: number = JSON.parse(stdout).modules.filter(({ source }: { source: string }) =>
    CODE_FOLDERS.some(folder => source.startsWith(`${folder}/`)),
  ).length;
  const present = CODE_FOLDERS.flatMap(folder =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }),
  ).filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts')).length;
  return cruised < present ? `looked at ${cruised} modules of ${present}` : null;
}

function runStep({ name, command, args, inspect }: Step): boolean {
  const result = runProgram(command, args, { env: { ...process.env, NO_COLOR: '1' } });
  const complaint = result.status === 0 ? (inspect?.(result.stdout) ?? null) : 'failed';
  console.log(`${complaint === null ? 'ok  ' : 'FAIL'} ${name}${complaint === null ? '' : `: ${complaint}`}`);
  if (result.status !== 0) console.log(describeFailure(name, result.stdout, result.stderr));
  return complaint === null;
}

/** The import checker's JSON is for programs; a person wants the broken rules. */
function describeFailure(name: string, stdout: string, stderr: string): string {
  if (name !== 'import rules') return `${stdout}\n${stderr}`;
  try {
    const violations: { from: string; to: string; rule: { name: string } }[] =
      JSON.parse(stdout).summary.violations;
    return violations.map(({ from, to, rule }) => `  ${rule.name}: ${from} → ${to}`).join('\n');
  } catch {
    return stderr;
  }
}

process.exitCode = STEPS.map(runStep).every(Boolean) ? 0 : 1;
