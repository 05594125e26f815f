import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GROWTH_PICTURE } from '../../../../scripts/docs/performance.ts';
import { PICTURES } from '../../../../scripts/docs/pictures.ts';
import { projectRoot } from '../../../../scripts/project-paths.ts';
import { ERROR_TRAITS } from '../../../../src/contracts/errors.ts';
import { tools } from '../../../../src/mcp/tools/index.ts';

const DOCUMENTS = [
  ...readdirSync(projectRoot).filter(name => name.endsWith('.md')),
  ...readdirSync(join(projectRoot, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
  'examples/README.md',
];

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8').replaceAll('\r\n', '\n');

/** Headings as links of GitHub name them. */
function anchors(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => heading);
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe.each(DOCUMENTS)('%s', file => {
  const text = read(file);
  const prose = text.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '');

  it('leads to files and headings that exist', () => {
    for (const [, target] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path, anchor] = target.split('#');
      const found = path === '' ? file : join(dirname(file), path).replaceAll('\\', '/');
      expect(existsSync(join(projectRoot, found)), `${file} → ${target}`).toBe(true);
      if (anchor !== undefined) expect(anchors(read(found)), `${file} → ${target}`).toContain(anchor);
    }
  });

  it('has JSON that parses', () => {
    for (const [, block] of text.matchAll(/^```json\n([\s\S]*?)\n```$/gm)) {
      expect(() => JSON.parse(block), block.slice(0, 200)).not.toThrow();
    }
  });
});

it('the README names every tool, and fits its promise on one screen', () => {
  const text = read('README.md');
  for (const { name } of tools) expect(text).toContain(`\`${name}\``);
  expect(text.slice(0, text.indexOf('## ')).split('\n').length).toBeLessThan(30);
});

it('the README says how to install and test a clone', () => {
  expect(read('README.md')).toContain('```sh\nnpm install && npm test\n```');
});

it('API.md has a section for every tool and every error', () => {
  const text = read('API.md');
  for (const name of [...tools.map(tool => tool.name), ...Object.keys(ERROR_TRAITS)]) {
    expect(text).toContain(`\n### ${name}\n`);
  }
});

it('every picture of the documents can be made again', () => {
  const shown = DOCUMENTS.flatMap(file =>
    [...read(file).matchAll(/pictures\/([\w-]+\.png)/g)].map(([, name]) => name),
  );
  // The plot is written with the documents, from what was measured.
  const remade = [...Object.keys(PICTURES), basename(GROWTH_PICTURE)];
  for (const name of [...shown, ...readdirSync(join(projectRoot, 'docs', 'pictures'))]) {
    expect(remade).toContain(name);
  }
});
