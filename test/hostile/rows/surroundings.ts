import type { FaultRow } from './fault-row.ts';

/** What the environment does to a server, by variables and by a script in which `$@` starts it. */
export interface Surroundings {
  readonly env?: Record<string, string>;
  readonly script?: string;
}

/** Surroundings in which a server has to work as in any other. */
export const SURROUNDINGS: readonly FaultRow<Surroundings, 'well'>[] = [
  {
    id: 127,
    title: 'HOME is missing',
    fault: { script: 'unset HOME; exec "$@"' },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'HOME does not exist',
    fault: { env: { HOME: '/no/such/home' } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'HOME is a file',
    fault: { env: { HOME: '/dev/null' } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'the working directory was removed',
    fault: { script: 'mkdir gone; cd gone; rmdir ../gone; exec "$@"' },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'NODE_OPTIONS asks for much',
    fault: {
      env: {
        NODE_OPTIONS: '--trace-warnings --stack-trace-limit=100 --max-old-space-size=300 --no-deprecation',
      },
    },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'NODE_OPTIONS loads a module that prints',
    fault: { env: { NODE_OPTIONS: '--import=data:text/javascript,process.stderr.write(`hello`)' } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'NODE_DEBUG is on',
    fault: { env: { NODE_DEBUG: 'fs,net,worker,stream' } },
    expected: 'well',
    maxMs: 30_000,
  },
  {
    id: 127,
    title: 'the language is unknown',
    fault: { env: { LANG: 'xx_YY.utf99', LC_ALL: 'nonsense', TZ: 'No/Where' } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'TMPDIR does not exist',
    fault: { env: { TMPDIR: '/no/such/folder' } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'UV_THREADPOOL_SIZE is 1',
    fault: { env: { UV_THREADPOOL_SIZE: '1' } },
    expected: 'well',
    maxMs: 30_000,
  },
  {
    id: 127,
    title: 'a variable of a megabyte',
    fault: { env: { HUGE: 'x'.repeat(100_000) } },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'there are no variables at all',
    fault: { script: 'exec env -i "$@"' },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 127,
    title: 'files may be read by nobody',
    fault: { script: 'umask 777; exec "$@"' },
    expected: 'well',
    maxMs: 20_000,
  },
  {
    id: 121,
    title: 'there are 40 descriptors',
    fault: { script: 'ulimit -n 40; exec "$@"' },
    expected: 'well',
    maxMs: 20_000,
  },
];
