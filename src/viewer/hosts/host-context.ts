import type { Theme } from './model-host.ts';
import { fieldOf, isRecord, numberOf } from './results.ts';

/** Heights of the page in a conversation, for a narrow window one more. In CSS pixels. */
const INLINE_HEIGHT_PX = 560;
const NARROW_HEIGHT_PX = 720;
const NARROW_PX = 640;

/** The host's theme, if it says so. */
export function readTheme(context: unknown): Theme | null {
  const theme = fieldOf(context, 'theme');
  return theme === 'light' || theme === 'dark' ? theme : null;
}

/**
 * Makes the page as high as its host wants it, and takes over the host's colours and fonts: custom properties whose
 * names the extension lists.
 */
export function applyHostContext(context: unknown): void {
  const { style } = document.documentElement;
  const variables = fieldOf(fieldOf(context, 'styles'), 'variables');
  if (isRecord(variables)) {
    for (const [name, value] of Object.entries(variables)) {
      if (name.startsWith('--') && typeof value === 'string') style.setProperty(name, value);
    }
  }
  const dimensions = fieldOf(context, 'containerDimensions');
  const isFilling =
    fieldOf(context, 'displayMode') === 'fullscreen' || numberOf(dimensions, 'height') !== undefined;
  const wanted = window.innerWidth < NARROW_PX ? NARROW_HEIGHT_PX : INLINE_HEIGHT_PX;
  const height_px = Math.min(wanted, numberOf(dimensions, 'maxHeight') ?? wanted);
  style.height = isFilling ? '100vh' : `${height_px}px`;
}
