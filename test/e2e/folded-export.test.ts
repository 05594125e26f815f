import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, runCli, startServer, type ToolResult } from '../support/server.ts';

/** Exporting a model with all that it includes as one file, as clients and users reach it. */

const folder = useModelFolder('file');

/** Include, use and BOSL2, with names that clash between all three files and the library. */
const BOX = {
  code: `include <BOSL2/std.scad>
include <lib/sizes.scad>
use <lib/lid.scad>

/* [Box] */
// Outer width
width = 30; // [10:100]
label = "box"; // [box, tray]
/* [Details] */
rounded = true;

module box() { cuboid([width, width, height], rounding = rounded ? wall : 0, $fn = 16); }
function gap() = 1;
box();
right(width + 10) lid(width);
if (label == "tray") left(width) cube(gap());
`,
  files: {
    'lib/sizes.scad': 'height = 12;\nwall = 2;\nfunction gap() = wall / 4;\n',
    'lib/lid.scad': `include <BOSL2/std.scad>
include <sizes.scad>
width = 99;
module box(w) { cuboid([w, w, wall]); }
module lid(width) { box(width); up(gap()) cyl(d = 5, h = height, $fn = 12); }
box(width);
`,
  },
};

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ args: ['--root', folder.path] });
});
afterAll(() => server.close());

/** Exports a model as `scad` and gives the tool's answer and the file. */
async function fold(model: Record<string, unknown>): Promise<{ result: ToolResult; code: string }> {
  const result = await server.call('export_model', { ...model, format: 'scad' });
  const [artifact] = result.report.artifacts ?? [];
  return { result, code: artifact === undefined ? '' : readFileSync(artifact.path, 'utf8') };
}

/** Size, volume and area of a model, and its parameters. */
async function describeModel(model: Record<string, unknown>) {
  const { report } = await server.call('measure_model', { ...model, what: ['size', 'mass'] });
  expect(report.ok, report.summary).toBe(true);
  const listed = await server.call('list_parameters', model);
  return { size: report.size, mass: report.mass, parameters: listed.report.parameters };
}

describe('a model exported as one file', () => {
  it('is the same model with the same parameters, without any other file', async () => {
    const { result, code } = await fold(BOX);
    expect(result.report.ok, result.report.summary).toBe(true);
    expect(code).not.toMatch(/^\s*(?:include|use)\s*</m);
    expect(code).toContain('// Outer width\nwidth = 30; // [10:100]');
    expect(await describeModel({ code })).toEqual(await describeModel(BOX));
    expect(result.report.notes.join('\n')).toMatch(/width in lib\/lid\.scad is now/);
    expect(result.report.notes.join('\n')).toMatch(/code of BOSL2 \(licence BSD-2-Clause/);
  });

  it('has the values that were set as defaults, and is known by the same resource', async () => {
    const values = { width: 40, label: 'tray', $fn: 24 };
    const { result, code } = await fold({ ...BOX, parameters: values });
    expect(code).toContain('// Outer width\nwidth = 40; // [10:100]\nlabel = "tray"; // [box, tray]');
    const [folded, original] = [
      await describeModel({ code }),
      await describeModel({ ...BOX, parameters: values }),
    ];
    expect(folded.mass).toEqual(original.mass);
    expect(folded.size).toEqual(original.size);
    expect(folded.parameters.schema.properties).toMatchObject({ width: { default: 40, maximum: 100 } });
    expect(Object.keys(folded.parameters.schema.properties)).toEqual(['width', 'label', 'rounded']);
    expect(result.report.notes).toContain(
      'Values that were set are defaults of the file now: width, label, $fn.',
    );
    const { contents } = await server.client.readResource({ uri: result.report.artifacts[0].uri });
    expect(contents).toMatchObject([{ mimeType: 'application/x-openscad', text: code }]);
  });

  it('names the files that it still needs, and where', async () => {
    const { result } = await fold({
      code: 'use <lib/part.scad>\npart(); import("a.stl"); import(str("b", ".stl"));',
      files: {
        'lib/part.scad': 'module part() { translate([9, 0]) import("c.stl"); cube(1); }',
        'a.stl': 'solid a\nendsolid a\n',
        'b.stl': 'solid b\nendsolid b\n',
        'lib/c.stl': 'solid c\nendsolid c\n',
      },
    });
    expect(result.report.notes).toEqual([
      'main.scad reads a.stl, which stays a file of its own.',
      'lib/part.scad reads c.stl, which stays a file of its own: put lib/c.stl where it finds it as c.stl.',
      'The model also has b.stl; what it reads of these stays a file of its own.',
    ]);
  });

  it('is refused where one file might not mean the same, with place and hint', async () => {
    const { result } = await fold({
      code: 'use <a.scad>\npart($w = 4);',
      files: { 'a.scad': 'width = is_undef($w) ? 5 : $w;\nmodule part() cube(width);' },
    });
    expect(result.isError).toBe(true);
    expect(result.report.error).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringMatching(/^main\.scad line 2: the value of part depends on \$w/),
      hint: expect.stringContaining('Include a.scad instead of using it'),
    });
  });

  it('is not written when the model has errors', async () => {
    const { result } = await fold({ code: 'cube(1;' });
    expect(result.report).toMatchObject({ ok: false, artifacts: [], error: { code: 'SCAD_SYNTAX' } });
  });
});

it('the command export writes one file that runs alone', async () => {
  folder.write('model.scad', 'use <lib/part.scad>\nwidth = 4; // [1:9]\npart(width);\n');
  folder.write('lib/part.scad', 'width = 2;\nmodule part(w) cube([w, width, 3]);\n');
  const exported = await runCli(['export', 'model.scad', '-o', 'all.scad', '-D', 'width=6'], {
    cwd: folder.path,
  });
  expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining('all.scad') });
  const code = readFileSync(folder.at('all.scad'), 'utf8');
  expect(code).toContain('width = 6; // [1:9]');
  writeFileSync(folder.at('lib/part.scad'), 'module part(w) {}');
  const { report } = await server.call('measure_model', { code, what: ['size'] });
  expect(report.size.size).toEqual([6, 6, 3]);
});
