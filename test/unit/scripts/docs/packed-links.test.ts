import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../../../scripts/project-paths.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const manifest = z.object({ files: z.array(z.string()) }).parse(JSON.parse(read('package.json')));

/** What npm packs: the list, in which `*` stands for a part of a name, and these in any case. */
const packed = ['README.md', 'LICENSE', 'package.json', ...manifest.files];

function isPacked(path: string): boolean {
  return packed.some(entry => {
    const pattern = entry.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
    return new RegExp(`^${pattern}(/|$)`).test(path);
  });
}

/** All documents that are packed. */
function listDocuments(): string[] {
  const top = readdirSync(projectRoot, { withFileTypes: true });
  const folders = top.filter(
    entry => entry.isDirectory() && ['docs', 'examples', 'skills'].includes(entry.name),
  );
  const inFolders = folders.flatMap(({ name }) =>
    readdirSync(join(projectRoot, name), { recursive: true, encoding: 'utf8' }).map(path =>
      `${name}/${path}`.replaceAll('\\', '/'),
    ),
  );
  return [...top.map(({ name }) => name), ...inFolders].filter(
    path => path.endsWith('.md') && isPacked(path),
  );
}

/** Files that a document links or shows, seen from the project; other sites and places in the document are left out. */
function linksOf(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.replace(/#.*/, ''))
    .filter(target => target !== '' && !/^[a-z]+:/i.test(target))
    .map(target => posix.join(posix.dirname(document), target));
}

const documents = listDocuments();

it('looks at the documents of the package', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/GUIDE.md', 'examples/README.md']),
  );
});

it.each(documents)('%s links nothing that the package lacks', document => {
  const dead = linksOf(document).filter(path => !isPacked(path) || !existsSync(join(projectRoot, path)));
  expect(dead).toEqual([]);
});
