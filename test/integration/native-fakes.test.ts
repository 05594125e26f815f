import { existsSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import type { NativeEngineOptions } from '../../src/engine/native/native-engine.ts';
import { writeFakeOpenScad, writeUnenclosableOpenScad } from '../support/fake-openscad.ts';
import { jobOf, openNativeLab, WORKING_BWRAP } from '../support/native-engine.ts';

/**
 * Programs that pass for OpenSCAD and are not: what they do must not matter. (Catalogue 166 to 177.)
 */

const NEVER = new AbortController().signal;
const lab = openNativeLab();
afterAll(lab.remove);

const WAYS: readonly (readonly [string, Partial<NativeEngineOptions>])[] = [
  ['without a sandbox', { allowUnsandboxed: true, programs: { bwrap: null, prlimit: null } }],
  ['under limits', { allowUnsandboxed: true, programs: { bwrap: null, prlimit: '/usr/bin/prlimit' } }],
  ...(WORKING_BWRAP === null ? [] : ([['in a sandbox', {}]] as const)),
];

let made = 0;
function fake(run?: string, options?: Parameters<typeof writeFakeOpenScad>[2]): string {
  made += 1;
  return writeFakeOpenScad(join(lab.folder, `open scad; ${made}`), run, options);
}

function deadline(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new AppError('DEADLINE_EXCEEDED', 'late')), ms);
  return controller.signal;
}

/** Command lines that hold a word. */
function findProcesses(word: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter(line => line.includes(word));
}

async function expectNoProcess(word: string): Promise<void> {
  for (let round = 0; round < 40 && findProcesses(word).length > 0; round++) await pause(50);
  expect(findProcesses(word)).toEqual([]);
}

describe.skipIf(process.platform === 'win32')('a program that cannot be used', () => {
  const allowed: Partial<NativeEngineOptions> = { allowUnsandboxed: true };

  async function problemOf(binary: string, changes = allowed): Promise<string> {
    const evaluated = lab.makeEngine(binary, changes).evaluate(jobOf('cube(1);'), NEVER);
    const thrown = await evaluated.catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ code: 'NATIVE_UNAVAILABLE', hint: expect.stringMatching(/\w/) });
    return thrown instanceof Error ? thrown.message : '';
  }

  it('is missing', async () => {
    expect(await problemOf(join(lab.folder, 'nothing'))).toMatch(/no file/);
  });

  it('is a folder', async () => {
    expect(await problemOf(lab.folder)).toMatch(/folder/);
  });

  it('is not executable', async () => {
    const path = join(lab.folder, 'plain');
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o644 });
    expect(await problemOf(path)).toMatch(/not executable/);
  });

  it('is for another processor', async () => {
    const path = join(lab.folder, 'foreign');
    const head = Buffer.alloc(64);
    head.write('\x7fELF\x02\x01\x01', 'latin1');
    head.writeUInt16LE(process.arch === 'arm64' ? 0x3e : 0xb7, 18);
    writeFileSync(path, head, { mode: 0o755 });
    expect(await problemOf(path)).toMatch(/another kind of processor/);
  });

  it('is something else', async () => {
    expect(await problemOf('/bin/true')).toMatch(/does not answer --version/);
  });

  it('is too old', async () => {
    expect(await problemOf(fake('', { version: 'OpenSCAD version 2019.05' }))).toMatch(/2019\.05; 2021\.01/);
  });

  it('hangs when asked for its version, which is waited for 3 s', async () => {
    const started = performance.now();
    const path = join(lab.folder, 'hangs');
    writeFileSync(path, '#!/bin/sh\nsleep 1000 & wait\n', { mode: 0o755 });
    expect(await problemOf(path)).toMatch(/within 3 s/);
    expect(performance.now() - started).toBeLessThan(5000);
    await expectNoProcess(path);
  });

  it('has no sandbox', async () => {
    const programs = { bwrap: null, prlimit: null };
    expect(await problemOf(fake(), { programs })).toMatch(/no sandbox: bubblewrap is not installed/);
    const unenclosable = writeUnenclosableOpenScad(join(lab.plainFolder, 'alone'));
    const message = await problemOf(unenclosable, {});
    expect(message).toMatch(/no sandbox: bubblewrap (?:cannot enclose it|is not installed)/);
  });

  it('has a sandbox that is slow, which is no reason to go without', async () => {
    const bwrap = join(lab.folder, 'slow-bwrap');
    writeFileSync(bwrap, '#!/bin/sh\nsleep 1000 & wait\n', { mode: 0o755 });
    const programs = { bwrap, prlimit: null };
    expect(await problemOf(fake(), { allowUnsandboxed: true, programs })).toMatch(/within 3 s/);
    await expectNoProcess(bwrap);
  });

  it('is asked again when its file has changed, and only then', async () => {
    const path = fake('', { version: 'OpenSCAD version 2019.05' });
    const engine = lab.makeEngine(path, allowed);
    expect(await engine.look()).toBeInstanceOf(AppError);
    writeFakeOpenScad(path, 'echo again', { version: 'OpenSCAD version 2022.02' });
    const found = await engine.look();
    expect(found).toMatchObject({ capabilities: { version: '2022.02' } });
    expect(await engine.look()).toBe(found);
  });
});

