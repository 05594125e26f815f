import type { CheckLevel, ReportedFinding } from '../contracts/analysis.ts';
import { AppError } from '../contracts/errors.ts';
import { CHECK_LEVELS, checkModel } from '../operations/check-model.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { writeFields } from './write-fields.ts';
import { writeResult } from './write-report.ts';

/** `check FILE`: exit code 0 when the model is right, 1 when it is wrong, 2 when nobody could tell. */
export async function runCheck(context: CommandContext): Promise<CommandResult> {
  const level = readLevel(context.line.level);
  const given = { ...readModel(context), ...(level === undefined ? {} : { level }) };
  const report = await checkModel(context.workshop, given, context.call);
  const exitCode = { pass: 0, fail: 1, unknown: 2 } as const;
  const text = writeResult(report, context.line.json);
  const { findings = [], orientations = [] } = report;
  const fields = context.line.json
    ? []
    : [...findings.flatMap(writeFinding), ...writeFields({ orientations })];
  return { output: [text, ...fields].join('\n'), exitCode: exitCode[report.verdict] };
}

function writeFinding({ severity, code, message, hint }: ReportedFinding): string[] {
  return [`${severity} ${code}: ${message}`, ...(hint === undefined ? [] : [`  hint: ${hint}`])];
}

function readLevel(level: string | null): CheckLevel | undefined {
  if (level === null) return undefined;
  const found = CHECK_LEVELS.find(name => name === level);
  if (found !== undefined) return found;
  throw new AppError('INVALID_INPUT', `--level takes ${CHECK_LEVELS.join(', ')}.`);
}
