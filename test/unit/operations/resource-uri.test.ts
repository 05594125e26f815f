import { describe, expect, it } from 'vitest';
import { DEFAULT_PICTURE, type PictureRequest } from '../../../src/contracts/picture.ts';
import { toPictureRequest } from '../../../src/operations/picture-request.ts';
import { parseResourceUri, pictureUri } from '../../../src/operations/resource-uri.ts';

const ID = `m_${'0123456789ab'.repeat(2)}`;

describe('pictureUri', () => {
  const requests: PictureRequest[] = [
    DEFAULT_PICTURE,
    {
      ...DEFAULT_PICTURE,
      views: ['front', 'top'],
      projection: 'orthographic',
      fit: 'openscad',
      width_px: 100,
    },
    { ...DEFAULT_PICTURE, views: [], camera: { eye: [1, 2, 3], center: [0, 0, 0.5] } },
    { ...DEFAULT_PICTURE, views: ['iso'], camera: { rotation: [55, 0, 25], distance: 12 } },
    toPictureRequest({ style: 'flat', color_scheme: 'Tomorrow Night', background: 'transparent' }),
    toPictureRequest({ style: 'flat', edges: true, grid: true }),
    toPictureRequest({ highlight: 'open_edges', style: 'xray' }),
    toPictureRequest({ edges: false, dimensions: true, section: { axis: 'y', offset_mm: -1.25e-3 } }),
  ];

  it.each(requests.map(request => [request]))('holds all that is needed to draw again: %j', request => {
    const view = [...request.views, ...(request.camera === undefined ? [] : ['camera'])].join('+');
    expect(parseResourceUri(pictureUri(ID, request, view))).toEqual({
      modelId: ID,
      file: 'preview.png',
      request,
    });
  });
});

describe('parseResourceUri', () => {
  it('tells the part of a file', () => {
    expect(parseResourceUri(`openscad://models/${ID}/mesh.glb?part=12`)).toMatchObject({
      file: 'mesh.glb',
      part: 12,
    });
  });

  it.each([
    'openscad://models/m_1/source.scad',
    `openscad://models/${ID}/secret.txt`,
    `openscad://models/${ID}/__proto__.x`,
    `openscad://models/${ID}/preview.png?views=inside`,
    `openscad://models/${ID}/preview.png?size=1x`,
    `openscad://models/${ID}/preview.png?highlight=dust`,
    `openscad://models/${ID}/preview.png?camera={`,
    `openscad://models/${ID}/preview.png?camera={"eye":[1,2]}`,
    `openscad://models/${ID}/../${ID}/source.scad`,
    `openscad://models/${ID}/mesh.glb?part=-1`,
    `openscad://models/${ID}/mesh.glb?part=1e9`,
  ])('refuses %s', uri => {
    expect(() => parseResourceUri(uri)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
