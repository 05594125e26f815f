/**
 * The scripts that bundled families are made for, by their names in Unicode. Those families have the
 * letters of their script and often digits, but no Latin letters.
 */
const SCRIPT_FAMILIES: ReadonlyMap<string, string> = new Map([
  ['Arabic', 'Noto Naskh Arabic'],
  ['Armenian', 'Noto Sans Armenian'],
  ['Balinese', 'Noto Sans Balinese'],
  ['Bengali', 'Noto Sans Bengali'],
  ['Devanagari', 'Noto Sans Devanagari'],
  ['Ethiopic', 'Noto Sans Ethiopic'],
  ['Georgian', 'Noto Sans Georgian'],
  ['Gujarati', 'Noto Sans Gujarati'],
  ['Gurmukhi', 'Noto Sans Gurmukhi'],
  ['Hebrew', 'Noto Sans Hebrew'],
  ['Javanese', 'Noto Sans Javanese'],
  ['Kannada', 'Noto Sans Kannada'],
  ['Khmer', 'Noto Sans Khmer'],
  ['Lao', 'Noto Sans Lao'],
  ['Mongolian', 'Noto Sans Mongolian'],
  ['Myanmar', 'Noto Sans Myanmar'],
  ['Oriya', 'Noto Sans Oriya'],
  ['Sinhala', 'Noto Sans Sinhala'],
  ['Tamil', 'Noto Sans Tamil'],
  ['Thai', 'Noto Sans Thai'],
  ['Tibetan', 'Noto Sans Tibetan'],
  ['Tifinagh', 'Noto Sans Tifinagh'],
  ['Latin', 'Noto Sans'],
  ['Greek', 'Noto Sans'],
  ['Cyrillic', 'Noto Sans'],
]);

const PATTERNS = [...SCRIPT_FAMILIES].map(
  ([script, family]) => [new RegExp(`\\p{Script=${script}}`, 'u'), family] as const,
);

/** The bundled family made for the script of a character, or null for signs and for other scripts. */
export function familyForScript(character: string): string | null {
  return PATTERNS.find(([pattern]) => pattern.test(character))?.[1] ?? null;
}

/** All bundled families, those for Latin letters first. */
export const BUNDLED_FAMILIES: readonly string[] = [
  ...new Set([
    'Liberation Sans',
    'Liberation Serif',
    'Liberation Mono',
    'Noto Sans',
    ...SCRIPT_FAMILIES.values(),
  ]),
];
