/** Signs on buttons, drawn on a grid of 20 by 20. */
function icon(paths: string): string {
  return `<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;
}

/** By what the button does. */
export const ICONS = {
  fit: icon(
    '<path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4"/><rect x="7" y="7" width="6" height="6" rx="1"/>',
  ),
  perspective: icon('<path d="M3 5l8-2v14l-8-2zM11 3l6 3v8l-6 3"/>'),
  measure: icon('<path d="M2.5 13.5l11-11 4 4-11 11z"/><path d="M6 10l1.5 1.5M8.5 7.5L11 10M11 5l1.5 1.5"/>'),
  section: icon(
    '<path d="M10 2.5l6.5 3.7v7.600L10 17.5l-6.5-3.7V6.200z"/><path d="M10 2.5v15M10 6l4 2M10 9.5l4 2M10 13l4 2"/>',
  ),
  dimensions: icon('<path d="M3 4v12M17 4v12M5 10h10M7 8l-2 2 2 2M13 8l2 2-2 2"/>'),
  lines: icon(
    '<path d="M10 2.5l6.5 3.7v7.600L10 17.5l-6.5-3.7V6.200z"/><path d="M3.5 6.200L10 10l6.5-3.800M10 10v7.5"/>',
  ),
  grid: icon('<path d="M3 3h14v14H3zM3 7.7h14M3 12.3h14M7.7 3v14M12.3 3v14"/>'),
  fullscreen: icon('<path d="M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5"/>'),
  panel: icon('<rect x="2.5" y="3.5" width="15" height="13" rx="2"/><path d="M12.5 3.5v13"/>'),
  flip: icon('<path d="M4 7h11l-3-3M16 13H5l3 3"/>'),
  close: icon('<path d="M5 5l10 10M15 5L5 15"/>'),
} as const;
