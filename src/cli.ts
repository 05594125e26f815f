#!/usr/bin/env node
import { type App, createApp, readVersion } from './app.ts';
import { runAnimate } from './commands/animate.ts';
import type { CommandContext, CommandResult } from './commands/arguments.ts';
import { runCheck } from './commands/check.ts';
import { runDoctor } from './commands/doctor.ts';
import { runExport } from './commands/export.ts';
import { runMeasure } from './commands/measure.ts';
import { runParams } from './commands/params.ts';
import { runRender } from './commands/render.ts';
import { type CommandLine, parseCommandLine } from './config/command-line.ts';
import { helpText } from './config/help-text.ts';
import { loadSettings } from './config/load-settings.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import { AppError, toAppError } from './contracts/errors.ts';
import { serve } from './serve.ts';

/** Exit code for what could not be run at all: a wrong command line, an unreadable file, a deadline. */
const COULD_NOT_RUN = 2;

/** How a finished program ends. */
interface Outcome {
  readonly exitCode: number;
  /** Whether it was a server, which is gone for good once it was told to stop. */
  readonly served: boolean;
}

async function main(argv: readonly string[]): Promise<Outcome> {
  const line = parseCommandLine(argv);
  if (line.command === 'help') return print(helpText());
  if (line.command === 'version') return print(readVersion());
  const resolved = await loadSettings(process.env, line.flags);
  if (line.command === 'serve') {
    await serve(resolved);
    return { exitCode: 0, served: true };
  }
  // The user names files on their own command line; the roots are for what a model behind a client asks.
  const app = createApp(resolved, 'anywhere');
  try {
    const { output, exitCode } = await runCommand(line, app, resolved, {
      line,
      workshop: app.workshop,
      call: { signal: abortOnInterrupt(), progress: showProgress },
    });
    return print(output, exitCode);
  } finally {
    await app.close();
  }
}

function runCommand(
  { command }: CommandLine,
  app: App,
  { settings, warnings }: ResolvedSettings,
  context: CommandContext,
): Promise<CommandResult> {
  switch (command) {
    case 'render':
      return runRender(context);
    case 'animate':
      return runAnimate(context);
    case 'measure':
      return runMeasure(context);
    case 'params':
      return runParams(context);
    case 'check':
      return runCheck(context);
    case 'export':
      return runExport(context);
    default:
      return runDoctor(context, { ...app, settings, warnings });
  }
}

function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new AppError('CANCELLED', 'Interrupted.')));
  return controller.signal;
}

/** One line that is overwritten; only for a person who watches. */
function showProgress(phase: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${phase}…\r\u001b[K`);
}

function print(text: string, exitCode = 0): Outcome {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return { exitCode, served: false };
}

// A client may close its end of stderr; that alone is no reason to end.
process.stderr.on('error', () => {});
try {
  const { exitCode, served } = await main(process.argv.slice(2));
  process.exitCode = exitCode;
  // Serving ends by an order to stop; nothing that still holds the process open may outlive it.
  if (served) process.exit();
} catch (thrown) {
  const { message, hint, cause } = toAppError(thrown);
  process.stderr.write(`${message}\n${hint}\n`);
  if (cause instanceof Error && process.argv.includes('--debug')) process.stderr.write(`${cause.stack}\n`);
  process.exitCode = COULD_NOT_RUN;
}
