import type { Vector2 } from 'three';

/** Something drawn over the picture, in CSS pixels. */
export type OverlayItem =
  | { readonly kind: 'line'; readonly name: string; readonly from: Vector2; readonly to: Vector2 }
  | { readonly kind: 'dot'; readonly name: string; readonly at: Vector2 }
  | { readonly kind: 'label'; readonly name: string; readonly at: Vector2; readonly text: string };

const SVG = 'http://www.w3.org/2000/svg';

const DOT_RADIUS_PX = 5;

/** Draws items in place of those before; each has its name as class. */
export function drawOverlay(svg: SVGSVGElement, items: readonly OverlayItem[]): void {
  svg.replaceChildren(...items.map(drawItem));
}

function drawItem(item: OverlayItem): SVGElement {
  switch (item.kind) {
    case 'line': {
      const { from, to } = item;
      return element('line', { class: item.name, x1: from.x, y1: from.y, x2: to.x, y2: to.y });
    }
    case 'dot':
      return element('circle', { class: item.name, cx: item.at.x, cy: item.at.y, r: DOT_RADIUS_PX });
    case 'label': {
      const text = element('text', { class: item.name, x: item.at.x, y: item.at.y });
      text.textContent = item.text;
      return text;
    }
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
