import { listParameters, type ParametersReport } from '../operations/list-parameters.ts';
import { writeParameterTable } from '../operations/write-parameter-table.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { writeResult } from './write-report.ts';

/** `params FILE`: lists what a model's customizer offers to set. */
export async function runParams(context: CommandContext): Promise<CommandResult> {
  const report = await listParameters(context.workshop, readModel(context), context.call);
  const output = context.line.json ? JSON.stringify(report, null, 2) : writeParameters(report);
  return { output, exitCode: report.ok ? 0 : 1 };
}

/** Writes what came of it for a person at a terminal. */
export function writeParameters(report: ParametersReport): string {
  const { parameters } = report;
  const table = parameters === undefined ? [] : [writeParameterTable(parameters)];
  return [writeResult(report, false), ...table].join('\n\n');
}
