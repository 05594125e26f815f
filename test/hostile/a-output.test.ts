import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { expectWell } from '../support/well.ts';
import type { HostileRow } from './rows/hostile-row.ts';
import { runRows } from './run-rows.ts';

/** Section A, its end: where files are written. */

const folder = useModelFolder('file');
const KEPT = 'somebody’s file';

beforeAll(() => {
  mkdirSync(folder.at('sub'));
  folder.link('out', '..');
  folder.link('link.stl', 'sub/target.stl');
});

const OUTPUT_ROWS: readonly HostileRow[] = [
  ...[
    '../slipped-out.stl',
    '../../slipped-out.stl',
    'sub/../../slipped-out.stl',
    '/etc/slipped-out.stl',
    '/slipped-out.stl',
    'out/slipped-out.stl',
    'nowhere/slipped-out.stl',
    'CON.stl',
    'nul.stl',
    'sub/COM1.stl',
    'a\0.stl',
    'sub\\..\\..\\slipped-out.stl\0',
  ].map(
    (output_path): HostileRow => ({
      id: 18,
      title: `a file to ${JSON.stringify(output_path)}`,
      tool: 'export_model',
      args: { code: 'cube(1);', format: 'stl', output_path },
      expected: 'PATH_REJECTED',
    }),
  ),
  ...['a.scad', 'a.sh', 'a', '.stl/a', 'a.stl.exe', ''].map(
    (output_path): HostileRow => ({
      id: 18,
      title: `an STL file to ${JSON.stringify(output_path)}`,
      tool: 'export_model',
      args: { code: 'cube(1);', format: 'stl', output_path },
      expected: ['INVALID_INPUT', 'PATH_REJECTED'],
    }),
  ),
  {
    id: 18,
    title: 'a name longer than any disk has',
    tool: 'export_model',
    args: { code: 'cube(1);', format: 'stl', output_path: `${'x'.repeat(300)}.stl` },
    expected: 'INVALID_INPUT',
    message: /too long/,
  },
  {
    id: 18,
    title: 'a file that is there already',
    tool: 'export_model',
    args: { code: 'cube(1);', format: 'stl', output_path: 'kept.stl' },
    expected: 'INVALID_INPUT',
    message: /exists already/,
    check: () => expect(readFileSync(folder.at('kept.stl'), 'utf8')).toBe(KEPT),
  },
  {
    id: 18,
    title: 'a link in the place of the file',
    tool: 'export_model',
    args: { code: 'cube(1);', format: 'stl', output_path: 'link.stl' },
    expected: 'INVALID_INPUT',
    check: () => expect(existsSync(folder.at('sub/target.stl'))).toBe(false),
  },
  {
    id: 18,
    title: 'a link in the place of the file, which is replaced and not followed',
    tool: 'export_model',
    args: { code: 'cube(1);', format: 'stl', output_path: 'link.stl', overwrite: true },
    expected: 'ok',
    check: () => expect(existsSync(folder.at('sub/target.stl'))).toBe(false),
  },
  {
    id: 18,
    title: 'a file over the model that it is made from',
    tool: 'export_model',
    args: { path: 'model.scad', format: 'scad', output_path: 'model.scad', overwrite: true },
    expected: 'INVALID_INPUT',
    message: /is kept/,
  },
  {
    id: 18,
    title: 'a name that looks like an option',
    tool: 'export_model',
    args: { code: 'cube(1);', format: 'stl', output_path: '-o.stl' },
    expected: 'ok',
    check: () => expect(existsSync(folder.at('-o.stl'))).toBe(true),
  },
  {
    id: 19,
    title: 'one file that is larger than a run may write',
    tool: 'export_model',
    args: { code: 'sphere(10, $fn = 1200);', format: 'stl', timeout_s: 30 },
    expected: 'OUTPUT_TOO_LARGE',
  },
];

const server = runRows(
  { 'output paths': OUTPUT_ROWS },
  { folder, files: { 'kept.stl': KEPT, 'model.scad': 'cube(1);' } },
);

it('18: nothing was written outside', () => {
  for (const place of [join(folder.path, '..'), '/etc', '/']) {
    expect(existsSync(join(place, 'slipped-out.stl'))).toBe(false);
  }
});

it('19: the oldest files make room for a new one', async () => {
  const first = await server().call('export_model', { code: 'cube(2);', format: 'stl' });
  const artifacts = join(first.report.artifacts[0].path, '..');
  // Empty space: the disk is not asked for what the quota counts.
  const put = (name: string, megabytes: number, ageMs: number) => {
    const path = join(artifacts, name);
    const file = openSync(path, 'w');
    ftruncateSync(file, megabytes * 2 ** 20);
    closeSync(file);
    const time = (Date.now() - ageMs) / 1000;
    utimesSync(path, time, time);
    return path;
  };
  const oldest = put('m_0123456789abcdef.stl', 300, 7_200_000);
  const old = put('m_1123456789abcdef.stl', 300, 3_600_000);
  const foreign = put('notes.txt', 300, 9_000_000);
  const second = await server().call('export_model', { code: 'cube(3);', format: 'stl' });
  expect(second.isError, second.text).toBe(false);
  const paths = [oldest, old, foreign, first.report.artifacts[0].path, second.report.artifacts[0].path];
  expect(paths.map(path => existsSync(path))).toEqual([false, true, true, true, true]);
  await expectWell(server());
});
