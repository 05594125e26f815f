import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES, listAllExamples } from '../../scripts/native.ts';
import { readGoldenExamples } from '../../scripts/native-examples/golden.ts';
import { compareSolids, listDifferences, readSolid } from '../../scripts/native-examples/solid.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/**
 * Debian's examples, measured, against what the native program made of them: box, volume and area. `npm run
 * compare-native -- --save` wrote that; the examples themselves come with Debian's package `openscad`.
 */

const { models, differences } = readGoldenExamples();
const examples = new Map(listAllExamples().map(file => [basename(file), file]));

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ args: ['--root', EXAMPLES] });
});
afterAll(() => server.close());

describe.skipIf(examples.size === 0 && !process.env.CI)('measures of the examples', () => {
  it('are compared for as many models as there were', () => {
    expect(Object.keys(models).length).toBeGreaterThan(38);
  });

  it('differ in few models, for a reason', () => {
    expect(Object.keys(models)).toEqual(expect.arrayContaining(Object.keys(differences)));
    expect(Object.keys(differences).length).toBeLessThan(9);
  });

  it.each(Object.entries(models))('%s is what the native program makes of it', async (name, theirs) => {
    const path = examples.get(name);
    expect(path, 'install the Debian package openscad').toBeDefined();
    const { report } = await server.call('measure_model', { path, timeout_s: 60 });
    const ours = readSolid(report);
    if (ours === null) throw new Error(report.summary);
    const found = [...(report.ok ? [] : ['errors']), ...listDifferences(compareSolids(ours, theirs))];
    expect(found).toEqual(differences[name]?.in ?? []);
  });
});
