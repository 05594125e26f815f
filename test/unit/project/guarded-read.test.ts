import { execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type DiskCalls, readGuarded } from '../../../src/project/guarded-read.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const DISK: DiskCalls = { realpath, lstat: path => lstat(path, { bigint: true }), open };

const bounds = (changes = {}) => ({
  folders: [folder.at('root')],
  extensions: new Set(['.scad']),
  maxBytes: 100_000,
  ...changes,
});

const read = (path: string, changes = {}, disk: Partial<DiskCalls> = {}) =>
  readGuarded(folder.at(path), bounds(changes), { ...DISK, ...disk });

const text = (outcome: Awaited<ReturnType<typeof read>>) =>
  'bytes' in outcome ? new TextDecoder().decode(outcome.bytes) : outcome.refused;

describe('readGuarded', () => {
  it('reads a file, in the buffer of its own that a thread can be sent', async () => {
    folder.write('root/a.scad', 'cube(1);');
    const outcome = await read('root/a.scad');
    expect(text(outcome)).toBe('cube(1);');
    if ('bytes' in outcome) expect(outcome.bytes.buffer.byteLength).toBe(outcome.bytes.length);
    folder.write('root/empty.scad');
    expect(text(await read('root/empty.scad'))).toBe('');
  });

  it('follows links that stay inside, and takes a hard link for the file it is', async () => {
    folder.write('root/lib/a.scad', 'a');
    folder.link('root/b.scad', 'lib/a.scad');
    folder.link('root/dir', folder.at('root/lib'));
    linkSync(folder.write('elsewhere/h.scad', 'h'), folder.at('root/h.scad'));
    expect(text(await read('root/b.scad'))).toBe('a');
    expect(text(await read('root/dir/a.scad'))).toBe('a');
    expect(text(await read('root/h.scad'))).toBe('h');
  });

  it('says the same of links that lead outside and of links that lead nowhere', async () => {
    folder.write('secret/a.scad', 'secret');
    folder.link('root/there.scad', folder.at('secret/a.scad'));
    folder.link('root/not-there.scad', folder.at('secret/b.scad'));
    folder.link('root/relative.scad', '../secret/a.scad');
    folder.link('root/chain.scad', 'there.scad');
    folder.link('root/loop.scad', 'loop.scad');
    folder.link('root/folder', folder.at('secret'));
    const paths = ['there.scad', 'not-there.scad', 'relative.scad', 'chain.scad', 'loop.scad'];
    for (const path of [...paths, 'folder/a.scad', 'folder/b.scad', 'folder/x/y.scad']) {
      expect(await read(`root/${path}`), path).toEqual({ refused: 'link' });
    }
    expect(await read('root/nothing.scad')).toEqual({ refused: 'unreadable' });
  });

  it('compares folders by segments', async () => {
    folder.write('root_evil/a.scad', 'evil');
    mkdirSync(folder.at('root'));
    folder.link('root/a.scad', '../root_evil/a.scad');
    expect(await read('root/a.scad')).toEqual({ refused: 'link' });
  });

  it('does not let a link lend an extension', async () => {
    folder.write('root/.env', 'PASSWORD=1');
    folder.link('root/a.scad', '.env');
    expect(await read('root/a.scad')).toEqual({ refused: 'extension' });
    expect(text(await read('root/a.scad', { extensions: null }))).toBe('PASSWORD=1');
  });

  it.skipIf(process.platform === 'win32')('reads no pipe, socket, device or folder, nor waits', async () => {
    mkdirSync(folder.at('root/folder.scad'), { recursive: true });
    execFileSync('mkfifo', [folder.at('root/pipe.scad')]);
    const server = createServer().listen(folder.at('root/socket.scad'));
    await new Promise(resolve => server.once('listening', resolve));
    try {
      for (const path of ['folder.scad', 'pipe.scad', 'socket.scad']) {
        expect(await read(`root/${path}`), path).toEqual({ refused: 'unreadable' });
      }
      const zero = readGuarded('/dev/zero', bounds({ folders: ['/dev'], extensions: null }), {
        ...DISK,
        open: () => expect.unreachable('opening a device can set it going'),
      });
      expect(await zero).toEqual({ refused: 'unreadable' });
    } finally {
      server.close();
    }
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe that takes a file’s place', async () => {
    const place = folder.write('root/a.scad', 'a');
    const outcome = await read(
      'root/a.scad',
      {},
      {
        async open(path, flags) {
          rmSync(place);
          execFileSync('mkfifo', [place]);
          return open(path, flags);
        },
      },
    );
    expect(outcome).toEqual({ refused: 'unreadable' });
  });
});

describe('a path that changes while it is read', () => {
  const secret = () => folder.write('secret/a.scad', 'secret');

  it.each(['before it is looked at', 'before it is opened', 'once it is open'])(
    'gives nothing when the file is swapped for a link %s',
    async when => {
      const place = folder.write('root/a.scad', 'a');
      const swap = () => {
        rmSync(place);
        symlinkSync(secret(), place);
      };
      const outcome = await read(
        'root/a.scad',
        {},
        {
          async lstat(path) {
            if (when === 'before it is looked at') swap();
            return lstat(path, { bigint: true });
          },
          async open(path, flags) {
            if (when === 'before it is opened') swap();
            const handle = await open(path, flags);
            if (when === 'once it is open') swap();
            return handle;
          },
        },
      );
      expect(['link', 'unreadable']).toContain(text(outcome));
    },
  );

  it.each([true, false])('gives nothing when its folder is swapped for a link, and back: %s', async back => {
    folder.write('root/lib/a.scad', 'a');
    secret();
    const outcome = await read(
      'root/lib/a.scad',
      {},
      {
        async open(path, flags) {
          renameSync(folder.at('root/lib'), folder.at('root/kept'));
          symlinkSync(folder.at('secret'), folder.at('root/lib'));
          const handle = await open(path, flags);
          if (back) {
            rmSync(folder.at('root/lib'));
            renameSync(folder.at('root/kept'), folder.at('root/lib'));
          }
          return handle;
        },
      },
    );
    expect(text(outcome)).toBe(back ? 'unreadable' : 'link');
  });

  it.each([
    [1, 'b'],
    [99, 'unreadable'],
  ])('is read anew when another file takes its place, %d times', async (times, expected) => {
    const place = folder.write('root/a.scad', 'a');
    let saved = 0;
    const outcome = await read(
      'root/a.scad',
      {},
      {
        async open(path, flags) {
          const handle = await open(path, flags);
          saved += 1;
          if (saved <= times) {
            writeFileSync(`${place}.new`, 'b');
            renameSync(`${place}.new`, place);
          }
          return handle;
        },
      },
    );
    expect(text(outcome)).toBe(expected);
  });

  it('is bounded by what is read, not by the size it had', async () => {
    const place = folder.write('root/a.scad', 'x'.repeat(1000));
    // The path is resolved again after the open file was measured and before it is read.
    const grow = (bytes: number) => {
      let calls = 0;
      return {
        async realpath(path: string) {
          calls += 1;
          if (calls === 2) appendFileSync(place, 'y'.repeat(bytes));
          return realpath(path);
        },
      };
    };
    const grown = await read('root/a.scad', {}, grow(80_000));
    expect('bytes' in grown && grown.bytes.length).toBe(81_000);
    expect(await read('root/a.scad', {}, grow(80_000))).toEqual({ refused: 'too-large' });
    expect(await read('root/a.scad')).toEqual({ refused: 'too-large' });
  });
});
