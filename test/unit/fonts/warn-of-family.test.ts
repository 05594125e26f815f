import { describe, expect, it } from 'vitest';
import { chooseFace } from '../../../src/fonts/font-request.ts';
import { quote, warnOfFamily } from '../../../src/fonts/warn-of-family.ts';

const faces = [
  { families: ['Liberation Sans'], style: 'Regular' },
  { families: ['Liberation Sans'], style: 'Bold' },
  { families: ['Liberation Serif'], style: 'Regular' },
  { families: ['Signs'], style: 'Regular' },
];

const warn = (request: string) => warnOfFamily(chooseFace(request, faces), faces);

it.each([
  '',
  'Arial',
  'helvetica',
  'Liberation Sans:style=Bold',
  'serif',
  'Nowhere,Signs',
  'Arial:style=Regular',
])('is silent about %j', request => {
  expect(warn(request)).toBeNull();
});

describe('a family that is not there', () => {
  it.each([
    ['Helvetika', 'Liberation Sans Regular is used', 'font = "Helvetica"'],
    ['Helvetika:style=Bold', 'Liberation Sans Bold is used', 'font = "Helvetica:style=Bold"'],
    ['Sings', 'Liberation Sans Regular is used', 'font = "Signs"'],
    ['Georgia', 'Liberation Serif Regular is used', '.ttf'],
    ['Arial Bold', 'Liberation Sans Regular is used', 'font = "Arial:style=Bold"'],
    ['Noto Sans Display', 'Liberation Sans Regular is used', 'font = "Noto Sans"'],
    ['Zapfino', 'Liberation Sans Regular is used', 'Signs, Liberation Sans'],
  ])('%j', (request, message, hint) => {
    expect(warn(request)).toMatchObject({
      severity: 'warning',
      code: 'FONT',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

describe('a style that is not there', () => {
  it('is told with those that are', () => {
    expect(warn('Arial:style=Light')).toMatchObject({
      message: 'Font "Arial:style=Light" is set in the style Regular of Liberation Sans, not in Light.',
      hint: 'The styles of Liberation Sans are Regular, Bold.',
    });
  });

  it('behind a hyphen is told how to write', () => {
    expect(warn('Arial-Bold')?.hint).toContain('font = "Arial:style=Bold"');
  });
});

it('quotes what a model wrote without control characters, and not all of it', () => {
  expect(quote('a\u001b[31mb\nc')).toBe('"ab⏎c"');
  expect(quote('x'.repeat(1000))).toBe(`"${'x'.repeat(80)}…"`);
});
