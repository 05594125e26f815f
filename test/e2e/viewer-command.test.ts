import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, startChromium } from '../support/browser.ts';
import { decodePng } from '../support/decode-png.ts';
import { expectGolden, findColor, isYellow } from '../support/screenshots.ts';
import { spawnServer } from '../support/server.ts';

let folder: string;
let running: ReturnType<typeof spawnServer>;
let url: string;

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'view-test-')));
  mkdirSync(join(folder, 'lib'));
  write('model.scad', 'use <lib/part.scad>\nlength = 20; // [10:50]\npart(length);\n');
  write('lib/part.scad', 'module part(l) cube([l, 10, 5]);\n');
  running = spawnServer(['view', 'model.scad', '--no-open', '-D', 'length=24'], { cwd: folder });
  await expect.poll(() => running.stdout(), { timeout: 20_000 }).toContain('http://');
  url = /http:\S+/.exec(running.stdout())?.[0] ?? '';
});
afterEach(async () => {
  running.child.kill('SIGINT');
  await running.finished;
  rmSync(folder, { recursive: true });
});

/** Asks with the very path and headers given, as a browser on another page could be made to. */
function ask(path: string, options: { host?: string; method?: string; body?: string } = {}) {
  const { host, port } = new URL(url);
  return new Promise<{ status: number | undefined; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const headers = { Host: options.host ?? host };
      const asked = request(
        { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers },
        answer => {
          let text = '';
          answer.on('data', chunk => {
            text += chunk;
          });
          answer.on('end', () => resolve({ status: answer.statusCode, text, headers: answer.headers }));
        },
      );
      asked.on('error', reject);
      asked.end(options.body);
    },
  );
}

