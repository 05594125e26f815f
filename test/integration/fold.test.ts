import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { distFolder } from '../../scripts/project-paths.ts';
import { AppError } from '../../src/contracts/errors.ts';
import { type FileSet, MODEL_ROOT } from '../../src/contracts/model.ts';
import { InstalledLibraries } from '../../src/project/libraries/installed-libraries.ts';
import { stageInline } from '../../src/project/staging.ts';
import { foldModel } from '../../src/scad/fold/fold-model.ts';
import { buildArguments } from '../../src/scad/invocation.ts';
import { loadEngineAssets, readManifest } from '../../wasm/assets.ts';
import { openProgramSource, type ProgramSource, startProgram } from '../../wasm/program.ts';
import { runOpenScad } from '../../wasm/run.ts';
import { foldRequestOf } from '../support/fold-request.ts';
import { stagingRules } from '../support/model-folder.ts';
import { makeRandomModel } from '../support/random-models.ts';

const assets = pathToFileURL(join(distFolder, 'assets/'));
const libraries = new InstalledLibraries({
  folders: [],
  bundled: {
    folder: new URL('libraries/', assets),
    catalog: async () => (await readManifest(assets)).libraries,
  },
});
const OUTPUTS = [
  { format: 'csg', path: '/out.csg' },
  { format: 'param', path: '/out.param' },
] as const;
const [TREE, CUSTOMIZER] = OUTPUTS;
let program: ProgramSource;

beforeAll(async () => {
  program = await openProgramSource((await loadEngineAssets(assets)).program);
});

/** Name → text. */
type Files = Readonly<Record<string, string>>;

/** What OpenSCAD makes of a model. */
interface Outcome {
  readonly tree: string;
  /** By name: OpenSCAD lists parameters in the order in which variables get their values. */
  readonly parameters: readonly unknown[];
  readonly echoes: readonly string[];
  readonly ms: number;
}

async function run(
  { entry, files, libraries: needed }: FileSet,
  definitions: readonly string[] = [],
): Promise<Outcome> {
  const fresh = await startProgram(program, 2 ** 31);
  const start = performance.now();
  const { outputs, log, failure } = runOpenScad(fresh, {
    root: MODEL_ROOT,
    // The program's file system takes the bytes over.
    files: files.map(file => ({ path: file.path, bytes: file.bytes.slice() })),
    libraries: needed.map(file => ({ path: file.path, bytes: file.bytes.slice() })),
    fonts: [],
    argv: buildArguments({ entry: MODEL_ROOT + entry, definitions, outputs: OUTPUTS }),
    outputs: OUTPUTS.map(({ path }) => path),
    evaluations: OUTPUTS.length,
    outputBytes: 2 ** 28,
  });
  const ms = performance.now() - start;
  // A model without end ends by force, and so has to the folded one.
  if (failure !== null) return { tree: failure.code, parameters: [], echoes: [], ms };
  const lines = [...log.head, ...log.tail];
  const textOf = (path: string) => {
    const bytes = outputs.get(path);
    if (bytes === undefined) throw new Error(`OpenSCAD wrote no ${path}: ${lines.join('\n')}`);
    return Buffer.from(bytes).toString();
  };
  const { parameters = [] }: { parameters?: { name: string }[] } = JSON.parse(textOf(CUSTOMIZER.path));
  return {
    tree: textOf(TREE.path),
    parameters: parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    echoes: lines.filter(line => line.startsWith('ECHO')),
    ms,
  };
}

/** Runs a model, given values as OpenSCAD literals by name, and its folded file alone. */
async function compare(code: string, files: Files = {}, values: Files = {}) {
  const given = new Map(Object.entries(values));
  const { fileSet } = await stageInline({ code, files }, stagingRules([], { libraries }));
  const start = performance.now();
  const { text, notes } = foldModel(foldRequestOf(fileSet, given));
  const foldMs = performance.now() - start;
  const single = { path: 'model.scad', bytes: Buffer.from(text), isSource: true };
  const before = await run(
    fileSet,
    [...given].map(([name, value]) => `${name}=${value}`),
  );
  const after = await run({ entry: single.path, files: [single], libraries: [] });
  return { before, after, text, notes, foldMs };
}

