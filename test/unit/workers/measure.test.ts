import { expect, test } from 'vitest';
import { joinMeshes } from '../../../src/mesh/join-meshes.ts';
import { measure } from '../../../workers/measure.ts';
import { cube, openBox } from '../../support/solids.ts';

const noLibrary = () => Promise.reject(new Error('not needed'));
const row = (count: number) => joinMeshes(Array.from({ length: count }, (_, at) => cube(1, [at * 3, 0, 0])));

test('distances that leave parts out say so', async () => {
  const measures = await measure({ mesh: row(8), what: ['distance'] }, noLibrary);
  expect(measures).toMatchObject({ parts_compared: 6, parts_found: 8 });
  expect(measures.notes).toEqual(['distance: told between the 6 largest of 8 parts.']);
  expect(measures.distance).toHaveLength(15);
  expect(await measure({ mesh: row(6), what: ['distance'] }, noLibrary)).not.toHaveProperty('notes');
});

test('a single part has no distance to another, and the answer says so', async () => {
  const { notes } = await measure({ mesh: row(1), what: ['distance'] }, noLibrary);
  expect(notes).toEqual([expect.stringContaining('the model has one part')]);
});

test('of an open mesh, what takes a solid for granted says that it is not reliable', async () => {
  const what = ['mass', 'thickness'] as const;
  const doubtful = { reliable: false, note: expect.stringContaining('not closed') };
  const { mass, thickness } = await measure({ mesh: openBox(10), what }, noLibrary);
  expect(mass).toMatchObject(doubtful);
  expect(thickness === null || thickness).toMatchObject(doubtful);
  const closed = await measure({ mesh: cube(10), what }, noLibrary);
  expect(closed.mass).not.toHaveProperty('reliable');
  expect(closed.thickness).not.toHaveProperty('reliable');
});
