import { afterAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../scripts/library-models/golden.ts';
import { listLibraryModels } from '../../scripts/library-models/models.ts';
import { OurMeasurer } from '../../scripts/library-models/our-measurer.ts';
import { formatLibraryTable, judgeModel, type LibraryRow } from '../../scripts/library-models/report.ts';

/**
 * Models that use the bundled libraries, the libraries' own examples above all, against what the native
 * program made of them. `npm run compare-libraries -- --save` wrote that down.
 */

const golden = readGolden();
const models = listLibraryModels();
const measurer = new OurMeasurer();
const rows: LibraryRow[] = [];

afterAll(async () => {
  await measurer.close();
  process.stdout.write(`\nLibrary models against ${golden.engine}\n\n${formatLibraryTable(rows)}\n\n`);
});

describe('models of the bundled libraries', () => {
  it('are many, of many libraries, and most of them have been made by the native program', () => {
    expect(models.length).toBeGreaterThanOrEqual(70);
    expect(new Set(models.map(({ library }) => library)).size).toBeGreaterThanOrEqual(16);
    const comparable = models.filter(({ id }) => {
      const known = golden.models[id];
      return known?.native && known.difference === undefined;
    });
    expect(comparable.length).toBeGreaterThanOrEqual(65);
  });

  it('are those that the golden file knows', () => {
    expect(Object.keys(golden.models).sort()).toEqual(models.map(({ id }) => id).sort());
  });

  it.each(models.map(model => [model.id, model] as const))(
    '%s is as large as the native program makes it, or as the golden file explains',
    async (id, model) => {
      const row = judgeModel(model, await measurer.measure(model), golden.models[id]);
      rows.push(row);
      expect(row.verdict, row.remark).not.toBe('DIFF');
    },
  );
});
