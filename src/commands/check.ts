import { checkModel } from '../operations/check-model.ts';
import { type CommandContext, type CommandResult, readModelArguments } from './arguments.ts';
import { writeJson, writeReport } from './write-report.ts';

/** `check FILE`: exit code 0 when the model is right, 1 when it is wrong, 2 when nobody could tell. */
export async function runCheck(context: CommandContext): Promise<CommandResult> {
  const report = await checkModel(context.workshop, await readModelArguments(context), context.call);
  const exitCode = { pass: 0, fail: 1, unknown: 2 } as const;
  const output = context.line.json ? writeJson(report) : writeReport(report);
  return { output, exitCode: exitCode[report.verdict] };
}
