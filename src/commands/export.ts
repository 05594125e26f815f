import { extname } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { EXPORT_FORMATS, exportModel } from '../operations/export-model.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { writeResult } from './write-report.ts';

/** `export FILE -o OUT.stl`: writes a model in the format of the output's extension. */
export async function runExport(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const extension = extname(line.output ?? '')
    .slice(1)
    .toLowerCase();
  const format = EXPORT_FORMATS.find(name => name === extension);
  const endings = EXPORT_FORMATS.map(name => `.${name}`).join(', ');
  if (line.output === null)
    throw new AppError('INVALID_INPUT', `export needs -o with a file ending in ${endings}.`);
  if (format === undefined) {
    const name = JSON.stringify(line.output);
    throw new AppError(
      'INVALID_INPUT',
      `export cannot tell the format of ${name}: it has to end in ${endings}.`,
    );
  }
  const given = readModel(context);
  const wanted = {
    ...given,
    format,
    output_path: line.output,
    overwrite: line.overwrite,
    allow_warnings: line.allowWarnings,
  };
  const report = await exportModel(workshop, wanted, call);
  return { output: writeResult(report, line.json), exitCode: report.ok ? 0 : 1 };
}
