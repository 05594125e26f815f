import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-paths.ts';
import { writeClients } from './clients.ts';

/** The README with its generated part, which stands between two comments, written anew. Throws when they are gone. */
export function writeReadme(): string {
  const text = readFileSync(join(projectRoot, 'README.md'), 'utf8').replaceAll('\r\n', '\n');
  const marked = /(<!-- clients: .*-->\n)[\s\S]*(\n<!-- end of clients -->)/;
  if (!marked.test(text)) throw new Error('README.md has lost the marks around its list of clients');
  return text.replace(marked, (_, begin: string, end: string) => `${begin}\n${writeClients()}\n${end}`);
}
