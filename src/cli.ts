#!/usr/bin/env node
import module from 'node:module';
import { shellHint } from './commands/shell-hint.ts';
import { parseCommandLine } from './config/command-line.ts';
import { loadSettings } from './config/load-settings.ts';
import { toAppError } from './contracts/errors.ts';

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
  if (line.command === 'help') {
    const { helpText } = await import('./commands/help/help-text.ts');
    return print(helpText(line.topic));
  }
  if (line.command === 'version') {
    const { readVersion } = await import('./package-root.ts');
    return print(readVersion());
  }
  const resolved = await loadSettings(process.env, line.flags);
  // Each reads only its own code, since a client waits for the server's first answer.
  if (line.command === 'serve') {
    const { serve } = await import('./serve.ts');
    await serve(resolved);
    return { exitCode: 0, served: true };
  }
  const { runCommand } = await import('./run-command.ts');
  const { output, exitCode } = await runCommand(line, resolved);
  return print(output, exitCode);
}

function print(text: string, exitCode = 0): Outcome {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return { exitCode, served: false };
}

// Code that was compiled once need not be again; older versions of Node cannot keep it.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
// A client may close its end of stderr; that alone is no reason to end.
process.stderr.on('error', () => {});
try {
  const { exitCode, served } = await main(process.argv.slice(2));
  process.exitCode = exitCode;
  // Serving ends by an order to stop; nothing that still holds the process open may outlive it.
  if (served) process.exit();
} catch (thrown) {
  const error = toAppError(thrown);
  const { message, cause } = error;
  process.stderr.write(`${message}\n${shellHint(error)}\n`);
  if (cause instanceof Error && process.argv.includes('--debug')) process.stderr.write(`${cause.stack}\n`);
  process.exitCode = COULD_NOT_RUN;
}
