import { describe, expect, it } from 'vitest';
import { translateLog } from '../../../../src/engine/native/translate-log.ts';

const LAYOUT = { model: '/tmp/a b/run-1/model', libraries: '/tmp/a b/run-1/libraries', fonts: '', out: '' };
const ENCLOSED = { model: '/model', libraries: '/libraries', fonts: '/fonts', out: '/out' };

function translate(line: string, layout = LAYOUT, entry = 'main.scad'): string {
  return translateLog({ head: [line], leftOut: 0, tail: [], evaluations: 1 }, layout, entry).head[0];
}

describe('messages of an installed OpenSCAD', () => {
  it.each([
    ["WARNING: Ignoring unknown module 'q' in file main.scad, line 3", '/model/main.scad, line 3'],
    ["WARNING: Ignoring unknown module 'q' in file sub/s.scad, line 1", '/model/sub/s.scad, line 1'],
    [
      "WARNING: Ignoring unknown module 'q' in file ../libraries/L/l.scad, line 1",
      '/libraries/L/l.scad, line 1',
    ],
    ["TRACE: called by 'f' in file main.scad, line 1", '/model/main.scad, line 1'],
    [
      'ERROR: Parser error: syntax error in file /tmp/a b/run-1/model/m.scad, line 1',
      '/model/m.scad, line 1',
    ],
  ])('%s', (line, place) => {
    expect(translate(line)).toBe(`${line.slice(0, line.indexOf(' in file ') + 9)}${place}`);
  });

  it('count from the folder of the entry', () => {
    const line = "WARNING: Ignoring unknown module 'q' in file ../s.scad, line 1";
    expect(translate(line, LAYOUT, 'parts/main.scad')).toContain(' in file /model/s.scad, line 1');
  });

  it('name files in the model and libraries by where the bundled OpenSCAD has them', () => {
    const line = "WARNING: Can't open import file '/tmp/a b/run-1/model/x.stl', import() at line 1";
    expect(translate(line)).toBe("WARNING: Can't open import file '/model/x.stl', import() at line 1");
  });

  it('are not changed where a sandbox has the same places', () => {
    const line = "WARNING: Can't open import file '/model/x.stl', import() at line 1";
    expect(translate(line, ENCLOSED)).toBe(line);
  });

  it('are left alone where a model printed them', () => {
    const line = 'ECHO: "in file main.scad, line 3"';
    expect(translate(line)).toBe(line);
  });
});
