import { listenForStopSignals } from '../shutdown.ts';
import { type HttpServerOptions, serveHttp } from './serve-http.ts';

/**
 * Serves MCP over HTTP until a signal asks to stop. Calls under way may end within the grace; a second signal
 * ends them at once.
 *
 * @returns when the process should exit.
 * @throws what `serveHttp` throws, after the app was closed: an open connection of its cache would keep the process.
 */
export async function runHttp(options: HttpServerOptions): Promise<void> {
  const { asked, hurry } = listenForStopSignals();
  const handle = await serveHttp(options).catch(async thrown => {
    await options.close();
    throw thrown;
  });
  const reason = await asked;
  options.logger.info('stopping', { reason });
  await handle.stop(hurry);
}
