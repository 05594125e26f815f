import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HIGHLIGHTS } from '../../src/contracts/highlight.ts';
import { COLOR_SCHEMES, STYLES } from '../../src/contracts/picture.ts';
import { decodePng } from '../support/decode-png.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

const PART = 'difference() { cube(20, center = true); cylinder(h = 30, d = 8, center = true, $fn = 48); }';
const SIZE = { width_px: 240, height_px: 180 };

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const render = (args: Record<string, unknown>) =>
  server.call('render_model', { code: PART, ...SIZE, ...args });

describe('render_model', () => {
  it('draws every style and every colour scheme differently', async () => {
    const pictures = new Set<string>();
    for (const style of STYLES) pictures.add((await render({ style })).images[0].toString('base64'));
    for (const color_scheme of COLOR_SCHEMES) {
      pictures.add((await render({ color_scheme, axes: false })).images[0].toString('base64'));
    }
    // Monotone is Cornfield but for cut faces, which this model does not have.
    expect(pictures.size).toBe(STYLES.length + COLOR_SCHEMES.length - 1);
  });

  it.each(['edges', 'axes', 'grid', 'dimensions'])('draws %s when asked to and not otherwise', async aid => {
    const on = await render({ style: 'flat', [aid]: true });
    const off = await render({ style: 'flat' });
    expect(on.images[0].equals(off.images[0])).toBe(false);
    const explicitlyOff = await render({ style: 'flat', [aid]: false });
    expect(explicitlyOff.images[0].equals(off.images[0])).toBe(true);
  });

  it('leaves the background transparent when asked to', async () => {
    const { images } = await render({ background: 'transparent', grid: false, axes: false });
    const { rgba } = decodePng(images[0]);
    expect(rgba[3]).toBe(0);
    expect(rgba[(90 * 240 + 120) * 4 + 3]).toBe(255);
  });

  it('cuts a model open, and says when the plane misses it', async () => {
    const cut = await render({ section: { axis: 'x', offset_mm: 0 } });
    const whole = await render({});
    expect(cut.images[0].equals(whole.images[0])).toBe(false);
    const missed = await render({ section: { axis: 'x', offset_mm: 50 } });
    expect(missed.report.notes).toEqual([expect.stringMatching(/does not cross/)]);
  });

  it('shows views along an axis as a drawing does, unless perspective is asked for', async () => {
    const front = await render({ views: ['front'] });
    expect(front.report.images[0].mm_per_px).toBeGreaterThan(0);
    const perspective = await render({ views: ['front'], projection: 'perspective' });
    expect(perspective.report.images[0].mm_per_px).toBeUndefined();
    expect((await render({ views: ['iso'] })).report.images[0].mm_per_px).toBeUndefined();
  });

  it('keeps a picture under max_image_bytes by colours first and by size then, and says so', async () => {
    const code =
      'for (i = [0 : 40]) rotate([i * 37, i * 17, 0]) translate([i, 0, 0]) color([i / 40, 1 - i / 40, 0.5]) cube(6);';
    const full = await server.call('render_model', { code });
    const bytes = full.images[0].length;
    const fewer = await server.call('render_model', { code, max_image_bytes: Math.round(bytes * 0.8) });
    expect(fewer.images[0].length).toBeLessThanOrEqual(bytes * 0.8);
    expect(fewer.report.images[0].width_px).toBe(800);
    expect(fewer.report.notes).toEqual([expect.stringMatching(/^Encoded with \d+ colours/)]);
    const smaller = await server.call('render_model', { code, max_image_bytes: 4000 });
    expect(smaller.images[0].length).toBeLessThanOrEqual(4000);
    expect(smaller.report.images[0].width_px).toBeLessThan(800);
    expect(smaller.report.notes).toEqual(expect.arrayContaining([expect.stringMatching(/^Drawn at/)]));
  });

  it('takes the view that a file sets for itself, unless the caller sets one', async () => {
    const own = '$vpr = [90, 0, 0]; $vpd = 100; $vpt = [0, 0, 0];';
    const { report, images } = await render({ code: own + PART });
    expect(report.diagnostics).toEqual([]);
    expect(report.images[0].view).toBe('camera');
    expect(report.notes).toEqual([expect.stringContaining('$vpr')]);
    const camera = { rotation: [90, 0, 0], translation: [0, 0, 0], distance: 100, fov: 22.5 };
    const asked = await render({ camera });
    expect(asked.images[0].equals(images[0])).toBe(true);
    const iso = await render({ code: own + PART, views: ['iso'] });
    expect(iso.report.images[0].view).toBe('iso');
  });

  it('gives the same bytes whatever the number of threads', async () => {
    const one = await startServer({ env: { OPENSCAD_MAX_THREADS: '1' } });
    const alone = await one.call('render_model', { code: PART, ...SIZE });
    await one.close();
    const crowd = await Promise.all(Array.from({ length: 6 }, () => render({})));
    for (const { images } of crowd) expect(images[0].equals(alone.images[0])).toBe(true);
  });

  it('draws a picture again by its address, with everything in it', async () => {
    const args = {
      style: 'xray',
      color_scheme: 'Nature',
      dimensions: true,
      section: { axis: 'z', offset_mm: 2.5 },
    };
    const { report, images } = await render({ ...args, views: ['dimetric', 'top'] });
    const { contents } = await server.client.readResource({ uri: report.images[0].uri });
    const [content] = contents;
    expect('blob' in content && Buffer.from(content.blob, 'base64').equals(images[0])).toBe(true);
  });

  it('colours a finding, tells its legend in words, and draws that picture again by its address', async () => {
    const code = 'cube([10, 20, 30]); translate([0, 0, 30]) cube([40, 20, 10]);';
    const highlights = new Set<string>();
    for (const highlight of HIGHLIGHTS) {
      const { report, images } = await render({ code, highlight, width_px: 480, height_px: 360 });
      expect(report.ok).toBe(true);
      expect(report.legend.length, highlight).toBeGreaterThan(1);
      const { contents } = await server.client.readResource({ uri: report.images[0].uri });
      const [content] = contents;
      expect('blob' in content && Buffer.from(content.blob, 'base64').equals(images[0]), highlight).toBe(
        true,
      );
      highlights.add(images[0].toString('base64'));
    }
    expect(highlights.size).toBe(HIGHLIGHTS.length);
  });

  it('shows overhangs from below too, unless the caller chose the views', async () => {
    const code = 'cube([10, 20, 30]); translate([0, 0, 30]) cube([40, 20, 10]);';
    const { report, text } = await render({ code, highlight: 'overhangs' });
    expect(report.images[0].view).toBe('iso+camera');
    expect(report.legend).toContainEqual({
      text: 'overhang > 45°: 600 mm²',
      color: '#d55e00',
      at: [25, 10, 30],
    });
    expect(report.notes.join()).toMatch(/is from below.*manages 45° from the vertical/s);
    expect(text).toContain('overhang > 45°: 600 mm²');
    const top = await render({ code, highlight: 'overhangs', views: ['top'] });
    expect(top.report.images[0].view).toBe('top');
    expect(top.report.notes).toContainEqual(expect.stringContaining('the view bottom shows it'));
  });

  it('finds the gaps of an imported mesh', async () => {
    const facet = (corners: string) =>
      `facet normal 0 0 0\nouter loop\n${corners
        .split(' ')
        .map(corner => `vertex ${[...corner].join(' ')}`)
        .join('\n')}\nendloop\nendfacet\n`;
    const faces = ['000 010 100', '000 100 001', '000 001 010'].map(facet).join('');
    const { report } = await render({
      code: 'import("corner.stl");',
      files: { 'corner.stl': `solid corner\n${faces}endsolid corner\n` },
      highlight: 'open_edges',
    });
    expect(report.legend).toContainEqual(
      expect.objectContaining({ text: '3 open edges, 4.24 mm', color: '#d55e00' }),
    );
  });

  it('says what to do about a highlight of a 2D model', async () => {
    const { report, isError } = await render({ code: 'square(10);', highlight: 'thickness' });
    expect(isError).toBe(true);
    expect(report.error).toMatchObject({
      code: 'INVALID_INPUT',
      hint: expect.stringContaining('linear_extrude'),
    });
  });

  it('is no larger than the server may draw, when nobody asked for a size', async () => {
    const small = await startServer({ env: { MAX_RENDER_RESOLUTION: '300' } });
    const { report } = await small.call('render_model', { code: PART });
    await small.close();
    expect(report.images[0]).toMatchObject({ width_px: 300, height_px: 300 });
  });
});
