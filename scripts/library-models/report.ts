import type { GoldenModel } from './golden.ts';
import { compareMeasures, type Measure } from './measure.ts';
import type { LibraryModel } from './models.ts';

/** What became of a model's comparison. */
export type LibraryVerdict = 'ok' | 'known' | 'alone' | 'DIFF';

/** A line of the table. */
export interface LibraryRow {
  readonly model: LibraryModel;
  readonly ours: Measure;
  readonly verdict: LibraryVerdict;
  readonly remark: string;
  readonly golden: GoldenModel;
}

/**
 * Judges a model: `ok` as the native program made it, `known` otherwise for a reason that is written down,
 * `alone` when the native program makes nothing of it, `DIFF` otherwise. Where the native program's is no
 * measure for ours, ours must be what it was.
 */
export function judgeModel(model: LibraryModel, ours: Measure, golden: GoldenModel): LibraryRow {
  const row = { model, ours, golden };
  const isAsNative = golden.native !== null && compareMeasures(ours, golden.native).isSmall;
  if (golden.difference !== undefined && isAsNative) {
    return { ...row, verdict: 'DIFF', remark: 'is as the native one now: take its difference out' };
  }
  if (isAsNative) return { ...row, verdict: 'ok', remark: '' };
  const remark = golden.difference ?? (golden.native === null ? `native: ${golden.reason}` : 'differs');
  const isAsBefore = golden.ours !== undefined && compareMeasures(ours, golden.ours).isSmall;
  const isExplained = golden.native === null || golden.difference !== undefined;
  if (!isAsBefore || !isExplained) return { ...row, verdict: 'DIFF', remark };
  return { ...row, verdict: golden.native === null ? 'alone' : 'known', remark };
}

/** The table with a title and a line of totals. */
export function formatLibraryTable(rows: readonly LibraryRow[]): string {
  const count = (verdict: LibraryVerdict) => rows.filter(row => row.verdict === verdict).length;
  const libraries = new Set(rows.map(({ model }) => model.library)).size;
  const title = `${'model'.padEnd(46)} ${'ours, mm'.padEnd(22)} ${'mm³'.padStart(11)} ${'native, mm'.padEnd(22)} ${'mm³'.padStart(11)} ${'differ'.padStart(9)}`;
  return [
    title,
    ...rows.map(formatRow),
    '',
    `${rows.length} models of ${libraries} libraries: ${count('ok')} as native, ${count('known')} otherwise for a known reason, ` +
      `${count('alone')} that the native program does not make, ${count('DIFF')} wrong`,
  ].join('\n');
}

function formatRow({ model, ours, golden, verdict, remark }: LibraryRow): string {
  const { native } = golden;
  const differ = native === null ? '' : `${(100 * compareMeasures(ours, native).content).toFixed(3)} %`;
  const columns = [
    model.id.padEnd(46),
    formatSize(ours).padEnd(22),
    formatContent(ours).padStart(11),
    (native === null ? '–' : formatSize(native)).padEnd(22),
    (native === null ? '–' : formatContent(native)).padStart(11),
    differ.padStart(9),
    verdict,
    remark,
  ];
  return columns.join(' ').trimEnd();
}

function formatSize({ min, max }: Measure): string {
  return max.map((value, axis) => Number((value - min[axis]).toFixed(2))).join(' × ');
}

function formatContent({ content }: Measure): string {
  return content.toFixed(1);
}
