import { describe, expect, it } from 'vitest';
import {
  type AnimationArguments,
  checkAnimation,
  toFrameRequest,
} from '../../../../src/operations/animation/animation-arguments.ts';
import {
  animationUri,
  isAnimationUri,
  parseAnimationUri,
} from '../../../../src/operations/animation/animation-uri.ts';
import { hasDefaultView } from '../../../../src/operations/picture-request.ts';

const check = (given: AnimationArguments, request = toFrameRequest({})) =>
  checkAnimation(given, request, 2048);

describe('checkAnimation', () => {
  it('makes a loop of three seconds unless told otherwise', () => {
    expect(check({})).toEqual({ frames: 12, fps: 4 });
    expect(check({ frames: 20 })).toEqual({ frames: 20, fps: 6.67 });
    expect(check({ frames: 60, fps: 30 })).toEqual({ frames: 60, fps: 30 });
  });

  it.each([
    [{ frames: 1 }, /frames must be from 2 to 60, not 1/],
    [{ frames: 61 }, /frames/],
    [{ frames: 2.5 }, /whole number/],
    [{ fps: 0 }, /fps must be from 0.5 to 50/],
    [{ fps: Number.NaN }, /fps/],
    [{ parameters: { $t: 0.5 } }, /must not set \$t/],
  ])('refuses %j', (given, message) => {
    expect(() => check(given)).toThrow(message);
  });

  it('refuses two views, and more pixels than there is memory for', () => {
    const both = toFrameRequest({ view: 'top', camera: { eye: [9, 9, 9], center: [0, 0, 0] } });
    expect(() => check({}, both)).toThrow(/one view/);
    const large = toFrameRequest({ width_px: 1024, height_px: 1024 });
    expect(() => check({ frames: 60 }, large)).toThrow(/60 frames of 1024 × 1024 px/);
    expect(check({ frames: 12 }, large)).toMatchObject({ frames: 12 });
  });
});

describe('the address of an animation', () => {
  const id = 'm_0123456789abcdef01234567';
  const timing = { frames: 24, fps: 6.67 };

  it.each([
    {},
    { view: 'top', style: 'xray' },
    { camera: { rotation: [60, 0, 30] }, width_px: 640, color_scheme: 'Tomorrow Night' },
    { style: 'flat', axes: true },
  ] as const)('holds all of %j', given => {
    const request = toFrameRequest(given);
    const uri = animationUri(id, request, timing);
    expect(isAnimationUri(uri)).toBe(true);
    expect(parseAnimationUri(uri)).toEqual({ modelId: id, request, timing });
  });

  it('leaves a view that nobody asked for to the file', () => {
    const { request } = parseAnimationUri(animationUri(id, toFrameRequest({}), timing));
    expect(hasDefaultView(request)).toBe(true);
    const chosen = parseAnimationUri(animationUri(id, toFrameRequest({ view: 'iso' }), timing));
    expect(hasDefaultView(chosen.request)).toBe(false);
  });

  it.each([
    `openscad://models/${id}/animation.png`,
    `openscad://models/${id}/animation.png?frames=12`,
    `openscad://models/${id}/animation.png?frames=x&fps=4`,
    `openscad://models/${id}/animation.png?frames=12&fps=4&views=inside`,
    'openscad://models/m_1/animation.png?frames=12&fps=4',
  ])('is not %s', uri => {
    expect(() => parseAnimationUri(uri)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
