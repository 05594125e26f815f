import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../../src/commands/definition.ts';

describe('parseDefinition', () => {
  it.each([
    ['x=10', 10],
    ['x=.5', 0.5],
    ['x=5.', 5],
    ['x=1e3', 1000],
    ['x=+1', 1],
    ['x=-2.5E-1', -0.25],
    ['x=true', true],
    ['x=false', false],
    ['x=[1, [2, 3]]', [1, [2, 3]]],
    ['x="1/2"', '1/2'],
    ['x=""', ''],
    ['x=Box', 'Box'],
    ['x=Große Kiste_2-b', 'Große Kiste_2-b'],
    ['x = 4 ', 4],
    ['x="a=b"', 'a=b'],
  ])('%s', (definition, value) => {
    expect(parseDefinition(definition)).toEqual(['x', value]);
  });

  it.each(['1/2', '10-2', 'a+b', 'f(1)', '', '0x10', "'A'", 'a;b', '{"a":1}', '1 2'])(
    'refuses %j and shows how to quote it',
    text => {
      expect(() => parseDefinition(`x=${text}`)).toThrow(
        expect.objectContaining({
          code: 'INVALID_INPUT',
          hint: expect.stringContaining(`-D 'x=${JSON.stringify(text)}'`),
        }),
      );
    },
  );

  it.each([
    ['x=undef', /undef/],
    ['x=[1, .5]', /not valid/],
    ['x="open', /not valid/],
    ['x', /name=value/],
    ['=1', /name=value/],
  ])('refuses %s', (definition, message) => {
    expect(() => parseDefinition(definition)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) }),
    );
  });
});
