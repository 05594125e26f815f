import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../src/contracts/diagnostics.ts';
import { foldFrames, nameFrames } from '../../../../src/operations/animation/fold-frames.ts';
import { evaluated } from '../../../support/evaluated.ts';

const warning = (message: string, line = 1): Diagnostic => ({
  severity: 'warning',
  code: 'OTHER',
  message,
  file: 'main.scad',
  line,
});

describe('foldFrames', () => {
  it('says once what every frame says', () => {
    const frames = [1, 2, 3].map(() => evaluated({ diagnostics: [warning('old')] }));
    expect(foldFrames(frames)).toEqual([warning('old')]);
  });

  it('names the frames of what only some say', () => {
    const frames = [[], ['a'], ['a', 'b'], ['a'], [], ['a']].map(said =>
      evaluated({ diagnostics: said.map(message => warning(message)) }),
    );
    expect(foldFrames(frames).map(({ message }) => message)).toEqual(['a (frames 1–3, 5)', 'b (frame 2)']);
  });

  it('tells places apart, and does not count what one frame says twice', () => {
    const said = [warning('a', 1), warning('a', 2), warning('a', 1)];
    const frames = [evaluated({ diagnostics: said }), evaluated()];
    expect(foldFrames(frames)).toEqual([
      { ...warning('a', 1), message: 'a (frame 0)' },
      { ...warning('a', 2), message: 'a (frame 0)' },
    ]);
  });

  it('does not pin on the first frame what is wrong with the call', () => {
    const unknown = warning('There is no parameter widht.');
    const first = evaluated({ diagnostics: [unknown], ofCall: [unknown] });
    expect(foldFrames([first, evaluated()])).toEqual([unknown]);
  });

  it('keeps the list short', () => {
    const frames = [...Array(60).keys()].map(frame =>
      evaluated({ diagnostics: [...Array(10).keys()].map(line => warning(`${frame}`, line)) }),
    );
    expect(foldFrames(frames)).toHaveLength(200);
  });
});

describe('nameFrames', () => {
  it.each([
    [[4], 'frame 4'],
    [[0, 1], 'frames 0, 1'],
    [[0, 1, 2, 7, 9, 10], 'frames 0–2, 7, 9, 10'],
  ])('writes %j as "%s"', (indices, name) => {
    expect(nameFrames(indices)).toBe(name);
  });
});
