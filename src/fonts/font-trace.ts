import type { FontChoice } from './font-request.ts';

/** What OpenSCAD told of its use of fonts while it ran. */
export interface FontTrace {
  /** Each request once. */
  readonly choices: readonly FontChoice[];
  /** Every text that was drawn or measured, each once. */
  readonly texts: readonly string[];
  /** Font files that it could not read, by their absolute paths. */
  readonly unreadable: readonly string[];
}

const REQUEST =
  /^FontCache: font = "([\s\S]*)", lookup = "[\s\S]*"\nFontCache: result = "(.*)", style = "(.*)"$/;
const TEXT = /^FreetypeRenderer: \w+ direction '[^']*' for ([\s\S]+)$/;
const UNREADABLE = /^Can't register font '([\s\S]*)'$/;

/** Reads the messages that `wasm/fonts.ts` kept out of the log. */
export function readFontTrace(messages: readonly string[]): FontTrace {
  const choices = new Map<string, FontChoice>();
  const texts = new Set<string>();
  const unreadable = new Set<string>();
  for (const message of messages) {
    const choice = REQUEST.exec(message);
    if (choice) choices.set(choice[1], { request: choice[1], family: choice[2], style: choice[3] });
    const text = TEXT.exec(message)?.[1];
    if (text !== undefined) texts.add(text);
    const path = UNREADABLE.exec(message)?.[1];
    if (path !== undefined) unreadable.add(path);
  }
  return { choices: [...choices.values()], texts: [...texts], unreadable: [...unreadable] };
}
