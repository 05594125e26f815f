import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { SETTING_DEFINITIONS } from '../../src/config/setting-definitions.ts';
import type { Settings } from '../../src/config/settings.ts';
import { type HttpCli, startHttpCli } from './http-cli.ts';
import { type ConnectedClient, startServer } from './server.ts';
import { giveSetting, type SettingName } from './setting-names.ts';

/** Settings under their canonical names. */
type Variables = Readonly<Record<string, string>>;

/** A setting that is given under one of its names, to see what it does. */
export interface Trial extends SettingName {
  /** The real path of something in the trial's folder; the server's working directory is `cwd`. */
  at(path: string): string;
  /** Writes a file, its folders too. */
  write(path: string, content: string): string;
  /** Paths of the trial's folder as they are written in the source, which is relative to where it is seen from. */
  toText(...paths: readonly string[]): string;
  /** Starts the built server on stdio with the setting at a text. Everything in `beside` is environment. */
  serve(text: string, beside?: Variables): Promise<ConnectedClient>;
  /** The same over HTTP, at a free port unless the port is the setting. */
  serveHttp(text: string, beside?: Variables): Promise<HttpCli>;
  /** Has something else ended with the trial. */
  onEnd(end: () => Promise<unknown>): void;
  /** Ends all servers and removes the folder. */
  end(): Promise<void>;
}

/** Sets a setting in the way of a trial, and throws unless it has its effect. */
export type Effect = (trial: Trial) => Promise<void>;

/** What shows that settings count. */
export type EffectsOf<Key extends keyof Settings> = { readonly [K in Key]: Effect };

/** Makes ready for a trial. */
export function openTrial(given: SettingName): Trial {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'setting-effect-')));
  const at = (path: string) => join(folder, path);
  const cwd = at('cwd');
  mkdirSync(cwd);
  const configFile = at('etc/config.yaml');
  const seenFrom = given.source === 'config file' ? dirname(configFile) : cwd;
  const ends: (() => Promise<unknown>)[] = [];
  /** What a server is started with; the environment would win over what the trial gives the setting elsewhere. */
  const launch = (text: string, beside: Variables) => {
    const { env, args } = giveSetting(given, text, { cwd, configFile });
    const { [SETTING_DEFINITIONS[given.key].name]: _, ...others } = beside;
    return { cwd, args: ['serve', ...args], env: { ...others, ...env } };
  };
  // Empty means not set; the helper that starts servers would set it.
  const quiet: Variables =
    given.key === 'logLevel' && given.source !== 'environment' ? { MCP_LOG_LEVEL: '' } : {};
  return {
    ...given,
    at,
    write(path, content) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
      return at(path);
    },
    toText: (...paths) => paths.map(path => relative(seenFrom, at(path))).join(delimiter),
    async serve(text, beside = {}) {
      const { env, ...options } = launch(text, { TEMP_DIR: at('temp'), ...beside });
      const server = await startServer({ ...options, env: { ...quiet, ...env } });
      ends.push(() => server.close());
      return server;
    },
    async serveHttp(text, beside = {}) {
      const usual = { TEMP_DIR: at('temp'), MCP_TRANSPORT: 'http', MCP_SERVER_PORT: '0' };
      const { args, ...options } = launch(text, { ...usual, ...beside });
      const server = await startHttpCli(args, options);
      ends.push(() => stop(server));
      return server;
    },
    onEnd: end => void ends.push(end),
    async end() {
      await Promise.all(ends.map(end => end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function stop(server: HttpCli): Promise<void> {
  server.kill('SIGTERM');
  server.kill('SIGINT');
  await server.finished;
}
