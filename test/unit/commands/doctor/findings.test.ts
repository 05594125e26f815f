import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineLibraries, examineRoots } from '../../../../src/commands/doctor/examine-folders.ts';
import { examineLog, examineMemory, examineNode } from '../../../../src/commands/doctor/examine-program.ts';
import { failed, fine, warning } from '../../../../src/commands/doctor/finding.ts';
import {
  summarizeFindings,
  writeFindings,
  writeSettings,
} from '../../../../src/commands/doctor/write-findings.ts';
import { resolveSettings } from '../../../../src/config/resolve-settings.ts';

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'doctor-')));
  mkdirSync(join(folder, 'root'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const { settings } = resolveSettings({}, {});
const rootsOf = (...roots: string[]) => examineRoots({ ...settings, roots });

describe('the doctor', () => {
  it.each([
    ['v18.20.0', 'failed'],
    ['v20.18.3', 'failed'],
    ['v20.19.0', 'ok'],
    ['v22.0.0', 'ok'],
  ])('finds Node.js %s %s', (version, state) => {
    expect(examineNode(version).state).toBe(state);
  });

  it('says of every root what is odd about it', async () => {
    const findings = await rootsOf(
      join(folder, 'root'),
      join(folder, 'nowhere'),
      join(folder, 'file'),
      homedir(),
      parse(folder).root,
    );
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'warning', 'warning', 'warning', 'warning']);
    expect(findings[1].detail).toContain('does not exist');
    expect(findings[2].detail).toContain('is a file');
    for (const finding of findings.slice(1)) expect(finding.fix).toMatch(/MCP_ROOTS|--root/);
  });

  it('says what it means when there is no root', async () => {
    expect(await rootsOf()).toEqual([
      expect.objectContaining({ state: 'warning', fix: expect.stringMatching(/--root/) }),
    ]);
  });

  it('names libraries by where they come from, and folders that are not there', async () => {
    const libraries = {
      find: async () => null,
      names: async () => [],
      describe: async () => null,
      list: async () => [
        { name: 'BOSL2', origin: 'bundled' as const },
        { name: 'mine', origin: 'folder' as const, folder },
        { name: 'MCAD', origin: 'bundled' as const },
      ],
    };
    const findings = await examineLibraries(
      { ...settings, libraryFolders: [folder, join(folder, 'gone')] },
      libraries,
    );
    expect(findings.map(({ state, detail }) => [state, detail])).toEqual([
      ['ok', 'bundled: BOSL2, MCAD'],
      ['ok', `${folder}: mine`],
      ['warning', `${join(folder, 'gone')} does not exist`],
    ]);
  });

  it('compares what renders may use with what the machine has', () => {
    expect(examineMemory({ ...settings, maxThreads: 1, maxMemory_MB: 64 }).state).toBe('ok');
    expect(examineMemory({ ...settings, maxThreads: 64, maxMemory_MB: 1e6 })).toMatchObject({
      state: 'warning',
      fix: expect.stringContaining('OPENSCAD_MAX_THREADS'),
    });
  });

  it('says why a log file takes nothing', () => {
    expect(examineLog({ file: null, fault: () => null }).state).toBe('ok');
    expect(examineLog({ file: '/x/y.log', fault: () => 'EACCES: permission denied' })).toMatchObject({
      state: 'warning',
      detail: '/x/y.log cannot be written: EACCES: permission denied',
    });
  });
});

describe('the report', () => {
  const findings = [
    fine('Rendering', 'works'),
    warning('Root', 'word '.repeat(40).trim(), 'Do something.'),
    failed('Temp folder', `${'/long'.repeat(40)} is gone`, 'Make it.'),
  ];

  it('has a line and a fix for each finding, broken between words', () => {
    const lines = writeFindings(findings);
    expect(lines[0]).toBe('ok    Rendering      works');
    expect(lines.filter(line => line.includes('-> '))).toHaveLength(2);
    for (const line of lines) expect(line.length <= 100 || line.includes('/long')).toBe(true);
    expect(lines.join('\n')).toContain('/long'.repeat(40));
    const words = writeFindings([findings[1]]).join(' ').match(/word/g);
    expect(words).toHaveLength(40);
  });

  it('comes to one sentence', () => {
    expect(summarizeFindings(findings)).toBe(
      'One thing does not work, marked FAIL. One thing to look at, marked warn.',
    );
    expect(summarizeFindings(findings.slice(0, 1))).toBe('Everything needed works.');
  });

  it('shows what was set before what was not', () => {
    const setting = (name: string, value: unknown, source: string) => ({ name, value, source });
    expect(
      writeSettings([
        setting('A', null, 'default'),
        setting('B', ['x', 'y'], '--b'),
        setting('C', [], 'default'),
      ]),
    ).toEqual([
      '',
      'Settings that were set, and by what:',
      '  B = x, y  (--b)',
      '',
      'Settings with their default:',
      '  A = none',
      '  C = none',
    ]);
  });
});
