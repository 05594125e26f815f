import type { Dice } from '../dice.ts';

/** Numbers at and beyond what programs expect. */
export const NUMBERS = [
  '0',
  '-0',
  '-1',
  '0.1',
  '1e-12',
  '1e-320',
  '1e6',
  '1e9',
  '1e12',
  '1e38',
  '1e39',
  '1e308',
  '1e309',
  '-1e308',
  '4294967296',
  '2147483648',
  '9007199254740993',
  '0/0',
  '1/0',
  '0x10',
  '1e',
  '.5.5',
];

/** Pieces of the language that change what the rest means. */
const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  '=',
  ',',
  '"',
  '//',
  '/*',
  '*/',
  '#',
  '%',
  '!',
  '*',
  '\\',
  '<',
  '>',
  'undef',
  'each',
  'let (',
  'for (i = [0 : 1e7])',
  'function (x) x(x)',
  'assert(false);',
  'echo(',
  '$fn = 1e4;',
  '$fn = -1;',
  '$fa = 0;',
  'hull() ',
  'minkowski() ',
  'render() ',
  'intersection() ',
  'offset(-9) ',
  'resize([0, 1e9]) ',
  'multmatrix([[1e200]]) ',
  'scale(0) ',
  'scale([1, -1, 0]) ',
  'mirror([0, 0, 0]) ',
  'include <main.scad>\n',
  'use <../x.scad>\n',
  'include </etc/passwd>\n',
  'import("/proc/self/environ");',
  'import("part.stl");',
  'surface("a.png");',
  'text("\u202e\ud7ff");',
  'chr(55296)',
  'str(1e999)',
  'rands(0, 1, 1e8)',
  '\u0000',
  '\ufeff',
  '\r',
  '\u2028',
  '日本',
  'é',
  '\u001b[31m',
  'a'.repeat(300),
  '('.repeat(500),
  '-'.repeat(500),
];

const TOKEN = /[A-Za-z_$][\w$]*|\d[\w.]*|"(?:\\.|[^"\\])*"|\s+|./gsu;

/** A text with a few of its tokens left out, repeated, swapped or replaced; now and then with parts of another one. */
export function mutateText(dice: Dice, text: string, corpus: readonly string[]): string {
  const tokens = text.match(TOKEN) ?? [];
  const times = dice.whole(1, 6);
  for (let time = 0; time < times; time++) change(dice, tokens, corpus);
  return tokens.join('');
}

function change(dice: Dice, tokens: string[], corpus: readonly string[]): void {
  const at = dice.whole(0, Math.max(0, tokens.length - 1));
  const length = dice.whole(1, 8);
  switch (dice.whole(0, 6)) {
    case 0:
      tokens.splice(at, length);
      return;
    case 1:
      tokens.splice(at, 0, ...tokens.slice(at, at + length));
      return;
    case 2:
      tokens.splice(at, 0, dice.pick(PIECES));
      return;
    case 3:
      replaceNumber(dice, tokens, at);
      return;
    case 4:
      tokens.push(...tokens.splice(at, length));
      return;
    case 5:
      tokens.splice(at, 1, dice.pick(PIECES));
      return;
    default: {
      const other = dice.pick(corpus).match(TOKEN) ?? [];
      const from = dice.whole(0, other.length);
      tokens.splice(at, 0, ...other.slice(from, from + dice.whole(1, 40)));
    }
  }
}

/** The next number in the text becomes one that nobody expects. */
function replaceNumber(dice: Dice, tokens: string[], from: number): void {
  const at = tokens.findIndex((token, index) => index >= from && /^\d/.test(token));
  if (at >= 0) tokens[at] = dice.pick(NUMBERS);
}
