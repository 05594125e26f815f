import { streamTokens } from './tokens.ts';

const TEXT_NAMES: ReadonlySet<string> = new Set(['text', 'textmetrics', 'fontmetrics']);

/** Whether a source can draw or measure text, and so needs fonts. */
export function usesText(source: string): boolean {
  for (const { kind, text } of streamTokens(source)) {
    if (kind === 'identifier' && TEXT_NAMES.has(text)) return true;
  }
  return false;
}
