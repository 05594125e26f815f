/** Width at which an array is written over several lines, as in biome.json. */
const LINE_WIDTH = 110;

/** An array of numbers or strings, as `JSON.stringify` writes it, with what stands before it on its line. */
const SCALAR_ARRAY = /^( *(?:"[^"\n]*": )?)\[\n((?: +(?:-?[\d.e+-]+|"(?:[^"\\\n]|\\.)*"),?\n)+) *\](,?)$/gm;

/** Writes JSON in the form that the project's formatter gives it, so that a written file passes its check. */
export function formatJson(value: unknown): string {
  const expanded = JSON.stringify(value, null, 2);
  const compact = expanded.replace(SCALAR_ARRAY, (whole, before: string, items: string, after: string) => {
    const line = `${before}[${items.trim().split(/\n +/).join(' ')}]${after}`;
    return line.length <= LINE_WIDTH ? line : whole;
  });
  return `${compact}\n`;
}
