import { execFileSync } from 'node:child_process';

/** Runs npm, by the npm that runs this script where there is one, and returns what it printed. */
export function runNpm(args: readonly string[], cwd: string): string {
  const script = process.env.npm_execpath;
  const [command, ...prefix] = script === undefined ? ['npm'] : [process.execPath, script];
  return execFileSync(command, [...prefix, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: script === undefined && process.platform === 'win32',
  });
}
