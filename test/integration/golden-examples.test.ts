import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../support/decode-png.ts';
import { EXAMPLE_PICTURES, exampleFile } from '../support/example-pictures.ts';
import { comparePictures } from '../support/pictures.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/** As in golden-pictures.test.ts. */
const TOLERANCE = 8;
const MAX_DIFFERENT = 0.001;

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('the picture of an example', () => {
  it.each(EXAMPLE_PICTURES)('$name is the one on record', async picture => {
    const { images, report } = await server.call('render_model', picture.args);
    expect(report.diagnostics).toEqual([]);
    const expected = decodePng(readFileSync(exampleFile(picture)));
    const drawn = decodePng(images[0]);
    expect([drawn.width_px, drawn.height_px]).toEqual([expected.width_px, expected.height_px]);
    expect(comparePictures(expected, drawn, TOLERANCE).same).toBeGreaterThanOrEqual(1 - MAX_DIFFERENT);
  });
});
