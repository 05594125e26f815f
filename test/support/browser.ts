import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names under which systems install Chromium. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** The system's Chromium; null when there is none, which in CI is a fault. */
export function findChromium(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.flatMap(folder => PROGRAMS.map(name => join(folder, name))).find(isExecutable);
  if (found === undefined && process.env.CI) throw new Error('CI needs Chromium for these tests');
  return found ?? null;
}

/** Starts Chromium without a window; it draws WebGL in software, so that pictures are the same everywhere. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? '',
    // Containers give it no sandbox of its own; it opens pages of this project alone.
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
