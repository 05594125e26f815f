/** A word in an SVG. */
export interface SvgText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font_px: number;
  readonly anchor: string;
  readonly fill: string;
}

/** The words of SVG elements, in their order. */
export function findTexts(elements: readonly string[]): SvgText[] {
  const pattern =
    /<text x="([^"]+)" y="([^"]+)" text-anchor="([^"]+)" font-size="([^"]+)" fill="([^"]+)"[^>]*>([^<]*)</g;
  return Array.from(elements.join('').matchAll(pattern), ([, x, y, anchor, size, fill, text]) => ({
    text,
    x: Number(x),
    y: Number(y),
    font_px: Number(size),
    anchor,
    fill,
  }));
}
