import { expect, it } from 'vitest';
import { Tracer } from '../../../wasm/trace.ts';

/** Hands over messages as OpenSCAD writes them: the text in one piece, its line break in another, and empty ones between. */
function trace(...messages: readonly string[]): { taken: boolean[]; messages: readonly string[] } {
  const tracer = new Tracer();
  const encoder = new TextEncoder();
  const taken = messages.flatMap(message =>
    [message, '\n'].map(piece => {
      tracer.take(new Uint8Array());
      return tracer.take(encoder.encode(piece));
    }),
  );
  return { taken, messages: tracer.fontMessages };
}

it('takes messages about fonts with their line breaks, and leaves all others', () => {
  const { taken } = trace(
    'Debug on. --debug=FontCache,FreetypeRenderer',
    'ECHO: "FontCache: font = "',
    'FontCache: charmap = 0: platform = 0, encoding = 3',
    'WARNING: something',
  );
  expect(taken).toEqual([true, true, false, false, true, true, false, false]);
});

it('keeps a request with its result, texts whole and everything once', () => {
  const { messages } = trace(
    'FontCache: font = "A", lookup = "A"',
    'FontCache: charmap = 0: platform = 0, encoding = 3',
    'FontCache: result = "B", style = "Regular"',
    "FreetypeRenderer: Detected script 'Latn' for one\ntwo",
    "FreetypeRenderer: Detected direction 'ltr' for one\ntwo",
    "FreetypeRenderer: Detected direction 'ltr' for one\ntwo",
    "FreetypeRenderer: Explicit direction 'ltr' for three",
    "Can't register font '/model/a.ttf'",
  );
  expect(messages).toEqual([
    'FontCache: font = "A", lookup = "A"\nFontCache: result = "B", style = "Regular"',
    "FreetypeRenderer: Detected direction 'ltr' for one\ntwo",
    "FreetypeRenderer: Explicit direction 'ltr' for three",
    "Can't register font '/model/a.ttf'",
  ]);
});

it('is not fooled by a line break in what a model prints', () => {
  const { taken, messages } = trace('ECHO: "\nFontCache: font = "A", lookup = "A"');
  expect(taken).toEqual([false, false]);
  expect(messages).toEqual([]);
});

it('keeps a bounded number of bounded messages', () => {
  const texts = Array.from(
    { length: 3000 },
    (_, index) => `FreetypeRenderer: Detected direction 'ltr' for ${index}`,
  );
  const { messages } = trace(`${texts[0]}${'x'.repeat(100_000)}`, ...texts);
  expect(messages).toHaveLength(2000);
  expect(messages[0].length).toBeLessThan(5000);
});
