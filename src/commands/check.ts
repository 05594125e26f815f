import { readSmallFile } from '../config/read-small-file.ts';
import type { CheckLevel, Expectations, ReportedFinding } from '../contracts/analysis.ts';
import { AppError } from '../contracts/errors.ts';
import { CHECK_LEVELS, checkModel } from '../operations/check-model.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { writeFields } from './write-fields.ts';
import { writeResult } from './write-report.ts';

/** Largest file of expectations. */
const MAX_EXPECTATIONS_BYTES = 1024 * 1024;

/** Checks what the user expects of a model against the schema of the tool. @throws AppError INVALID_INPUT */
export type ReadExpectations = (given: unknown) => Expectations;

/** `check FILE`: exit code 0 when the model is right, 1 when it is wrong, 2 when nobody could tell. */
export async function runCheck(
  context: CommandContext,
  readExpectations: ReadExpectations,
): Promise<CommandResult> {
  const level = readLevel(context.line.level);
  const { expect } = context.line;
  const given = {
    ...readModel(context),
    ...(level === undefined ? {} : { level }),
    ...(expect === null ? {} : { expect: readExpectations(await parseExpectations(expect)) }),
  };
  const report = await checkModel(context.workshop, given, context.call);
  const exitCode = { pass: 0, fail: 1, unknown: 2 } as const;
  const text = writeResult(report, context.line.json);
  const { findings = [], expectations = [], orientations = [] } = report;
  const fields = context.line.json
    ? []
    : [...findings.flatMap(writeFinding), ...writeFields({ expectations, orientations })];
  return { output: [text, ...fields].join('\n'), exitCode: exitCode[report.verdict] };
}

function writeFinding({ severity, code, message, hint }: ReportedFinding): string[] {
  return [`${severity} ${code}: ${message}`, ...(hint === undefined ? [] : [`  hint: ${hint}`])];
}

/** @param given a JSON object, which no file name begins like, or the name of a file with one. */
async function parseExpectations(given: string): Promise<unknown> {
  const isInline = given.trimStart().startsWith('{');
  const file = isInline
    ? { text: given }
    : await readSmallFile(given, { maxBytes: MAX_EXPECTATIONS_BYTES, followLinks: true });
  if ('failure' in file) {
    throw new AppError('INVALID_INPUT', `--expect: the file ${JSON.stringify(given)} ${file.failure}.`, {
      hint: `Give a file, or JSON such as --expect '{"size_mm": [40, 20, 9]}'.`,
    });
  }
  try {
    return JSON.parse(file.text);
  } catch (cause) {
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    throw new AppError('INVALID_INPUT', `--expect: this is no JSON${reason}.`, { cause });
  }
}

function readLevel(level: string | null): CheckLevel | undefined {
  if (level === null) return undefined;
  const found = CHECK_LEVELS.find(name => name === level);
  if (found !== undefined) return found;
  throw new AppError('INVALID_INPUT', `--level takes ${CHECK_LEVELS.join(', ')}.`);
}