describe.skipIf(process.platform !== 'linux').each(WAYS)('any program, %s', (_, changes) => {
  it('is not started with values that the system does not pass on', async () => {
    const job = jobOf('cube(1);', { definitions: [`x="${'a'.repeat(200_000)}"`] });
    const evaluated = lab.makeEngine(fake('exit 0'), changes).evaluate(job, NEVER);
    await expect(evaluated).rejects.toMatchObject({ code: 'PARAMETER_INVALID' });
  });

  it('gets no asset of a library that would make it hang', async () => {
    const job = jobOf('cube(1);');
    const toFile = (path: string, text: string) => ({
      path: `L/${path}`,
      bytes: new TextEncoder().encode(text),
      sha256: '0'.repeat(64),
      isSource: path.endsWith('.scad'),
    });
    const libraries = [
      toFile('l.scad', 'module l() import("bad.off");'),
      toFile('bad.off', 'OFF 9999 1 0\n0 0 0\n'),
      toFile('good.off', 'OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n'),
    ];
    const engine = lab.makeEngine(fake('ls -R "$OPENSCADPATH"; echo "ERROR: enough"; exit 1'), changes);
    const { log } = await engine.evaluate({ ...job, fileSet: { ...job.fileSet, libraries } }, NEVER);
    const listed = log.head.join('\n');
    expect(listed).toContain('l.scad');
    expect(listed).toContain('good.off');
    expect(listed).not.toContain('bad.off');
  });
});

