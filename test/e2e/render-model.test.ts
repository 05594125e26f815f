import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-paths.ts';
import { decodePng } from '../support/decode-png.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

const example = (name: string) => readFileSync(join(projectRoot, 'examples', name), 'utf8');

/** Reads pixels of a PNG; coordinates are rounded down. */
function readPixels(png: Uint8Array) {
  const { width_px, height_px, rgba } = decodePng(png);
  const pixel = (x: number, y: number) => {
    const at = (Math.floor(y) * width_px + Math.floor(x)) * 4;
    return [...rgba.subarray(at, at + 4)];
  };
  return { width_px, height_px, pixel };
}

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('render_model', () => {
  it('gives a picture, the size and the facts of a solid', async () => {
    const { report, images, text, isError } = await server.call('render_model', {
      code: 'difference() { cube(10); translate([5, 5, -1]) cylinder(h = 12, d = 4, $fn = 64); }',
    });
    expect(isError).toBe(false);
    expect(report).toMatchObject({
      ok: true,
      kind: '3d',
      size: { min: [0, 0, 0], max: [10, 10, 10], size: [10, 10, 10] },
      mesh: { watertight: true, parts: 1 },
      diagnostics: [],
      cache: 'miss',
    });
    // A 64-gon of diameter 4 has the area 32 · 2² · sin(2π/64).
    expect(report.mesh.volume_mm3).toBeCloseTo(1000 - 10 * 32 * 4 * Math.sin((2 * Math.PI) / 64), 2);
    expect(images).toHaveLength(1);
    const picture = decodePng(images[0]);
    expect([picture.width_px, picture.height_px]).toEqual([800, 600]);
    expect(report.images[0]).toMatchObject({
      view: 'iso',
      width_px: 800,
      height_px: 600,
      bytes: images[0].length,
    });
    // Hosts show either the text or the structured content, so both must say it all.
    expect(text).toContain(report.model_id);
    expect(text).toContain(report.images[0].uri);
    expect(text).toContain('10 × 10 × 10 mm');
    expect(JSON.stringify(report)).not.toContain(images[0].toString('base64').slice(0, 100));
  });

  it('answers further views of a known model without evaluating it again', async () => {
    const code = 'cylinder(h = 20, d1 = 10, d2 = 4);';
    const first = await server.call('render_model', { code });
    const { model_id } = first.report;
    const again = await server.call('render_model', {
      model_id,
      views: ['top', 'front'],
      layout: 'separate',
    });
    expect(again.report).toMatchObject({ ok: true, model_id, cache: 'mesh' });
    expect(again.report.timing_ms.evaluate).toBeUndefined();
    expect(again.images).toHaveLength(2);
    const sameAgain = await server.call('render_model', { code });
    expect(sameAgain.report.cache).toBe('hit');
    expect(sameAgain.report.timing_ms.draw).toBeUndefined();
    expect(sameAgain.images[0].equals(first.images[0])).toBe(true);
  });

  it('keeps the colours of color()', async () => {
    const { report, images } = await server.call('render_model', {
      code: 'color("red") cube(10, center = true);',
      views: ['front'],
    });
    expect(report.ok).toBe(true);
    const { width_px, height_px, pixel } = readPixels(images[0]);
    const [red, green, blue] = pixel(width_px / 2, height_px / 2);
    expect(red).toBeGreaterThan(100);
    expect(Math.max(green, blue)).toBeLessThan(20);
  });

  it('says once what is wrong with a colour, and nothing of the file that it is read from', async () => {
    const { report } = await server.call('render_model', {
      code: 'color("nocolour") cube(3);\ncolor([2, 0, 0]) cube(1);',
    });
    const said = report.diagnostics.map(({ line, message }: { line?: number; message: string }) => [
      line,
      message.split(/["\n]/)[0],
    ]);
    expect(said).toEqual([
      [1, 'Unable to parse color '],
      [2, 'color() expects numbers between 0.0 and 1.0. Value of 2.0 is out of range'],
    ]);
  });

  it('draws a 2D model with its holes, and says that it is 2D', async () => {
    const { report, images } = await server.call('render_model', {
      code: 'difference() { square(20, center = true); circle(5, $fn = 64); }',
      axes: false,
      grid: false,
    });
    expect(report).toMatchObject({
      ok: true,
      kind: '2d',
      size: { size: [20, 20] },
      outline: { contours: 2 },
    });
    expect(report.outline.area_mm2).toBeCloseTo(400 - 32 * 25 * Math.sin((2 * Math.PI) / 64), 1);
    const { width_px, height_px, pixel } = readPixels(images[0]);
    const centre = pixel(width_px / 2, height_px / 2);
    const corner = pixel(2, 2);
    expect(centre).toEqual(corner);
    expect(pixel(width_px / 2, height_px * 0.15)).not.toEqual(corner);
  });

  it('evaluates a project of several files', async () => {
    const { report } = await server.call('render_model', {
      code: example('name-plate/name-plate.scad'),
      files: { 'lib/frame.scad': example('name-plate/lib/frame.scad') },
    });
    expect(report.diagnostics).toEqual([]);
    expect(report).toMatchObject({ ok: true, kind: '3d', mesh: { watertight: true } });
  });

  it('imports a binary asset given as a data: URL', async () => {
    const made = await server.call('export_model', { code: 'cube(7);', format: 'stl' });
    const stl = readFileSync(made.report.artifacts[0].path).toString('base64');
    const { report } = await server.call('render_model', {
      code: 'import("part.stl");',
      files: { 'part.stl': `data:model/stl;base64,${stl}` },
    });
    expect(report.size?.size).toEqual([7, 7, 7]);
  });

  it('sets text in Liberation, with styles', async () => {
    const widths = [];
    for (const font of [
      '',
      ', font = "Liberation Sans:style=Bold"',
      ', font = "Liberation Sans:style=Italic"',
    ]) {
      const { report } = await server.call('render_model', {
        code: `linear_extrude(1) text("Wide"${font});`,
      });
      expect(report.diagnostics).toEqual([]);
      widths.push(report.size.size[0]);
    }
    expect(new Set(widths).size).toBe(3);
  });

  it('sets parameters and quality, and keeps them with the model_id', async () => {
    const code = 'size = 5; $fn = 100; sphere(size);';
    const fine = await server.call('render_model', { code, parameters: { size: 8 } });
    const draft = await server.call('render_model', { code, parameters: { size: 8 }, quality: 'draft' });
    expect(fine.report.size.size[0]).toBeCloseTo(16, 1);
    expect(draft.report.mesh.triangles).toBeLessThan(fine.report.mesh.triangles / 4);
    const kept = await server.call('render_model', {
      model_id: fine.report.model_id,
      parameters: { $fn: 10 },
    });
    expect(kept.report.size.size[2]).toBeGreaterThan(14);
    expect(kept.report.mesh.triangles).toBeLessThan(200);
  });

  it('takes a camera as OpenSCAD does and as eye and center', async () => {
    const code = 'cube(10, center = true);';
    const gimbal = { rotation: [90, 0, 0], translation: [0, 0, 0], distance: 100, fov: 22.5 };
    const lookAt = { eye: [0, -100, 0], center: [0, 0, 0] };
    const one = await server.call('render_model', { code, camera: gimbal });
    const other = await server.call('render_model', { code, camera: lookAt });
    expect(one.images).toHaveLength(1);
    expect(one.images[0].equals(other.images[0])).toBe(true);
    expect(one.report.images[0].view).toBe('camera');
  });

  it('tells the phases of its work to a client that asks', async () => {
    const phases: (string | undefined)[] = [];
    await server.call(
      'render_model',
      { code: 'sphere(3); // progress' },
      { onprogress: ({ message }) => phases.push(message) },
    );
    expect(phases).toEqual(['staging', 'evaluating', 'drawing']);
  });

  it('shows what could be evaluated of a model with an error', async () => {
    const { report, images, isError } = await server.call('render_model', {
      code: 'import("missing.stl");\ncube(4);',
    });
    expect(isError).toBe(true);
    expect(report).toMatchObject({ ok: false, error: { code: 'SCAD_RUNTIME' }, size: { size: [4, 4, 4] } });
    expect(report.diagnostics[0]).toMatchObject({ severity: 'error', code: 'FILE_NOT_FOUND' });
    expect(images).toHaveLength(1);
  });

  it('keeps a result with many large pictures within what clients take', async () => {
    const { report, images, text } = await server.call('render_model', {
      code: 'for (i = [0 : 60]) rotate([i * 7, i * 31, i * 13]) translate([i, 0, 0]) cube(9);',
      views: ['iso', 'front', 'back', 'left', 'right', 'top', 'bottom', 'dimetric'],
      layout: 'separate',
      width_px: 2048,
      height_px: 2048,
    });
    const bytes =
      images.reduce((sum, image) => sum + image.length * 1.34, 0) +
      text.length +
      JSON.stringify(report).length;
    expect(bytes).toBeLessThan(900_000);
    expect(report.images).toHaveLength(8);
    if (images.length < 8) expect(text).toMatch(/pictures do not fit/);
  });
});
