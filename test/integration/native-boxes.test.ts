import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listExamples } from '../../scripts/native.ts';
import { projectRoot } from '../../scripts/project-paths.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/**
 * Debian's examples against what the native program made of them. `npm run compare-native -- --save`
 * wrote the boxes; the examples themselves come with Debian's package `openscad`.
 */

const TOLERANCE_MM = 0.01;

const goldenFile = join(projectRoot, 'test', 'golden', 'native-boxes.json');
const golden = z
  .object({ boxes: z.record(z.string(), z.array(z.number()).length(6)) })
  .parse(JSON.parse(readFileSync(goldenFile, 'utf8')));
const examples = new Map(listExamples().map(file => [basename(file), file]));

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe.skipIf(examples.size === 0 && !process.env.CI)('bounding boxes of the examples', () => {
  it('are compared for as many models as there were', () => {
    expect(Object.keys(golden.boxes).length).toBeGreaterThan(25);
  });

  it.each(Object.entries(golden.boxes))(
    '%s is as large as the native program makes it',
    async (name, box) => {
      const file = examples.get(name) ?? '';
      expect(existsSync(file), 'install the Debian package openscad').toBe(true);
      const { report } = await server.call('render_model', {
        code: readFileSync(file, 'utf8'),
        timeout_s: 60,
      });
      const ours = [...report.size.min, ...report.size.max];
      ours.forEach((value, index) => {
        expect(Math.abs(value - box[index]), `coordinate ${index}`).toBeLessThanOrEqual(TOLERANCE_MM);
      });
    },
  );
});
