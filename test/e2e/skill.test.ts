import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { INSTRUCTIONS } from '../../src/mcp/instructions.ts';
import { tools } from '../../src/mcp/tools/index.ts';
import { startServer } from '../support/server.ts';

const SKILL = readFileSync(join(projectRoot, 'skills', 'openscad-design', 'SKILL.md'), 'utf8').replaceAll(
  '\r\n',
  '\n',
);

const blocks = (language: string) =>
  [...SKILL.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'))].map(([, text]) => text);

it('the calls that the skill teaches work on the model it shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'skill-'));
  const server = await startServer({ cwd: folder });
  try {
    const [model] = blocks('openscad');
    writeFileSync(join(folder, 'clip.scad'), `${model}\n`);
    const calls = blocks('json').map(text => JSON.parse(text));
    expect(calls.length).toBeGreaterThan(5);
    for (const { tool, arguments: args } of calls) {
      const { report } = await server.call(tool, args);
      expect(report, `${tool}: ${report.summary}`).toMatchObject({ ok: true, diagnostics: [] });
      if (report.verdict !== undefined) expect(report.verdict, report.summary).toBe('pass');
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

it.each([
  ['skill', SKILL],
  ['instructions', INSTRUCTIONS],
])('the %s name tools, arguments and documents that exist', (_name, text) => {
  const names = tools.map(({ name }) => name);
  for (const [tool] of text.matchAll(/\b(?:render|check|measure|export|animate)_\w+|list_parameters/g)) {
    if (tool.endsWith('_model') || tool === 'list_parameters') expect(names).toContain(tool);
  }
  for (const [uri] of text.matchAll(/openscad:\/\/docs\/[\w/]+/g)) {
    expect(uri).toMatch(/^openscad:\/\/docs\/(?:cheatsheet|libraries(?:\/BOSL2)?)$/);
  }
});