function expectSame({ before, after }: { before: Outcome; after: Outcome }): void {
  expect(after.tree).toBe(before.tree);
  expect(after.parameters).toEqual(before.parameters);
  expect(after.echoes).toEqual(before.echoes);
}

/** Models of one's own: name, entry, other files. */
const OWN: readonly (readonly [name: string, entry: string, files: Files])[] = [
  [
    'a chain of includes with overrides',
    'include <a.scad>\n// Width\nw = 4; // [1:9]\n/* [More] */\nh = 2;\nmodule box() { cube([w, d, h]); }\nbox(); part();',
    {
      'a.scad':
        '/* [Of a] */\nw = 1; // [1:3]\ninclude <sub/b.scad>\nmodule part() { translate([9, 0]) sphere(r); }',
      'sub/b.scad': 'd = w * 3;\ninclude <c.scad>\n$fn = 7;',
      'sub/c.scad': 'r = d + 1; e = "{ // include <x.scad>";',
    },
  ],
  [
    'used files with variables of one name that call each other',
    'use <a.scad>\nuse <b.scad>\nsize = 4; // [1:9]\na(); b(); echo(size);',
    {
      'a.scad':
        'use <b.scad>\nx = 2; size = x + hb();\nmodule a(n = 2) { if (n > 0) b(n - 1); echo("a", x, size); helper(size = n); }\nfunction ha() = x;\nmodule helper(size) cube(size + 1);\ncube(99);',
      'b.scad':
        'use <a.scad>\nx = 3; size = x + 5;\nmodule b(n = 2) { if (n > 0) a(n - 1); echo("b", x, size, ha()); helper(size = n); }\nfunction hb() = x;\nmodule helper(size) sphere(size + 1);',
    },
  ],
  [
    'local names of all kinds beside renamed ones',
    'use <a.scad>\nx = 1;\nfunction f(a) = a;\nmodule g() cube(1);\ng(); echo(f(2)); m();',
    {
      'a.scad':
        'x = 2; function f(a) = a * x; module g() sphere(1);\nmodule m() { module g() { cube(x); x = 7; } function f(a) = a * 3; g(); echo(f(2)); n(); for (x = [1:2]) echo(x); y = x; echo(y); x = 5; let (x = x + 1) echo(x); }\nmodule n() { g(); echo(f(3), [for (x = [x:3]) x], let (x = x * 2) x, (function(x) x)(4)); }',
    },
  ],
  [
    'children, named arguments and function literals across files',
    'use <a.scad>\nsize = 1; gap = 2; k = 3;\nm(size = 5, gap = gap) echo(size, gap, $k);\necho(maker()(2), apply(function(v) v * k));',
    {
      'a.scad':
        'size = 9; gap = 8; k = 7;\nmodule m(size, gap = gap) { $k = gap; echo(size, gap); children(); n(gap = gap) children(); }\nmodule n(gap) { echo(gap, size); children(); }\nfunction maker() = function(x) x * k;\nfunction apply(f) = f(k);',
    },
  ],
  [
    "a module of OpenSCAD's name in the entry, and a file that means OpenSCAD's",
    'use <a.scad>\nmodule cube(s) { sphere(s); }\na(3); cube(2); echo(len([1, 2]));',
    { 'a.scad': 'module a(s) cube(s); function len(x) = "mine";' },
  ],
  [
    'values between parameters that need other files',
    'use <u.scad>\ninclude <i.scad>\n/* [Size] */\n// the a\na = 4; // [1:9]\n// the x\nx = f(3) + k;\n// the c\nc = 2; // [1:5]\n/* [More] */\nd = 5;\nmodule m() { cube([a, x, c]); }\nm(); echo(x, d);',
    {
      'u.scad': 'K = 5; q = K * 2; module zz() { cube(1); } function f(a) = a * K + g(); function g() = q;',
      'i.scad': 'k = 7; // [1:9]\nl = 8; module w() { }',
    },
  ],
  [
    'special variables in used files',
    'use <a.scad>\nm(); $fn = 7; n(); let ($q = 5) { n(); m(); }',
    {
      'a.scad':
        '$fn = 13; $fa = $fn + 1; x = $fn; y = f(); q = is_undef($q) ? 1 : $q;\nfunction f() = $fa;\nmodule m() { echo($fn, x, y, q); circle(q); }\nmodule n() echo($fn, x, q);',
    },
  ],
  [
    'includes inside of statements, top-level braces and a second include',
    'p = [include <p.txt>, 5];\n{ a = 3; module q() cube([a, p[2], 1]); }\nq(); include <i.scad>\nmodule m() { include <body.scad> }\nm(); include <i.scad>\n',
    { 'p.txt': '3, 4 // two\n', 'i.scad': '{ b = 2; } sphere(b);', 'body.scad': 'k = b; cube(k);' },
  ],
  [
    'a file that is included here and used there, with other values',
    'include <c.scad>\nuse <p.scad>\nw = 9; // [1:20]\nmodule all() { cube([w, 2 * w, h]); p(); }\nall();',
    {
      'c.scad': 'w = 1;\nh = w * 2;\nfunction area() = w * h;\nfunction two() = 2;',
      'p.scad': 'include <c.scad>\nmodule p() cube([w, area(), h * two()]);',
    },
  ],
  [
    'an entry that uses itself, and circles of includes and uses',
    'use <model.scad>\nuse <b.scad>\ninclude <c.scad>\nw = 3; // [1:9]\necho(b(), w, y);\nfunction m() = w;',
    {
      'b.scad': 'use <c.scad>\nuse <b.scad>\nfunction b() = c() + 1;',
      'c.scad': 'use <b.scad>\nx = 1; y = x + 1;\nfunction c() = y;\nfunction d() = b();',
    },
  ],
  [
    'includes that define what comes before and after them',
    'module part() cube(3);\ninclude <a.scad>\nmodule lid() cube(4);\nall();',
    { 'a.scad': 'module part() sphere(1); module lid() sphere(2); module all() { part(); lid(); }' },
  ],
  [
    'a special variable that a used file reads before it sets it, as the entry does',
    'include <i.scad>\nuse <u.scad>\necho(u());',
    { 'i.scad': '$q = 5;', 'u.scad': 'c = $q;\ninclude <i.scad>\nfunction u() = c;' },
  ],
  [
    'is_undef() of what comes later',
    'include <i.scad>\nc = 4; // [1:9]\nd = 5; // [1:9]\ne = d + b;\necho(b, e);',
    { 'i.scad': 'b = is_undef(c) ? 3 : c;' },
  ],
];

