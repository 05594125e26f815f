import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppHostOptions, type AppPage, openApp } from '../support/app-host.ts';
import { findChromium, startChromium } from '../support/browser.ts';
import { differingShare, expectGolden, findColor, isCap, isYellow } from '../support/screenshots.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/** A block whose length can be set, and which does not like to be longer than 55. */
const BLOCK = `/* [Block] */
// Length along x
width = 30; // [10:60]
depth = 20;
material = "PLA"; // [PLA, PETG:Tough one]
hollow = false;
offset = [0, 0, 0];
label = "A";
assert(width <= 55, "too long");
translate(offset) difference() { cube([width, depth, 10]); if (hollow) translate([2, 2, 2]) cube([width - 4, depth - 4, 6]); }`;

const LOOK = { animations: 'disabled' } as const;

let browser: Browser;
let server: ConnectedClient;
let shown: AppPage;

beforeAll(async () => {
  if (findChromium() === null) return;
  [browser, server] = await Promise.all([startChromium(), startServer()]);
});
afterEach(async () => {
  expect(shown.faults).toEqual([]);
  await shown.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(code: string, options: AppHostOptions = {}): Promise<AppPage> {
  shown = await openApp(browser, server, { code }, options);
  await shown.app.getByText('Download', { exact: true }).waitFor();
  return shown;
}

const canvas = (): Locator => shown.app.getByRole('img', { name: /The model/ });
const summary = (): Locator => shown.app.getByRole('banner').getByRole('status');
const press = (name: string) => shown.app.getByRole('button', { name, exact: true }).click();

/** The picture without what lies over it. */
async function look(): Promise<Uint8Array> {
  await shown.page.waitForTimeout(150);
  return canvas().screenshot(LOOK);
}

/** Looks at the model from a side, without perspective, so that lengths can be read off. */
async function lookFlat(view: string): Promise<ReturnType<typeof findColor>> {
  await press('Perspective');
  for (const aid of ['Dimensions', 'Grid and axes']) await press(aid);
  await press(`View: ${view}`);
  return findColor(await look(), isYellow);
}

async function setWidth(value: number): Promise<void> {
  await shown.app.getByRole('spinbutton', { name: 'width' }).fill(String(value));
}

async function waitForText(locator: Locator, text: string | RegExp): Promise<void> {
  await expect.poll(() => locator.textContent(), { timeout: 20_000 }).toMatch(text);
}

describe.skipIf(findChromium() === null)('the viewer as an MCP App', () => {
  it('shows the mesh under the strictest policy, in parts that every host passes on', async () => {
    await open(BLOCK);
    expect(findColor(await look(), isYellow).count).toBeGreaterThan(20_000);
    await waitForText(summary(), '30 × 20 × 10 mm · 1 part · watertight');
    const reads = shown.asked.filter(({ method }) => method === 'resources/read');
    expect(reads.map(({ params }) => params.uri)).toEqual([
      expect.stringMatching(/^openscad:\/\/models\/m_\w+\/mesh\.glb\?part=0$/),
    ]);
    expectGolden('app-light', await shown.page.screenshot(LOOK));
  });

  it('reads a large mesh in messages below 1 MiB', async () => {
    await open('sphere(20, $fn = 300);');
    const reads = shown.asked.filter(({ method }) => method === 'resources/read');
    expect(reads.length).toBeGreaterThan(1);
    expect(shown.largestAnswer()).toBeLessThan(1024 * 1024);
    expect(findColor(await look(), isYellow).count).toBeGreaterThan(20_000);
  });

  it('turns by mouse and by keys, and comes back to a named view', async () => {
    await open(BLOCK);
    const before = await look();
    const { x, y } = (await canvas().boundingBox()) ?? { x: 0, y: 0 };
    await shown.page.mouse.move(x + 200, y + 300);
    await shown.page.mouse.down();
    await shown.page.mouse.move(x + 320, y + 260, { steps: 4 });
    await shown.page.mouse.up();
    const turned = await look();
    expect(differingShare(before, turned)).toBeGreaterThan(0.05);
    await canvas().press('ArrowLeft');
    expect(differingShare(turned, await look())).toBeGreaterThan(0.01);
    await press('View: iso');
    expect(differingShare(before, await look())).toBeLessThan(0.005);
  });

  it('cuts the model open, with a solid cap that shows what is hollow', async () => {
    await open(BLOCK.replace('hollow = false', 'hollow = true'));
    await press('Cut open');
    await shown.app.getByRole('button', { name: 'Cut across y' }).click();
    const front = await lookFlat('front');
    expect(front.count).toBeGreaterThan(0);
    const cap = findColor(await look(), isCap);
    const area_px = (cap.right - cap.left + 1) * (cap.bottom - cap.top + 1);
    // A wall of 2 mm around a hollow of 26 × 6 mm in 30 × 10 mm.
    expect(cap.count / area_px).toBeGreaterThan(0.43);
    expect(cap.count / area_px).toBeLessThan(0.53);
    expect((cap.right - cap.left) / (cap.bottom - cap.top)).toBeCloseTo(3, 1);
    await press('View: iso');
    expectGolden('app-section', await shown.page.screenshot(LOOK));
    await shown.app.getByRole('spinbutton', { name: 'Position of the section in mm' }).fill('1');
    // There it is solid.
    await press('View: front');
    const solid = findColor(await look(), isCap);
    const solid_px = (solid.right - solid.left + 1) * (solid.bottom - solid.top + 1);
    expect(solid.count / solid_px).toBeGreaterThan(0.97);
    await press('Cut open');
    expect(findColor(await look(), isCap).count).toBe(0);
  });

  it('measures between corners, exactly', async () => {
    await open(BLOCK);
    const { left, right, top, bottom } = await lookFlat('front');
    await press('Measure between two points');
    const { x, y } = (await canvas().boundingBox()) ?? { x: 0, y: 0 };
    // Some pixels beside the corners, which are caught.
    await shown.page.mouse.click(x + left + 4, y + bottom - 3);
    await shown.page.mouse.click(x + right - 3, y + top + 4);
    const readout = shown.app.getByRole('status').filter({ hasText: 'Δx' });
    await waitForText(readout, /31\.62 mm\s*Δx 30\s*Δy 0\s*Δz 10$/);
    expectGolden('app-measure', await shown.page.screenshot(LOOK));
    await shown.page.mouse.click(x + (left + right) / 2, y + (top + bottom) / 2);
    await shown.page.mouse.click(x + left + 4, y + top + 3);
    await waitForText(readout, /not corner to corner/);
  });

  it('renders anew with a parameter, keeps the view, and tells the conversation', async () => {
    await open(BLOCK);
    const before = await lookFlat('front');
    await setWidth(20);
    await waitForText(summary(), '20 × 20 × 10 mm');
    const after = findColor(await look(), isYellow);
    expect((after.right - after.left) / (before.right - before.left)).toBeCloseTo(20 / 30, 1);
    const told = shown.asked.find(({ method }) => method === 'ui/update-model-context');
    expect(JSON.stringify(told?.params)).toContain('width');
    await press('Reset');
    await waitForText(summary(), '30 × 20 × 10 mm');
  });

  it('has a control for every kind of parameter, and sends only what was changed', async () => {
    await open(BLOCK);
    const { app } = shown;
    await app.getByRole('combobox', { name: 'material' }).selectOption('Tough one');
    await app.getByRole('switch', { name: 'hollow' }).check();
    await app.getByRole('spinbutton', { name: 'offset, 3 of 3' }).fill('7');
    await app.getByRole('textbox', { name: 'label' }).fill('B');
    const lastArguments = () => {
      const calls = shown.asked.filter(({ params }) => params.name === 'render_model');
      return calls.at(-1)?.params.arguments;
    };
    // On a slow machine the first of the changes are sent before the last.
    await expect.poll(lastArguments, { timeout: 20_000 }).toMatchObject({
      parameters: { material: 'PETG', hollow: true, offset: [0, 0, 7], label: 'B' },
    });
    // A hollow of 26 × 16 × 6 mm in 30 × 20 × 10 mm.
    await app.getByText('3504 mm³', { exact: true }).waitFor();
  });

  it('survives an error: tells it with its line and keeps the model, until it is mended', async () => {
    await open(BLOCK);
    const before = findColor(await look(), isYellow);
    await setWidth(58);
    const messages = shown.app.getByRole('region', { name: 'Messages' });
    await waitForText(messages, /error[\s\S]*line 9[\s\S]*too long/);
    expect(findColor(await look(), isYellow).count).toBe(before.count);
    await waitForText(shown.app.getByRole('banner'), '1 error · showing the last good version');
    expectGolden('app-error', await shown.page.screenshot(LOOK));
    await setWidth(40);
    await waitForText(summary(), '40 × 20 × 10 mm');
    await expect.poll(() => messages.isHidden()).toBe(true);
  });

  it('hands files to the host', async () => {
    await open(BLOCK);
    for (const name of ['STL', '3MF', 'GLB', 'PNG', 'SCAD']) {
      await press(`Save as ${name}`);
      const saved = () => shown.asked.filter(({ method }) => method === 'ui/download-file').length;
      await expect
        .poll(saved, { timeout: 20_000 })
        .toBe(['STL', '3MF', 'GLB', 'PNG', 'SCAD'].indexOf(name) + 1);
    }
    const files = shown.asked.filter(({ method }) => method === 'ui/download-file');
    const heads = files.map(({ params }) => {
      const [{ resource }] = Object(params).contents;
      return Buffer.from(resource.blob, 'base64').subarray(0, 4).toString('latin1');
    });
    expect(heads[1]).toMatch(/^PK/);
    expect(heads[2]).toBe('glTF');
    expect(heads[3]).toBe('\x89PNG');
    const [{ resource }] = Object(files[0].params).contents;
    // 12 triangles.
    expect(Buffer.from(resource.blob, 'base64')).toHaveLength(84 + 12 * 50);
  });

  it('fits a window of 320 px, dark', async () => {
    await open('color("tomato") cylinder(10, 8, 4); color("teal") translate([14, 0]) cube(8);', {
      theme: 'dark',
      width_px: 320,
      height_px: 640,
    });
    const html = 'document.documentElement';
    const overflow = await shown.page.frames()[1].evaluate(`${html}.scrollWidth > ${html}.clientWidth`);
    expect(overflow).toBe(false);
    expect(
      findColor(await look(), (red, green, blue) => red > 2 * green && red > 2 * blue).count,
    ).toBeGreaterThan(500);
    expectGolden('app-narrow-dark', await shown.page.screenshot(LOOK));
    await shown.notify('ui/notifications/host-context-changed', { theme: 'light' });
    await expect.poll(() => shown.app.locator('html').getAttribute('data-theme')).toBe('light');
  });

  it('shows a drawing', async () => {
    await open('difference() { square(20); translate([5, 5]) circle(3); }');
    const teal = findColor(await look(), (red, green, blue) => green > 1.5 * red && blue > 1.2 * red);
    expect(teal.count).toBeGreaterThan(5_000);
    await waitForText(summary(), '20 × 20 mm');
  });

  it('shows a small model in a host that passes on no resources, once it says that it shows apps', async () => {
    const told = await startServer({
      extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } },
    });
    try {
      shown = await openApp(browser, told, { code: BLOCK }, { readsResources: false });
      await shown.app.getByText('Download', { exact: true }).waitFor();
      expect(findColor(await look(), isYellow).count).toBeGreaterThan(20_000);
      expect(shown.asked.filter(({ method }) => method === 'resources/read')).toEqual([]);
    } finally {
      await told.close();
    }
  });
});
