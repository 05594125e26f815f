import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/config/command-line.ts';

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
  ])('"%s" is refused', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
