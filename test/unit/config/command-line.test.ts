import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/config/command-line.ts';
import { helpText } from '../../../src/config/help-text.ts';
import { SETTING_DEFINITIONS } from '../../../src/config/setting-definitions.ts';

describe('parseCommandLine', () => {
  it.each([
    ['', 'serve'],
    ['--root /a --debug', 'serve'],
    ['serve --debug', 'serve'],
    ['doctor --json', 'doctor'],
    ['render a.scad -o a.png --view front --size 9x9 -D x=1 --quality high --timeout 9 --json', 'render'],
    ['render a.scad --section x=1 --highlight parts', 'render'],
    ['export a.scad -o a.stl --overwrite -D x=1', 'export'],
    ['check a.scad --root /a -D x=1 --json', 'check'],
    ['serve --http --host ::1 --port 0 --config c.yaml --root /a --root /b', 'serve'],
    ['doctor --transport http', 'doctor'],
    ['--health-check', 'doctor'],
    ['doctor --health-check --json', 'doctor'],
    ['render --view front --help', 'help'],
    ['doctor -v', 'version'],
  ])('"%s" is %s', (line, command) => {
    expect(parseCommandLine(line.split(' ').filter(word => word !== '')).command).toBe(command);
  });

  it.each([
    ['check a.scad -o x.png --overwrite', /check does not take -o, --overwrite\./],
    ['render a.scad --overwrite', /render does not take --overwrite\./],
    ['export a.scad -o a.stl --view front --size 9x9', /export does not take --view, --size\./],
    ['doctor -D x=1 --quality high --timeout 9', /doctor does not take -D, --quality, --timeout\./],
    ['--json', /serve does not take --json\./],
    ['serve --health-check', /serve does not take --health-check\./],
    ['render a.scad --http --port 1', /render does not take --http, --port\./],
    ['--http --transport stdio', /--http and --transport stdio contradict each other\./],
  ])('"%s" is refused', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) }),
    );
  });

  it('keeps the folders of repeated --root apart', () => {
    expect(parseCommandLine(['--root', '/a:b', '--root', '/c;d']).flags).toEqual({
      MCP_ROOTS: { flag: '--root', text: ['/a:b', '/c;d'] },
    });
  });

  it('has a help text with every setting', () => {
    for (const { name } of Object.values(SETTING_DEFINITIONS)) expect(helpText()).toContain(`\n  ${name}\n`);
  });
});
