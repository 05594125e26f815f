import { describe, expect, it } from 'vitest';
import { chooseFace, findSubstitute, parseFontRequest, splitStyle } from '../../../src/fonts/font-request.ts';

describe('a request', () => {
  it.each([
    ['', [], '', false],
    ['Arial', ['Arial'], '', false],
    ['Arial:style=Bold Italic', ['Arial'], 'Bold Italic', false],
    ['Arial:bold:italic', ['Arial'], 'bold italic', false],
    ['Foo, Noto Sans Thai', ['Foo', 'Noto Sans Thai'], '', false],
    [':style=Bold', [], 'Bold', false],
    ['Arial-12', ['Arial'], '', false],
    ['Helvetica-Bold', ['Helvetica'], 'Bold', true],
    ['Helvetica-BoldOblique', ['Helvetica'], '', false],
    ['Noto\\-Sans', ['Noto-Sans'], '', false],
    ['Arial:lang=th:style=Italic', ['Arial'], 'Italic', false],
  ])('%j', (request, families, style, isStyleLost) => {
    expect(parseFontRequest(request)).toEqual({ families, style, isStyleLost });
  });

  it('has words of a style at its end', () => {
    expect(splitStyle('Arial Bold Italic')).toEqual({ family: 'Arial', style: 'Bold Italic' });
    expect(splitStyle('Arial Black')).toEqual({ family: 'Arial', style: 'Black' });
    expect(splitStyle('Bold')).toEqual({ family: 'Bold', style: '' });
    expect(splitStyle('Noto Sans Thai')).toEqual({ family: 'Noto Sans Thai', style: '' });
  });
});

describe('the face chosen', () => {
  const faces = [
    { families: ['Liberation Sans'], style: 'Bold' },
    { families: ['Liberation Sans'], style: 'Regular' },
    { families: ['Liberation Mono'], style: 'Regular' },
    { families: ['DejaVu Sans', 'DejaVu Sans Condensed'], style: 'Book' },
  ];

  it.each([
    ['', 'Liberation Sans', 'Regular'],
    ['Arial:style=Bold', 'Liberation Sans', 'Bold'],
    ['arial:bold', 'Liberation Sans', 'Bold'],
    ['Helvetica-Bold', 'Liberation Sans', 'Regular'],
    ['Courier New', 'Liberation Mono', 'Regular'],
    ['Courier:style=Bold', 'Liberation Mono', 'Regular'],
    ['Nowhere', 'Liberation Sans', 'Regular'],
    ['Nowhere,Consolas', 'Liberation Mono', 'Regular'],
    ['dejavusans', 'DejaVu Sans', 'Book'],
    ['DejaVu Sans Condensed', 'DejaVu Sans', 'Book'],
    ['Times', 'Liberation Sans', 'Regular'],
  ])('for %j is %s %s', (request, family, style) => {
    expect(chooseFace(request, faces)).toEqual({ request, family, style });
  });
});

it('knows which substitutes leave everything in its place', () => {
  expect(findSubstitute('helvetica')).toEqual({ family: 'Liberation Sans', isEqual: true });
  expect(findSubstitute('Times NewRoman')).toEqual({ family: 'Liberation Serif', isEqual: true });
  expect(findSubstitute('Georgia')).toEqual({ family: 'Liberation Serif', isEqual: false });
  expect(findSubstitute('Liberation Sans')).toBeNull();
});
