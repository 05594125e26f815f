import { describe, expect, it } from 'vitest';
import { parseLog } from '../../../src/scad/diagnostics.ts';
import { readOwnCamera } from '../../../src/scad/own-camera.ts';

const NOTE = 'WARNING: Viewall and autocenter disabled in favor of $vp*';
const camera = { rotation: [10, 20, 30], translation: [0, 0, 0], distance: 140, fov: 22.5 };

describe('readOwnCamera', () => {
  it('reads the camera of a model that sets one', () => {
    expect(readOwnCamera(['ECHO: 1', NOTE], JSON.stringify({ camera }))).toEqual(camera);
  });

  it('finds none in a model that sets none, though the summary always has one', () => {
    expect(readOwnCamera(['ECHO: 1'], JSON.stringify({ camera }))).toBeNull();
  });

  it.each([
    '',
    'null',
    '{}',
    '{"camera": []}',
    JSON.stringify({ camera: { ...camera, rotation: [1, 2] } }),
    JSON.stringify({ camera: { ...camera, distance: null } }),
  ])('takes nothing from %j', summary => {
    expect(readOwnCamera([NOTE], summary)).toBeNull();
  });
});

describe('parseLog', () => {
  it('does not pass the note on as a warning', () => {
    expect(parseLog([NOTE], { root: '/model/', sources: new Map() })).toEqual([]);
  });
});
