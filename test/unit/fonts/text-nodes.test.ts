import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findTextNodes, type TextNode } from '../../../src/fonts/text-nodes.ts';
import { expectLinearTime } from '../../support/linear-time.ts';

const write = ({ text, font }: TextNode) =>
  `\ttext(text = "${text}", size = 1e+06, spacing = 1, font = "${font}", direction = "ltr", language = "en");\n`;

it('finds each pair of text and font once, whatever they are made of', () => {
  const piece = fc.constantFrom('a', ' ', '"', '\\', ',', '\n', 'text(text = "', ', size = ', 'spacing = 1');
  const string = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join(''));
  fc.assert(
    fc.property(fc.array(fc.record({ text: string, font: string })), nodes => {
      const distinct = new Map(nodes.map(node => [JSON.stringify(node), node]));
      expect(findTextNodes([...nodes, ...nodes].map(write).join('cube(1);\n'))).toEqual([
        ...distinct.values(),
      ]);
    }),
  );
});

it('knows other modules apart', () => {
  expect(findTextNodes(write({ text: 'a', font: 'b' }).replace('text(', 'mytext('))).toEqual([]);
});

it.each(['text(text = "', '", size = ', '", size = 1, spacing = 1, font = "', 'text(text = "", size = 1, '])(
  'takes linear time for many %j',
  async piece => {
    await expectLinearTime(length => `text(text = "${piece.repeat(length)}`, findTextNodes, 4000);
  },
);
