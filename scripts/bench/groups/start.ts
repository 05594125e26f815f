import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type InstalledPackage, installPackage } from '../../installed-package.ts';
import { JsonRpcProcess } from '../json-rpc-process.ts';
import { describeTurns, takeTurns, timeMs } from '../measure.ts';
import type { BenchOptions, GroupResults } from '../results.ts';

/** The first picture has to be there after this time. */
const FIRST_PICTURE_MS = 1000;

/** Everything an installation brings. */
const MAX_INSTALLED_MB = 30;

/** Starts before any that counts: the disk's cache has to be filled. */
const WARM_UPS = 2;

/** Starting the installed package: until it has said which tools there are, and until the first picture. */
export async function benchStart({ runs, log }: BenchOptions): Promise<GroupResults> {
  log('packing and installing');
  const installed = installPackage();
  try {
    return { measurements: await measureStarts(installed, runs), series: [] };
  } finally {
    installed.remove();
  }
}

async function measureStarts({ folder, bytes }: InstalledPackage, runs: number) {
  const bin = join(folder, 'node_modules', '.bin', 'openscad-mcp-server');
  const turns = { runs: runs * 3, warmUps: WARM_UPS };
  const pictures: number[] = [];
  const start = (command: string, args: readonly string[]) => async () => {
    const server = new JsonRpcProcess(command, args, folder);
    const ms = await server.firstTools();
    if (command === bin) pictures.push(await server.call('render_model', { code: 'cube(10);' }));
    await server.end();
    return ms;
  };
  const run = (command: string, args: readonly string[]) => () =>
    timeMs(() => spawnSync(command, args, { cwd: folder, stdio: 'ignore' }));
  const direct = await takeTurns(start(bin, []), run(process.execPath, ['-e', '0']), turns);
  const byNpx = await takeTurns(
    start('npx', ['--offline', 'openscad-mcp-server']),
    run('npx', ['--offline', '-c', 'node -e 0']),
    turns,
  );
  return [
    describeTurns(
      {
        id: 'start/tools',
        what: 'the installed command, until the answer to tools/list',
        baseline: 'node -e 0',
        unit: 'ms',
        better: 'less',
        goal: 2.5,
      },
      direct,
    ),
    describeTurns(
      {
        id: 'start/tools-npx',
        what: 'the same by npx',
        baseline: "npx -c 'node -e 0'",
        unit: 'ms',
        better: 'less',
        goal: null,
        note: 'Most of it is npx itself.',
      },
      byNpx,
    ),
    describeTurns(
      {
        id: 'start/first-picture',
        what: 'the first picture, asked for at once after that',
        baseline: 'one second',
        unit: 'ms',
        better: 'less',
        goal: 1,
      },
      { ours: pictures.slice(WARM_UPS), base: [FIRST_PICTURE_MS] },
    ),
    describeTurns(
      {
        id: 'start/installed-size',
        what: 'installed size, libraries and fonts included',
        baseline: `${MAX_INSTALLED_MB} MB`,
        unit: 'MB',
        better: 'less',
        goal: 1,
      },
      { ours: [bytes / 1e6], base: [MAX_INSTALLED_MB] },
    ),
  ];
}