/** Models with bundled libraries. */
const WITH_LIBRARIES: readonly (readonly [name: string, entry: string, files?: Files])[] = [
  [
    "BOSL2: shapes of OpenSCAD's names",
    'include <BOSL2/std.scad>\nw = 10; // [1:50]\ntranslate([1, 2, 3]) cube(w, anchor = BOTTOM) attach(TOP) cyl(d = 3, h = 4, $fn = 12);\ncolor("red") sphere(4, $fn = 8);',
  ],
  [
    'BOSL2: gears',
    'include <BOSL2/std.scad>\ninclude <BOSL2/gears.scad>\nspur_gear(circ_pitch = 5, teeth = 20, thickness = 8, shaft_diam = 5);',
  ],
  [
    'BOSL2 in a model of several files',
    'include <BOSL2/std.scad>\nuse <parts/lid.scad>\ninclude <parts/common.scad>\n/* [Box] */\n// Width\nw = 30; // [10:100]\nwall = 2;\nbox();\nup(20) lid(w);\nmodule box() { rect_tube(h = 10, size = [w, w], wall = wall); }',
    {
      'parts/lid.scad':
        'include <BOSL2/std.scad>\ninclude <common.scad>\n// a lid\nmodule lid(w) { cuboid([w, w, wall]) position(TOP) knob(); }\nmodule knob() cyl(d = 5, h = gap * 10);\nlid(3);',
      'parts/common.scad': '// shared\nwall = 3; /* [Common] */\ngap = 0.2; // [0:1]\n$fn = 12;',
    },
  ],
  [
    'BOSL2 beside MCAD, which wants the plain cube',
    'include <BOSL2/std.scad>\nuse <MCAD/boxes.scad>\nsize = 20; // [5:30]\nmodule part() { roundedCube([size, 10, 10], 2, false, false); cuboid(size); }\npart(); right(30) roundedBox([20, 30, 40], 5, false);',
  ],
  [
    'MCAD: gear',
    'use <MCAD/involute_gears.scad>\nteeth = 17; // [5:30]\ngear(number_of_teeth = teeth, circular_pitch = 300);',
  ],
  [
    'MCAD: constants and bolts',
    'include <MCAD/units.scad>\ninclude <MCAD/nuts_and_bolts.scad>\nboltHole(4, length = 20 * mm);',
  ],
  ['MCAD: motor', 'include <MCAD/stepper.scad>\nmotor(Nema17, NemaMedium, dualAxis = false);'],
  [
    'NopSCADlib: screws, plain and with threads',
    'include <NopSCADlib/core.scad>\n// Length\nlong = 20; // [10:50]\nscrew(M3_cap_screw, long);\nlet ($show_threads = true) translate([20, 0]) screw(M4_cap_screw, 12);',
  ],
  [
    'NopSCADlib: everything',
    'include <NopSCADlib/lib.scad>\nNEMA(NEMA17_47); translate([60, 0, 0]) fan(fan40x11);',
  ],
  [
    'NopSCADlib: settings before it is included',
    '$extrusion_width = 0.6;\ninclude <NopSCADlib/utils/core/core.scad>\nuse <NopSCADlib/utils/tube.scad>\n$fn = 32;\ntube(or = 10, ir = 8, h = 20); rounded_rectangle([10, extrusion_width, 3], 0.2);',
  ],
  [
    'BOSL',
    'include <BOSL/constants.scad>\nuse <BOSL/shapes.scad>\nuse <BOSL/transforms.scad>\nup(5) cuboid([20, 30, 10], chamfer = 2);',
  ],
  ['Stemfie', 'include <Stemfie_OpenSCAD/stemfie.scad>\nBU_TKx(2) cube([1, 2, 3]);'],
  ['lasercut', 'include <lasercut.scad>\nlasercutoutSquare(thickness = 3, x = 25, y = 40);'],
  ['funcutils', 'include <funcutils/funcutils.scad>\ncube(map([1, 2, 3], function(x) 2 * x));'],
];