describe.skipIf(process.platform === 'win32').each(WAYS)('a program that lies, %s', (_, changes) => {
  const evaluate = (run: string, signal = NEVER) =>
    lab.makeEngine(fake(run), changes).evaluate(jobOf('cube(1);'), signal);

  it.each([
    ['writes garbage', 'echo "not a mesh" > "$output"; exit 0'],
    ['writes an empty file', ': > "$output"; exit 0'],
    ['writes half a file', 'head -c 90 /dev/zero > "$output"; exit 0'],
    ['writes nothing and says nothing', 'exit 0'],
    ['writes a folder', 'mkdir "$output"'],
    ['writes a pipe', 'mkfifo "$output"'],
    ['crashes', 'kill -SEGV $$'],
    ['crashes beside a file', 'head -c 84 /dev/zero > "$output"; kill -ABRT $$'],
  ])('%s', async (_name, run) => {
    expect(await evaluate(run)).toMatchObject({ ok: false, code: 'ENGINE_CRASHED' });
    expect(lab.listStages()).toEqual([]);
  });

  it('writes a link to a file that is not its own', async () => {
    const answer = await evaluate('ln -s /etc/passwd "$output"');
    expect(answer).toMatchObject({ ok: false, code: 'ENGINE_CRASHED' });
  });

  it('leaves a link that removing must not follow', async () => {
    const kept = join(lab.folder, 'kept');
    writeFileSync(kept, 'x');
    await evaluate(`ln -s '${lab.folder.replaceAll("'", `'\\''`)}' "$HOME/link"`);
    expect(existsSync(kept)).toBe(true);
  });

  it('says that memory is out', async () => {
    const run = 'echo "terminate called after throwing an instance of std::bad_alloc" >&2; kill -ABRT $$';
    expect(await evaluate(run)).toMatchObject({ ok: false, code: 'MEMORY_LIMIT' });
  });

  it('floods both streams', async () => {
    const started = performance.now();
    const answer = await evaluate('yes flood & yes flood >&2', deadline(20_000));
    expect(answer).toMatchObject({ ok: false, code: 'OUTPUT_TOO_LARGE' });
    expect(answer.log.head.length + answer.log.tail.length).toBeLessThan(3000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('writes a file without an end', async () => {
    const answer = await evaluate('yes flood > "$output"; sleep 1000', deadline(20_000));
    expect(answer).toMatchObject({ ok: false, code: 'OUTPUT_TOO_LARGE' });
    expect(lab.listStages()).toEqual([]);
  });

  it('hangs with children that ignore being asked to stop', async () => {
    const word = `987${made}`;
    const started = performance.now();
    const run = `(trap "" TERM INT HUP; sleep ${word}) & trap "" TERM; sleep ${word}`;
    await expect(evaluate(run, deadline(700))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - started).toBeLessThan(3000);
    await expectNoProcess(`sleep ${word}`);
    expect(lab.listStages()).toEqual([]);
  });

  it('leaves children behind that hold its streams', async () => {
    const word = `876${made}`;
    const answer = await evaluate(`sleep ${word} & exit 0`, deadline(20_000));
    expect(answer).toMatchObject({ ok: false, code: 'ENGINE_CRASHED' });
    await expectNoProcess(`sleep ${word}`);
  });

  it('starts ever more processes', async () => {
    const word = `765${made}`;
    // 63 of them, in a tree: enough to see, and bounded should nobody end them.
    const run = `grow() { [ $1 = 0 ] && exec sleep ${word}; grow $(($1 - 1)) & grow $(($1 - 1)) & wait; }; grow 5`;
    await expect(evaluate(run, deadline(1500))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await expectNoProcess(`sleep ${word}`);
  });

  it('sees nothing of the environment', async () => {
    process.env.MCP_AUTH_TOKEN = 'leaked-token';
    const answer = await evaluate('env; echo "ERROR: end"');
    delete process.env.MCP_AUTH_TOKEN;
    // The shell adds the last three, and _.
    const names = answer.log.head.filter(line => /^\w+=/.test(line)).map(line => line.split('=')[0]);
    expect(names.sort()).toEqual(
      expect.arrayContaining(['FONTCONFIG_FILE', 'HOME', 'LANG', 'OPENSCADPATH', 'PATH', 'TMPDIR']),
    );
    const known =
      /^(?:FONTCONFIG_FILE|HOME|LANG|MALLOC_ARENA_MAX|OPENSCADPATH|PATH|PWD|OLDPWD|QT_QPA_PLATFORM|SHLVL|TMPDIR|XDG_RUNTIME_DIR|_)$/;
    expect(names.filter(name => !known.test(name))).toEqual([]);
    expect(answer.log.head.join('\n')).not.toContain('leaked-token');
  });

  it('is asked by an engine that stops', async () => {
    const word = `654${made}`;
    const engine = lab.makeEngine(fake(`sleep ${word}`), changes);
    const evaluated = engine.evaluate(jobOf('cube(1);'), NEVER);
    const outcome = expect(evaluated).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await pause(500);
    await engine.close();
    await outcome;
    await expectNoProcess(`sleep ${word}`);
    expect(lab.listStages()).toEqual([]);
  });
});

describe.skipIf(WORKING_BWRAP === null)('inside of the sandbox', () => {
  const say = async (run: string) => {
    const answer = await lab.makeEngine(fake(`${run}; echo "ERROR: end"`)).evaluate(jobOf('cube(1);'), NEVER);
    return answer.log.head.join('\n');
  };

  it('there is nothing of the user', async () => {
    const secret = join(lab.folder, 'secret');
    writeFileSync(secret, 'the secret');
    const path = realpathSync(secret).replaceAll("'", `'\\''`);
    expect(await say(`cat '${path}'`)).not.toContain('the secret');
    // The way to the program is there, and nothing else on it.
    const found = await say('ls -d /home/* /root/* /var/* /srv/* 2>/dev/null; find /tmp -type f 2>/dev/null');
    expect(found.split('\n').filter(line => !line.includes('open scad; '))).toEqual(['ERROR: end']);
    expect(await say('cat /etc/passwd /etc/hostname')).not.toMatch(/root:/);
  });

  it('nothing can be written but the one folder', async () => {
    const written = await say(
      'for d in / /usr /model /libraries /fonts /out; do touch $d/x 2>/dev/null && echo "$d"; done',
    );
    expect(written).toBe('/out\nERROR: end');
  });

  it('there is no network and no other process', async () => {
    const seen = await say('cat /proc/net/dev | grep -c :; ls -d /proc/[0-9]* | wc -l');
    const [devices, processes] = seen.split('\n').map(Number);
    expect(devices).toBe(1);
    expect(processes).toBeLessThan(10);
  });

  it('a child that leaves its group dies as well', async () => {
    const word = '5432109';
    await say(`setsid sleep ${word} & sleep 0.2`);
    await expectNoProcess(`sleep ${word}`);
  });
});

it.skipIf(process.platform === 'win32')('a binary behind a link is the one that counts', async () => {
  const link = join(lab.folder, 'link');
  symlinkSync(fake(), link);
  expect(await lab.makeEngine(link, { allowUnsandboxed: true }).look()).toMatchObject({
    capabilities: { version: '2021.01' },
  });
});
