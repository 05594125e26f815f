import type { ErrorCode } from '../../../src/contracts/errors.ts';

/** How an error comes about. */
export interface ErrorExample {
  readonly when: string;
  /** A call that provokes it; without one no single call does. */
  readonly call?: {
    readonly tool: string;
    readonly args: Readonly<Record<string, unknown>>;
    /** Settings of the server, where the defaults would let the call pass. */
    readonly env?: Readonly<Record<string, string>>;
    /** How many such calls come at one time, of models that differ; the one that fails is shown. Default 1. */
    readonly times?: number;
  };
}

/** Takes longer than any deadline. */
const ENDLESS = 'function f(n) = n == 0 ? 1 : f(n - 1) + f(n - 1); echo(f(60)); cube(1);';

/** One for every code, in the order of the table. */
export const ERROR_EXAMPLES: Readonly<Record<ErrorCode, ErrorExample>> = {
  INVALID_INPUT: {
    when: 'An argument is missing, unknown, of the wrong type or out of bounds.',
    call: { tool: 'render_model', args: { code: 'cube(1);', view: 'top' } },
  },
  SOURCE_TOO_LARGE: {
    when: 'A file, all files together, or their number is above the limit.',
    call: {
      tool: 'check_model',
      args: { code: `cube(1); // ${'x'.repeat(2000)}` },
      env: { MAX_FILE_SIZE: '1024' },
    },
  },
  PATH_REJECTED: {
    when: 'A path leads outside the allowed folders, through a link, or to a device.',
    call: { tool: 'render_model', args: { path: '../secret.scad' } },
  },
  PARAMETER_INVALID: {
    when: 'A parameter has no valid name, a value OpenSCAD has no literal for, or belongs to a preset that does not exist.',
    call: { tool: 'render_model', args: { code: 'width = 10; cube(width);', parameters: { 'wi dth': 20 } } },
  },
  SCAD_SYNTAX: {
    when: 'The source cannot be parsed.',
    call: { tool: 'render_model', args: { code: ['difference() {', '  cube(10;', '  sphere(6);', '}'] } },
  },
  SCAD_RUNTIME: {
    when: 'A failed assert, a missing file, a recursion without end.',
    call: {
      tool: 'render_model',
      args: { code: 'wall = 0.2;\nassert(wall >= 0.8, "wall must be at least 0.8 mm");\ncube(wall);' },
    },
  },
  EMPTY_GEOMETRY: {
    when: 'The model has no geometry, or all of it was cut away.',
    call: { tool: 'render_model', args: { code: 'module clip() { cube(10); }' } },
  },
  UNSUPPORTED_FORMAT: {
    when: 'The format does not hold this kind of model.',
    call: { tool: 'export_model', args: { code: 'square(10);', format: 'stl' } },
  },
  DEADLINE_EXCEEDED: {
    when: 'The call was not done at its deadline, waiting included.',
    call: { tool: 'render_model', args: { code: ENDLESS, timeout_s: 1 } },
  },
  CANCELLED: {
    when: 'The client withdrew the call or went away; it is the log that says so, as nobody is there to be answered.',
  },
  MEMORY_LIMIT: {
    when: 'OpenSCAD needs more memory than one render may use.',
    call: {
      tool: 'render_model',
      args: { code: 'list = [for (i = [0 : 999]) [for (j = [0 : 9999]) i * j]]; echo(len(list)); cube(1);' },
      env: { OPENSCAD_MAX_MEMORY_MB: '64' },
    },
  },
  OUTPUT_TOO_LARGE: {
    when: 'OpenSCAD writes more than 64 MiB, a mesh has more than 2 million triangles, or a resource is above 7 MB.',
    call: { tool: 'export_model', args: { code: 'sphere(10, $fn = 1500);', format: 'stl' } },
  },
  ENGINE_CRASHED: {
    when: 'OpenSCAD itself failed on the model, or its thread died. The next call gets a new thread.',
  },
  QUEUE_FULL: {
    when: 'All threads are at work and all places in the queue are taken.',
    call: {
      tool: 'render_model',
      args: { code: ENDLESS, timeout_s: 1 },
      env: { OPENSCAD_MAX_THREADS: '1', OPENSCAD_QUEUE_SIZE: '0' },
      times: 3,
    },
  },
  RATE_LIMITED: {
    when: 'Over HTTP: a client made more calls in a minute than MCP_RATE_LIMIT. The answer is HTTP 429 with Retry-After.',
  },
  BACKEND_UNAVAILABLE: { when: 'Files of the package are missing or damaged, or no thread can be started.' },
  NATIVE_UNAVAILABLE: { when: 'A native OpenSCAD was asked for by the settings and cannot be run.' },
  SHUTTING_DOWN: {
    when: 'The server is stopping. It finishes calls for a few seconds and refuses new ones.',
  },
  INTERNAL: { when: 'A fault of the server. Its log has the details; clients never see them.' },
};
