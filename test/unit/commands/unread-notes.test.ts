import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeUnread } from '../../../src/commands/unread-notes.ts';

const root = resolve('/home/ann/parts');

function noteOn(path: string, place: string, reason: 'outside' | 'unreadable'): string {
  const unread = [{ file: 'part.scad', line: 3, path, place: resolve(place), reason }];
  return describeUnread({ root, unread, fileSet: { entry: 'part.scad', files: [] } })[0];
}

describe('describeUnread', () => {
  it('names the deepest root that holds both', () => {
    const note = noteOn('../lib/a.scad', '/home/ann/lib/a.scad', 'outside');
    expect(note).toContain('part.scad line 3 refers to "../lib/a.scad", which is outside');
    expect(note).toContain(`--root ${JSON.stringify(resolve('/home/ann'))}.`);
  });

  it('takes no folder for one whose name begins alike', () => {
    const note = noteOn('../parts2/a.scad', '/home/ann/parts2/a.scad', 'outside');
    expect(note).toContain(`--root ${JSON.stringify(resolve('/home/ann'))}.`);
  });

  it('asks for a relative path where no root would help', () => {
    const path = join(root, 'a.scad');
    expect(noteOn(path, path, 'outside')).toContain('Refer to it by a path relative to the file');
  });

  it('says where it looked for a file that is not there', () => {
    expect(noteOn('a.scad', '/home/ann/parts/a.scad', 'unreadable')).toContain(
      `no readable file ${resolve('/home/ann/parts/a.scad')}`,
    );
  });
});
