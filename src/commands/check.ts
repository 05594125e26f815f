import { checkModel } from '../operations/check-model.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { writeResult } from './write-report.ts';

/** `check FILE`: exit code 0 when the model is right, 1 when it is wrong, 2 when nobody could tell. */
export async function runCheck(context: CommandContext): Promise<CommandResult> {
  const given = readModel(context);
  const report = await checkModel(context.workshop, given, context.call);
  const exitCode = { pass: 0, fail: 1, unknown: 2 } as const;
  return { output: writeResult(report, context.line.json), exitCode: exitCode[report.verdict] };
}
