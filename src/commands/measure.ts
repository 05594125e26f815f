import { MEASURES, type MeasureName } from '../contracts/analysis.ts';
import { AppError } from '../contracts/errors.ts';
import { type MeasureArguments, type MeasureReport, measureModel } from '../operations/measure-model.ts';
import { type CommandContext, type CommandResult, parseSection, readModel } from './arguments.ts';
import { writeFields } from './write-fields.ts';
import { writeResult } from './write-report.ts';

/**
 * `measure FILE [--what size,mass] [--compare OLD]`: prints numbers. Exit code 1 when the model, or the one it is
 * compared with, is wrong, 2 when the two cannot be compared.
 */
export async function runMeasure(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const old = line.compare === null ? null : await measureOld(context, line.compare);
  if (old?.ok === false) return { output: writeResult(old, line.json), exitCode: 1 };
  const given: MeasureArguments = {
    ...readModel(context),
    ...(old?.model_id === undefined ? {} : { compare_with: old.model_id }),
    ...(line.what.length === 0 ? {} : { what: readNames(line.what) }),
    ...(line.material === null ? {} : { material: line.material }),
    ...(line.section === null ? {} : { section: parseSection(line.section) }),
  };
  const report = await measureModel(workshop, given, call);
  const exitCode = report.ok ? (isIncomparable(report) ? 2 : 0) : 1;
  if (line.json) return { output: writeResult(report, true), exitCode };
  const measures = Object.fromEntries(MEASURES.map(name => [name, report[name]]));
  return { output: [writeResult(report, false), ...writeFields(measures)].join('\n'), exitCode };
}

function isIncomparable({ difference }: MeasureReport): boolean {
  return (
    typeof difference === 'object' &&
    difference !== null &&
    'comparable' in difference &&
    difference.comparable === false
  );
}

/** Evaluates the model to compare with, with the same options. */
function measureOld(context: CommandContext, file: string): Promise<MeasureReport> {
  const given: MeasureArguments = { ...readModel(context), file, what: ['size'] };
  return measureModel(context.workshop, given, context.call);
}

function readNames(lists: readonly string[]): MeasureName[] {
  return lists
    .flatMap(list => list.split(','))
    .map(word => {
      const found = MEASURES.find(name => name === word.trim());
      if (found !== undefined) return found;
      throw new AppError('INVALID_INPUT', `--what takes ${MEASURES.join(', ')}.`);
    });
}
