import { describe, expect, it } from 'vitest';
import { encodeDefinitions } from '../../../src/scad/definition.ts';
import { prependTime } from '../../../src/scad/time-prefix.ts';

const prepend = (source: string, parameters: Record<string, unknown>) =>
  new TextDecoder().decode(prependTime(new TextEncoder().encode(source), encodeDefinitions(parameters)));

describe('prependTime', () => {
  it('assigns $t on the first line, so that every line keeps its number', () => {
    expect(prepend('a = $t;\ncube(a);\n', { $t: 0.25, width: 3 })).toBe('$t=0.25;a = $t;\ncube(a);\n');
  });

  it('leaves a source as it is when nobody sets $t', () => {
    const source = new TextEncoder().encode('cube($t);');
    expect(prependTime(source, encodeDefinitions({ $fn: 3, t: 1 }))).toBe(source);
  });

  it('leaves what is not ASCII as it is', () => {
    expect(prepend('text("äß→");', { $t: 0 })).toBe('$t=0;text("äß→");');
  });
});
