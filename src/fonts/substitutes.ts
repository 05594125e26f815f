/** OpenSCAD's default family, which also takes the place of any that is not there. */
export const DEFAULT_FAMILY = 'Liberation Sans';

/** A bundled family and what it takes the place of. */
export interface Substitute {
  readonly family: string;
  /**
   * Families whose letters have the same widths, so that nothing changes its place, and names that mean
   * any font of the kind.
   */
  readonly equals: readonly string[];
  /** Families of the same kind with other letters. */
  readonly resembles: readonly string[];
}

/**
 * Families that models name and that are not bundled. The equal ones are those of fontconfig's own list
 * of metric aliases.
 */
export const SUBSTITUTES: readonly Substitute[] = [
  {
    family: DEFAULT_FAMILY,
    equals: [
      'Arial',
      'Helvetica',
      'Arimo',
      'Nimbus Sans',
      'Nimbus Sans L',
      'TeX Gyre Heros',
      'sans',
      'sans-serif',
    ],
    resembles: [
      'Helvetica Neue',
      'Arial Unicode MS',
      'Verdana',
      'Tahoma',
      'Calibri',
      'Segoe UI',
      'Trebuchet MS',
      'DejaVu Sans',
      'Bitstream Vera Sans',
      'Open Sans',
      'Roboto',
    ],
  },
  {
    family: 'Liberation Serif',
    equals: [
      'Times New Roman',
      'Times',
      'Tinos',
      'Nimbus Roman',
      'Nimbus Roman No9 L',
      'TeX Gyre Termes',
      'serif',
    ],
    resembles: [
      'Georgia',
      'Cambria',
      'Garamond',
      'Palatino',
      'Book Antiqua',
      'DejaVu Serif',
      'Bitstream Vera Serif',
      'Noto Serif',
    ],
  },
  {
    family: 'Liberation Mono',
    equals: [
      'Courier New',
      'Courier',
      'Cousine',
      'Nimbus Mono',
      'Nimbus Mono L',
      'Nimbus Mono PS',
      'TeX Gyre Cursor',
      'monospace',
      'mono',
    ],
    resembles: [
      'Consolas',
      'Menlo',
      'Monaco',
      'Lucida Console',
      'Andale Mono',
      'DejaVu Sans Mono',
      'Bitstream Vera Sans Mono',
      'Noto Sans Mono',
      'Source Code Pro',
      'Fira Code',
    ],
  },
  { family: 'Noto Naskh Arabic', equals: [], resembles: ['Noto Sans Arabic', 'Amiri', 'Traditional Arabic'] },
  { family: 'Noto Sans', equals: [], resembles: ['Noto'] },
];

/** How fontconfig compares names of families: without spaces and letter case. */
export function familyKey(name: string): string {
  return name.replaceAll(' ', '').toLowerCase();
}
