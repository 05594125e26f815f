import { describe, expect, it } from 'vitest';
import type { CustomizerParameter } from '../../../../src/scad/customizer/customizer.ts';
import { writeSchema } from '../../../../src/scad/customizer/json-schema.ts';

const base = { name: 'x', group: 'G', initial: 0, choices: [] } satisfies CustomizerParameter;

const property = (parameter: Partial<CustomizerParameter>) =>
  writeSchema({ title: 't', parameters: [{ ...base, ...parameter }] }).properties.x;

describe('writeSchema', () => {
  it('keeps the order of the file', () => {
    const parameters = ['zeta', 'alpha', '$fn', '__proto__'].map(name => ({ ...base, name }));
    const schema = writeSchema({ title: 'part', parameters });
    expect(Object.keys(schema.properties)).toEqual(['zeta', 'alpha', '$fn', '__proto__']);
    expect(schema).toMatchObject({ type: 'object', title: 'part' });
    expect(JSON.stringify(schema)).toContain('"__proto__":{');
  });

  it.each([
    [3.5, { type: 'number', default: 3.5 }],
    ['text', { type: 'string', default: 'text' }],
    [false, { type: 'boolean', default: false }],
    [[1, 2], { type: 'array', default: [1, 2], items: { type: 'number' }, minItems: 2, maxItems: 2 }],
  ])('writes the type of %j', (initial, expected) => {
    expect(property({ initial })).toEqual({ ...expected, 'x-group': 'G' });
  });

  it('writes ranges, of vectors for each number', () => {
    const range = { min: 0, max: 10, step: 0.5 };
    expect(property(range)).toMatchObject({ minimum: 0, maximum: 10, multipleOf: 0.5 });
    expect(property({ ...range, initial: [1] })).toMatchObject({
      items: { type: 'number', minimum: 0, maximum: 10, multipleOf: 0.5 },
    });
  });

  it('counts steps from the minimum, where JSON Schema cannot', () => {
    const written = property({ min: 5, max: 95, step: 10, initial: 15 });
    expect(written).toMatchObject({ minimum: 5, 'x-step': 10 });
    expect(written).not.toHaveProperty('multipleOf');
  });

  it('writes choices, with labels only where they say more', () => {
    const plain = { value: 'a', label: 'a' };
    expect(property({ initial: 'a', choices: [plain] })).toEqual({
      type: 'string',
      default: 'a',
      enum: ['a'],
      'x-group': 'G',
    });
    const choices = [plain, { value: 20, label: 'Medium' }];
    expect(property({ initial: 'a', choices })).toMatchObject({
      type: ['string', 'number'],
      enum: ['a', 20],
      oneOf: [
        { const: 'a', title: 'a' },
        { const: 20, title: 'Medium' },
      ],
    });
  });

  it('writes the length of a text', () => {
    expect(property({ initial: 'a', maxLength: 8 })).toMatchObject({ maxLength: 8 });
  });

  it('prefers the whole comment to the caption', () => {
    const parameters = [{ ...base, caption: 'of the box' }];
    const described = writeSchema({ title: 't', parameters }, new Map([['x', 'Width\nof the box']]));
    expect(described.properties.x.description).toBe('Width\nof the box');
    expect(property({ caption: 'of the box' }).description).toBe('of the box');
  });
});
