import type { Dice } from '../dice.ts';
import { NUMBERS } from './mutate-text.ts';

/** Deadline given to every model, in seconds. */
export const TIMEOUT_S = 3;

/** Paths that lead out of the model, that no system takes, and a few good ones. */
export const PATHS = [
  'model.scad',
  './model.scad',
  'sub/../model.scad',
  '../secret.scad',
  '..\\secret.scad',
  '/etc/passwd',
  'link.scad',
  'model.scad/',
  'model.scad\u0000',
  'model.scad ',
  'MODEL.SCAD',
  'mo\u0301del.scad',
  'C:\\model.scad',
  '\\\\host\\share',
  'file:///etc/passwd',
  '%2e%2e/secret.scad',
  '~/x.scad',
  '-o',
  'CON',
  'a'.repeat(300),
  'x/'.repeat(60),
  '',
  '.',
  '..',
  'none.scad',
  '\u202edacs.x',
  'model.scad?x',
  'sub',
  'out.stl',
  '/proc/self/environ',
  '/dev/stdin',
  'openscad://models/m_0/mesh.stl',
];

/** A JSON value, often one that was not expected. */
export function makeValue(dice: Dice, depth: number): unknown {
  const simple = [
    () => Number(dice.pick(NUMBERS)),
    () => dice.whole(-3, 100),
    () => dice.chance(0.5),
    () => null,
    () => dice.pick(PATHS),
    () => dice.pick(['', '"', '\\', '";cube(9);x="', '\u2028', '\ud800', '%s', 'a'.repeat(5000)]),
  ];
  const nested = [
    () => Array.from({ length: dice.whole(0, 4) }, () => makeValue(dice, depth - 1)),
    () => ({ [dice.pick(['x', 'axis', '__proto__', 'toString'])]: makeValue(dice, depth - 1) }),
  ];
  return dice.pick(depth > 0 ? [...simple, ...nested] : simple)();
}
