import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PICTURES, toCall } from '../../scripts/docs/pictures.ts';
import { projectRoot } from '../../scripts/project-paths.ts';
import { decodePng } from '../support/decode-png.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Share of the channels that differ by more than a shade. */
const MAX_DIFFERENT = 0.001;

it.each(Object.entries(PICTURES))('%s is what the server draws', async (name, picture) => {
  const { images } = await server.call('render_model', toCall(picture));
  const drawn = decodePng(images[0]);
  const kept = decodePng(readFileSync(join(projectRoot, 'docs', 'pictures', name)));
  expect([kept.width_px, kept.height_px]).toEqual([drawn.width_px, drawn.height_px]);
  const different = drawn.rgba.filter((value, index) => Math.abs(value - kept.rgba[index]) > 8).length;
  expect(different / drawn.rgba.length, 'run: npm run readme-pictures').toBeLessThan(MAX_DIFFERENT);
});
