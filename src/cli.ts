#!/usr/bin/env node
import { createApp, readVersion } from './app.ts';
import type { CommandContext, CommandResult } from './commands/arguments.ts';
import { runCheck } from './commands/check.ts';
import { runDoctor } from './commands/doctor.ts';
import { runExport } from './commands/export.ts';
import { runRender } from './commands/render.ts';
import { type CommandLine, helpText, parseCommandLine } from './config/command-line.ts';
import { resolveSettings } from './config/resolve-settings.ts';
import { AppError, toAppError } from './contracts/errors.ts';
import { createMcpServer } from './mcp/server.ts';
import { serveStdio } from './transports/stdio.ts';

/** Exit code for what could not be run at all: a wrong command line, an unreadable file, a deadline. */
const COULD_NOT_RUN = 2;

async function main(argv: readonly string[]): Promise<number> {
  const line = parseCommandLine(argv);
  if (line.command === 'help') return print(helpText());
  if (line.command === 'version') return print(readVersion());
  const resolved = resolveSettings(process.env, line.flags);
  const app = createApp(resolved);
  if (line.command === 'serve') {
    const { workshop, facts, warm, close } = app;
    const createServer = () => createMcpServer(workshop, facts);
    await serveStdio({ createServer, logger: workshop.logger, warm, close });
    return 0;
  }
  try {
    const { output, exitCode } = await runCommand(line, {
      line,
      workshop: app.workshop,
      roots: resolved.settings.roots,
      call: { signal: abortOnInterrupt(), progress: showProgress },
    });
    print(output);
    return exitCode;
  } finally {
    await app.close();
  }

  function runCommand({ command }: CommandLine, context: CommandContext): Promise<CommandResult> {
    switch (command) {
      case 'render':
        return runRender(context);
      case 'check':
        return runCheck(context);
      case 'export':
        return runExport(context);
      default:
        return runDoctor(context, app.facts);
    }
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

function print(text: string): 0 {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
  // Serving ends by an order to stop; nothing that still holds the process open may outlive it.
  if (process.argv.length <= 2 || process.argv.includes('serve')) process.exit();
} catch (thrown) {
  const { message, hint, cause } = toAppError(thrown);
  process.stderr.write(`${message}\n${hint}\n`);
  if (cause instanceof Error && process.argv.includes('--debug')) process.stderr.write(`${cause.stack}\n`);
  process.exitCode = COULD_NOT_RUN;
}
