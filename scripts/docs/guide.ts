import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-paths.ts';
import { startDocsServer } from './api/docs-server.ts';

/** A model with a mistake that is often made. */
const WRONG_MODEL = 'difference() {\n  cube(10);\n  sphere(6)\n}';

/** The guide with its example of an error, which stands between two comments, as the built server words it. */
export async function writeGuide(): Promise<string> {
  const text = readFileSync(join(projectRoot, 'docs', 'GUIDE.md'), 'utf8').replaceAll('\r\n', '\n');
  const marked = /(<!-- error: .*-->\n)[\s\S]*(<!-- end of error -->)/;
  if (!marked.test(text)) throw new Error('docs/GUIDE.md has lost the marks around its error');
  const server = await startDocsServer();
  try {
    const { text: answer } = await server.call('render_model', { code: WRONG_MODEL });
    // After it come the model's id, the times and the like, which are no part of the error.
    const [shown] = answer.split(/\nmodel_id: /);
    const example = `\`\`\`openscad\n${WRONG_MODEL}\n\`\`\`\n\n\`\`\`text\n${shown}\n\`\`\``;
    return text.replace(marked, (_, begin: string, end: string) => `${begin}\n${example}\n\n${end}`);
  } finally {
    await server.close();
  }
}
