import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { distFolder, projectRoot } from '../../scripts/project-paths.ts';
import { runCli } from '../support/server.ts';

let folder: string;
let options: { cwd: string; env: Record<string, string> };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-test-'));
  options = { cwd: folder, env: { TEMP_DIR: join(folder, 'temp') } };
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('doctor', () => {
  it('finds nothing wrong here, and shows who set what', async () => {
    const { code, stdout } = await runCli(['doctor'], options);
    expect(stdout).not.toContain('FAIL');
    expect(stdout).toMatch(/ok {4}Rendering +a model with text was evaluated and drawn in \d+ ms/);
    expect(stdout).toMatch(/ok {4}Bundled files +\d+ files/);
    expect(stdout).toContain(`TEMP_DIR = ${join(folder, 'temp')}  (TEMP_DIR)`);
    expect(code).toBe(0);
  });

  it('says what to do about each thing that is odd', async () => {
    writeFileSync(join(folder, 'file'), '');
    const env = {
      TEMP_DIR: join(folder, 'file', 'temp'),
      MCP_LOG_FILE: join(folder, 'file', 'x.log'),
      OPENSCADPATH: join(folder, 'nowhere'),
    };
    const { code, stdout } = await runCli(['doctor', '--json', '--root', join(folder, 'gone')], {
      cwd: folder,
      env,
    });
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(false);
    const states = Object.fromEntries(
      findings.map(({ name, state }: Record<string, string>) => [name, state]),
    );
    expect(states).toMatchObject({
      Rendering: 'ok',
      'Temp folder': 'failed',
      Root: 'warning',
      Libraries: 'warning',
      Log: 'warning',
    });
    for (const { state, fix } of findings) expect(fix === undefined).toBe(state === 'ok');
  });

  it('finds a bundled file that is damaged, and a render that fails for it', async () => {
    const copy = join(folder, 'package');
    mkdirSync(copy);
    cpSync(distFolder, join(copy, 'dist'), { recursive: true });
    cpSync(join(projectRoot, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'), 'junction');
    truncateSync(join(copy, 'dist', 'assets', 'fonts', 'LiberationSans-Regular.ttf'), 1000);
    const run = () =>
      execFileSync(process.execPath, [join(copy, 'dist', 'cli.js'), '--health-check'], {
        ...options,
        stdio: 'pipe',
      });
    let output = '';
    try {
      run();
    } catch (thrown) {
      output = thrown instanceof Error && 'stdout' in thrown ? String(thrown.stdout) : '';
    }
    expect(output).toMatch(/^unhealthy\n/);
    expect(output).toMatch(/FAIL {2}Bundled files.*LiberationSans-Regular\.ttf/);
    expect(output).toContain('-> Install openscad-mcp-server again.');
  });
});

describe('--health-check', () => {
  it.each([[['--health-check']], [['doctor', '--health-check']]])(
    'as %j is one word when all is well',
    async args => {
      const { code, stdout } = await runCli(args, options);
      expect(stdout).toBe('healthy\n');
      expect(code).toBe(0);
    },
  );

  it('is refused with other commands', async () => {
    const { code, stderr } = await runCli(['params', 'x.scad', '--health-check'], options);
    expect(code).toBe(2);
    expect(stderr).toContain('--health-check');
  });
});

describe('checkHealth of the library', () => {
  const check = (environment: string) => {
    const library = pathToFileURL(join(distFolder, 'index.js')).href;
    const script = `import { checkHealth } from '${library}'; console.log(JSON.stringify(await checkHealth(${environment})));`;
    const args = ['--input-type=module', '-e', script];
    return JSON.parse(execFileSync(process.execPath, args, { ...options, encoding: 'utf8', stdio: 'pipe' }));
  };

  it('says healthy from a script that then ends by itself', () => {
    const answer = check('');
    expect(answer).toMatchObject({ status: 'healthy', version: expect.any(String) });
    expect(answer).not.toHaveProperty('error');
  });

  it('says in words what is wrong', () => {
    expect(check("{ OPENSCAD_TIMEOUT: 'soon' }")).toMatchObject({
      status: 'unhealthy',
      error: expect.stringContaining('OPENSCAD_TIMEOUT'),
    });
    writeFileSync(join(folder, 'occupied'), '');
    const path = JSON.stringify(join(folder, 'occupied'));
    expect(check(`{ TEMP_DIR: ${path} }`)).toMatchObject({
      status: 'unhealthy',
      error: expect.stringContaining('TEMP_DIR'),
    });
  });
});