describe('the server behind view', () => {
  it('answers nobody without its token, and no page that has its own name lead here', async () => {
    const { search } = new URL(url);
    for (const path of [
      '/',
      '/?token=',
      '/?token=guess',
      '/parameters',
      '/events',
      '/file?model=x&file=mesh.stl',
      '//',
      '//[',
    ]) {
      expect((await ask(path)).status, path).toBe(403);
    }
    expect((await ask('http://:1/')).status).toBe(400);
    expect((await ask(`/${search}`, { host: 'evil.example' })).status).toBe(403);
    expect((await ask(`/nothing${search}`)).status).toBe(404);
    expect((await ask(`/render${search}`)).status).toBe(404);
    const page = await ask(`/${search}`);
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/,
    );
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('refuses what is no request of the page, and says why in words', async () => {
    const { search } = new URL(url);
    const answer = await ask(`/render${search}`, { method: 'POST' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    const body = JSON.stringify({ parameters: { text: 'x'.repeat(2 ** 22) } });
    const long = await ask(`/render${search}`, { method: 'POST', body });
    expect(long.status).toBe(413);
    expect(JSON.parse(long.text)).toMatchObject({ ok: false, error: { code: 'SOURCE_TOO_LARGE' } });
    const file = await ask(`/file${search}&model=m_${'0'.repeat(24)}&file=mesh.stl`);
    expect(JSON.parse(file.text).summary).toContain('There is no model');
  });

  it('ends on Ctrl-C, with pages open', async () => {
    const { search } = new URL(url);
    ask(`/events${search}`).catch(() => {});
    await ask(`/parameters${search}`);
    running.child.kill('SIGINT');
    const { code, ms } = await running.finished;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(30_000);
  });
});

describe.skipIf(findChromium() === null)('the page of view', () => {
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    faults = [];
    page = await browser.newPage({ viewport: { width: 900, height: 600 }, colorScheme: 'dark' });
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(url);
    await waitForSummary('24 × 10 × 5 mm');
  });
  afterEach(async () => {
    expect(faults).toEqual([]);
    await page.close();
  });

  const canvas = () => page.getByRole('img', { name: /The model/ });

  async function waitForSummary(text: string): Promise<void> {
    const banner = page.getByRole('banner');
    await expect.poll(() => banner.textContent(), { timeout: 20_000 }).toContain(text);
    await page.getByText(/^(Reading|Rendering)/).waitFor({ state: 'hidden', timeout: 20_000 });
    await page.waitForTimeout(150);
  }

  it('shows the model with what the command line set, in the theme of the system', async () => {
    expect(findColor(await canvas().screenshot(), isYellow).count).toBeGreaterThan(10_000);
    const length = page.getByRole('spinbutton', { name: 'length' });
    await expect.poll(() => length.inputValue()).toBe('24');
    expectGolden('view-dark', await page.screenshot({ animations: 'disabled' }));
    await length.fill('40');
    await waitForSummary('40 × 10 × 5 mm');
    await page.getByRole('button', { name: 'Reset' }).click();
    await waitForSummary('20 × 10 × 5 mm');
  });

  it('shows anew what changed: the file, a file that it uses, and what is set on the page stays', async () => {
    await page.getByRole('spinbutton', { name: 'length' }).fill('30');
    await waitForSummary('30 × 10 × 5 mm');
    write('lib/part.scad', 'module part(l) cube([l, 12, 5]);\n');
    await waitForSummary('30 × 12 × 5 mm');
    write(
      'model.scad',
      'use <lib/part.scad>\nlength = 20; // [10:50]\nlift = 1;\npart(length); translate([0, 0, lift]) part(length);\n',
    );
    await waitForSummary('30 × 12 × 6 mm');
    await page.getByRole('spinbutton', { name: 'lift' }).fill('3');
    await waitForSummary('30 × 12 × 8 mm');
  });

  it('shows a default that was changed in the file once nothing else is set on the page', async () => {
    const withWidth = (width: number, height: number) =>
      write('model.scad', `length = 20;\nwidth = ${width};\ncube([length, width, ${height}]);\n`);
    withWidth(10, 5);
    const width = page.getByRole('spinbutton', { name: 'width' });
    await width.fill('14');
    await waitForSummary('24 × 14 × 5 mm');
    withWidth(10, 6);
    await waitForSummary('24 × 14 × 6 mm');
    await page.getByRole('button', { name: 'Reset' }).click();
    await waitForSummary('20 × 10 × 6 mm');
    withWidth(12, 6);
    await waitForSummary('20 × 12 × 6 mm');
    await expect.poll(() => width.inputValue()).toBe('12');
  });

  it('cuts a model that shrank where it says', async () => {
    await page.getByRole('button', { name: 'Cut open' }).click();
    await page.getByRole('button', { name: 'Cut across x' }).click();
    const place = page.getByRole('spinbutton', { name: 'Position of the section in mm' });
    await place.fill('23');
    await page.getByRole('spinbutton', { name: 'length' }).fill('12');
    await waitForSummary('12 × 10 × 5 mm');
    expect(await place.inputValue()).toBe('6');
  });

  it('shows a model that lies far away from the origin', async () => {
    write('model.scad', 'translate([1e9, 0, 0]) cube(64);\n');
    await waitForSummary('64 × 64 × 64 mm');
  });

  it('shows all of a model that grew, and leaves alone who looks at a detail', async () => {
    // What reaches the rim of the picture, within the outline of the focus, is cut off there.
    const RIM_PX = 4;
    const isCutOff = async () => {
      const picture = await canvas().screenshot();
      const { left, top, right, bottom } = findColor(picture, isYellow);
      const { width_px, height_px } = decodePng(picture);
      return left < RIM_PX || top < RIM_PX || right >= width_px - RIM_PX || bottom >= height_px - RIM_PX;
    };
    write('lib/part.scad', 'module part(l) cube([4 * l, 60, 50]);\n');
    await waitForSummary('96 × 60 × 50 mm');
    expect(await isCutOff()).toBe(false);
    await canvas().focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press('+');
    write('lib/part.scad', 'module part(l) cube([4 * l, 90, 50]);\n');
    await waitForSummary('96 × 90 × 50 mm');
    expect(await isCutOff()).toBe(true);
  });

  it('says all of what is wrong in a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 700 });
    write('lib/part.scad', 'module part(l) cube([l, 12, 5);\n');
    await expect
      .poll(() => page.getByRole('banner').textContent())
      .toContain('showing the last good version');
    const cut = await page
      .getByRole('banner')
      .evaluate(bar =>
        [bar, ...bar.children]
          .filter(part => part.scrollWidth > part.clientWidth + 1)
          .map(part => part.className),
      );
    expect(cut).toEqual([]);
    const box = await page.getByRole('banner').getByRole('status').boundingBox();
    expect(box?.width).toBeGreaterThan(200);
  });

  it('keeps the model beside the errors of a file that is being written, with file and line', async () => {
    const before = findColor(await canvas().screenshot(), isYellow).count;
    write('lib/part.scad', 'module part(l) cube([l, 12, 5);\n');
    const messages = page.getByRole('region', { name: 'Messages' });
    await expect
      .poll(() => messages.textContent(), { timeout: 20_000 })
      .toMatch(/errorlib\/part\.scad, line 1/);
    expect(findColor(await canvas().screenshot(), isYellow).count).toBe(before);
    rmSync(join(folder, 'lib', 'part.scad'));
    await expect
      .poll(() => messages.textContent(), { timeout: 20_000 })
      .toMatch(/Can't open library 'lib\/part\.scad'/);
    // A file that was missing comes.
    write('lib/part.scad', 'module part(l) cube([l, 14, 5]);\n');
    await waitForSummary('24 × 14 × 5 mm');
    await expect.poll(() => messages.isHidden()).toBe(true);
  });

  it('shows markup in a text of the model as text', async () => {
    const markup = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
    const literal = JSON.stringify(markup);
    write(
      'model.scad',
      `/* [${markup}] */\n// ${markup}\nlength = 30; // [10:50]\nwords = ${literal}; // [${markup}, other]\n` +
        `echo(${literal}); assert(length > 20, ${literal}); cube([length, 10, 5]);\n`,
    );
    await waitForSummary('24 × 10 × 5 mm');
    const messages = page.getByRole('region', { name: 'Messages' });
    const length = page.getByRole('spinbutton', { name: 'length' });
    await expect.poll(() => page.locator('body').textContent(), { timeout: 20_000 }).toContain('<img src=x');
    await length.fill('15');
    await expect.poll(() => messages.textContent(), { timeout: 20_000 }).toContain('<script>');
    expect(await page.title()).not.toContain('taken');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  });

  it('saves files', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as STL' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^m_\w+\.stl$/);
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as PNG' }).click(),
    ]);
    expect(picture.suggestedFilename()).toMatch(/\.png$/);
  });

  it('says when the server has gone', async () => {
    running.child.kill('SIGINT');
    await running.finished;
    await expect
      .poll(() => page.getByRole('region', { name: 'Messages' }).textContent())
      .toContain('The server has ended');
    // The browser reports the lost connection by itself.
    faults = faults.filter(fault => !fault.includes('ERR_'));
  });
});
