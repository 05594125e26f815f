import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/project-paths.ts';

interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string };
  readonly to: { readonly pathNot?: readonly string[] };
}

/** `^src/scad/` → `scad` */
const roomOf = (pattern: string) => pattern.replace(/^\^|\/$/g, '').replace(/^src\//, '');

it('draws the arrows that the import rules allow, and no others', () => {
  const { forbidden }: { forbidden: Rule[] } = createRequire(import.meta.url)(
    join(projectRoot, '.dependency-cruiser.cjs'),
  );
  const allowed = forbidden
    .filter(({ name }) => name.startsWith('imports-of-'))
    .flatMap(({ from, to }) => {
      const room = roomOf(from.path ?? '');
      const others = (to.pathNot ?? []).map(roomOf).filter(other => other !== room && other !== 'contracts');
      return others.map(other => `${room} --> ${other}`);
    });
  const text = readFileSync(join(projectRoot, 'ARCHITECTURE.md'), 'utf8');
  const [, diagram] = /```mermaid\r?\nflowchart LR\r?\n([\s\S]*?)```/.exec(text) ?? [];
  const drawn = [...diagram.matchAll(/\w+ --> \w+/g)].map(([arrow]) => arrow);
  expect(drawn.sort()).toEqual(allowed.sort());
});
