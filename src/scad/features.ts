import { streamTokens } from './tokens.ts';

const TEXT_NAMES: ReadonlySet<string> = new Set(['text', 'textmetrics', 'fontmetrics']);

/** Whether a source can give anything a colour: only then is the slower format that carries colour worth it. */
export function usesColor(source: string): boolean {
  return mentions(source, name => name === 'color');
}

/** Whether a source can draw or measure text, and so needs fonts. */
export function usesText(source: string): boolean {
  return mentions(source, name => TEXT_NAMES.has(name));
}

function mentions(source: string, matches: (name: string) => boolean): boolean {
  for (const { kind, text } of streamTokens(source)) {
    if (kind === 'identifier' && matches(text)) return true;
  }
  return false;
}