describe('a folded model is the same model', () => {
  it.each(OWN)('%s', async (_name, entry, files) => {
    expectSame(await compare(entry, files));
  });

  it.each(WITH_LIBRARIES.map(([name, entry, files = {}]) => [name, entry, files] as const))(
    '%s',
    async (_name, entry, files) => expectSame(await compare(entry, files)),
  );
});

it.each(OWN)('%s: the same with values set from outside', async (_name, entry, files) => {
  const values = { w: '5', size: '7', x: '[1, 2]', $fn: '9', undefined_name: '"s"' };
  const { before, after } = await compare(entry, files, values);
  expect(after.tree).toBe(before.tree);
  expect(after.echoes).toEqual(before.echoes);
});

it.each([
  ['', 1, {}],
  [' with values set from outside', 1001, { a: '5', $q: '3', b: '[1]' }],
] as const)(
  'models made at random stay the same%s, but for those that are refused',
  async (_, from, values) => {
    const count = 30;
    const refused: number[] = [];
    for (let seed = from; seed < from + count; seed += 1) {
      const { 'main.scad': entry, ...files } = makeRandomModel(seed);
      try {
        const { before, after } = await compare(entry, files, values);
        const where = `seed ${seed}`;
        // What an include draws may come later, since the customizer stops at the first brace.
        expect(after.tree.split('\n').toSorted(), where).toEqual(before.tree.split('\n').toSorted());
        expect(after.echoes.toSorted(), where).toEqual(before.echoes.toSorted());
        // What was set is listed with its new value, but as no parameter of the original.
        if (Object.keys(values).length === 0) expect(after.parameters, where).toEqual(before.parameters);
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'UNSUPPORTED_FORMAT') throw thrown;
        refused.push(seed);
      }
    }
    expect(refused.length).toBeLessThan(count / 3);
  },
);

it('a cuboid of BOSL2 is a fraction of the library and takes no longer to run', async () => {
  const compared = await compare(
    'include <BOSL2/std.scad>\n// Width\nwidth = 10; // [1:50]\n/* [Round] */\nr = 2;\ncuboid([width, 20, 10], rounding = r);',
  );
  expectSame(compared);
  const { text, foldMs, before, after } = compared;
  expect(text.length).toBeLessThan(450_000);
  expect(foldMs).toBeLessThan(3000);
  expect(after.ms).toBeLessThan(before.ms * 1.5);
});
