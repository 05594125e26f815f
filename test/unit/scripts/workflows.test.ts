import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../../scripts/project-paths.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Record<
    string,
    {
      readonly permissions?: unknown;
      readonly steps: readonly Step[];
      readonly strategy?: { matrix: unknown };
    }
  >;
}

describe.each(['ci.yml', 'release.yml'])('the workflow %s', file => {
  const workflow: Workflow = parse(read(`.github/workflows/${file}`));
  const steps = Object.values(workflow.jobs).flatMap(job => job.steps);

  it('may read, and only a job that needs it may do more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('uses actions by the hash of a commit', () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used.length).toBeGreaterThan(1);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('runs scripts that exist', () => {
    const named = steps.flatMap(({ run }) =>
      [...(run ?? '').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(2);
    for (const name of named) expect(scripts).toHaveProperty([name]);
  });
});

it('continuous integration covers all systems and all supported versions of Node', () => {
  const { jobs }: Workflow = parse(read('.github/workflows/ci.yml'));
  expect(jobs.systems.strategy?.matrix).toEqual({
    os: [
      expect.stringContaining('ubuntu'),
      expect.stringContaining('windows'),
      expect.stringContaining('macos'),
    ],
    node: ['20', '22', '24'],
  });
});

it('a release is published with provenance, and only with a token of the workflow’s own', () => {
  const text = read('.github/workflows/release.yml');
  const { jobs }: Workflow = parse(text);
  expect(jobs.release.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
  expect(text).toContain('npm publish --provenance');
  expect(text).not.toMatch(/secrets\./);
});

it('the portable tests exist', () => {
  const files = scripts['test:portable'].split(' ').filter(word => word.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(() => read(file), file).not.toThrow();
});
