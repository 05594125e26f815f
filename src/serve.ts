import { parse } from 'node:path';
import type { App } from './app.ts';
import type { ResolvedSettings } from './config/resolve-settings.ts';
import { createMcpServer, loadAnswers } from './mcp/server.ts';
import { readVersion } from './package-root.ts';
import { prepareProcess, warnOfRoots } from './prepare-process.ts';
import { createLogger, type ServerLog } from './telemetry/logger.ts';
import { serveStdio } from './transports/stdio.ts';

/**
 * Serves MCP over the transport that the settings name, until the client leaves or a signal asks to stop.
 *
 * @throws AppError INVALID_INPUT for an address that cannot be listened at.
 */
export async function serve(resolved: ResolvedSettings): Promise<void> {
  leaveWorkingFolder();
  if (resolved.settings.transport === 'http') {
    const { serveOverHttp } = await import('./serve-http.ts');
    return serveOverHttp(resolved);
  }
  await serveOverStdio(resolved);
}

/** No thread can start in a folder that was removed. All paths of the settings are absolute by now. */
function leaveWorkingFolder(): void {
  try {
    process.chdir(parse(process.execPath).root);
  } catch {
    // Node.js may have been told to keep the process out of there; then it stays where it is.
  }
}

async function serveOverStdio(resolved: ResolvedSettings): Promise<void> {
  const { logLevel, logFile } = resolved.settings;
  const logger = createLogger(logLevel, logFile);
  const { open, close } = openLater(resolved, logger);
  prepareProcess(logger, resolved, close);
  const warm = async () => {
    const [app] = await Promise.all([open(), loadAnswers(), warnOfRoots(logger, resolved)]);
    await app.warm();
  };
  const version = readVersion();
  const createServer = () => createMcpServer({ version, open, listModels: true });
  await serveStdio({ createServer, logger, warm, close });
}

/**
 * An app that is put together when a call needs it, or when the server gets ready for calls: a client waits for
 * the answers to its first questions, which need half of the code.
 */
function openLater(resolved: ResolvedSettings, log: ServerLog) {
  let opening: Promise<App> | null = null;
  const open = () => {
    opening ??= import('./app.ts').then(({ createApp }) => createApp(resolved, { log }));
    return opening;
  };
  const close = async () => {
    const app = await opening?.catch(() => null);
    await (app ?? log).close();
  };
  return { open, close };
}
