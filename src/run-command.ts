import { type App, createApp } from './app.ts';
import { runAnimate } from './commands/animate.ts';
import type { CommandContext, CommandResult } from './commands/arguments.ts';
import { runCheck } from './commands/check.ts';
import { runDoctor } from './commands/doctor.ts';
import { runExport } from './commands/export.ts';
import { runMeasure } from './commands/measure.ts';
import { runParams } from './commands/params.ts';
import { runRender } from './commands/render.ts';
import { runView } from './commands/view.ts';
import type { CommandLine } from './config/command-line.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import { AppError } from './contracts/errors.ts';
import { expectations } from './mcp/analysis-schema.ts';
import { checkArguments } from './mcp/check-arguments.ts';
import { openBrowser } from './open-browser.ts';
import { startViewServer } from './transports/view/view-server.ts';

/** Runs one command of the command line to its end. @throws AppError when it could not be run at all. */
export async function runCommand(line: CommandLine, resolved: ResolvedSettings): Promise<CommandResult> {
  // The user names files on their own command line; the roots are for what a model behind a client asks.
  const app = createApp(resolved, { writableFolders: 'anywhere' });
  try {
    return await choose(app, resolved, {
      line,
      workshop: app.workshop,
      call: { signal: abortOnInterrupt(), progress: showProgress },
    });
  } finally {
    await app.close();
  }
}

function choose(
  app: App,
  { settings, warnings }: ResolvedSettings,
  context: CommandContext,
): Promise<CommandResult> {
  switch (context.line.command) {
    case 'render':
      return runRender(context);
    case 'animate':
      return runAnimate(context);
    case 'measure':
      return runMeasure(context);
    case 'params':
      return runParams(context);
    case 'check':
      return runCheck(context, given => checkArguments('--expect', expectations, given, ['--expect']));
    case 'export':
      return runExport(context);
    case 'view':
      return runView(context, { serve: startViewServer, openBrowser, say });
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
