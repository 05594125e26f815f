/**
 * Who may import whom. `contracts` is open to all; every other arrow is listed here and nowhere else.
 * `scripts/check.ts` runs this and fails when fewer modules were looked at than exist.
 */

/** Rooms of src/ (and the two top-level code folders) with what each may import besides contracts. */
const rooms = {
  'src/contracts': [],
  'src/scad': [],
  'src/mesh': [],
  'src/fonts': ['src/scad'],
  'src/preview': [],
  'src/config': [],
  'src/viewer': ['src/preview'],
  'src/telemetry': [],
  'src/cache': [],
  'src/project': ['src/scad', 'src/mesh'],
  'src/engine': ['src/scad', 'src/mesh', 'src/fonts', 'wasm'],
  'src/operations': ['src/project', 'src/scad', 'src/mesh', 'src/fonts'],
  'src/mcp': ['src/operations'],
  'src/commands': ['src/operations', 'src/project', 'src/config'],
  'src/transports': ['src/mcp'],
  wasm: [],
  workers: ['src/scad', 'src/mesh', 'src/fonts', 'src/preview', 'wasm'],
};

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `imports-of-${room.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(src|wasm|workers|scripts|test)/',
    pathNot: [room, 'src/contracts', ...allowed].map(name => `^${name}/`),
  },
}));

/** One door per danger: the module named may be imported only from the places listed. */
const doors = {
  'node:fs': [
    'src/project/',
    'src/config/',
    'src/cache/',
    'src/engine/native/',
    'src/transports/http/tls-files\\.ts',
    'src/telemetry/(open-)?log-file\\.ts',
    'wasm/',
    'src/(app|package-root)\\.ts',
    'scripts/',
    'test/',
  ],
  'node:child_process': ['src/engine/native', 'src/open-browser\\.ts', 'scripts/', 'test/'],
  'node:https?': ['src/transports/', 'scripts/', 'test/'],
  'node:worker_threads': ['workers/', 'test/'],
  '@modelcontextprotocol/sdk': ['src/mcp/(server|answers)\\.ts', 'src/transports/', 'scripts/', 'test/'],
  piscina: ['src/engine/', 'workers/', 'test/'],
  three: ['src/preview/', 'src/viewer/', 'test/'],
  '@resvg/resvg-js': ['src/preview/', 'test/'],
  'rate-limiter-flexible': ['src/transports/http/rate-limiter\\.ts'],
  'prom-client': ['src/telemetry/'],
  ioredis: ['src/cache/', 'src/transports/', 'test/'],
};

const doorRules = Object.entries(doors).map(([module, places]) => ({
  name: `door-of-${module.replace(/[^\w]+/g, '-')}`,
  severity: 'error',
  from: { pathNot: places.map(place => `^${place}`) },
  to: { path: module.startsWith('node:') ? `^(node:)?${module.slice(5)}(/|$)` : `node_modules/${module}/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...doorRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nobody-imports-workers',
      comment: 'Engines name a worker by its URL.',
      severity: 'error',
      from: { pathNot: '^(workers/|test/|scripts/compare-trampolines\\.ts)' },
      to: { path: '^workers/' },
    },
    {
      name: 'only-entry-points-import-app',
      severity: 'error',
      from: { pathNot: '^(src/(index|run-command|serve|serve-http|check-health)\\.ts|test/)' },
      to: { path: '^src/app\\.ts' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
