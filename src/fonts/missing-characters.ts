import type { CharacterMap } from './character-map.ts';

/** Characters that are never drawn, such as joiners and marks of direction. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/** A space that a font lacks is drawn as the ordinary one. */
const SPACE = /\p{Zs}/u;

/**
 * The characters of a text that a font has no glyph for, each once and in their order.
 *
 * As the shaper does, a character may also be made of the parts it decomposes into, and parts may be
 * drawn as the character they compose.
 */
export function findMissingCharacters(text: string, has: CharacterMap): string[] {
  const missing = new Set<string>();
  for (const character of text.normalize('NFC')) {
    if (!isDrawable(character, has)) missing.add(character);
  }
  return [...missing];
}

function isDrawable(character: string, has: CharacterMap): boolean {
  if (has(codeOf(character)) || INVISIBLE.test(character)) return true;
  if (SPACE.test(character)) return has(0x20);
  const parts = [...character.normalize('NFD')];
  return parts.length > 1 && parts.every(part => has(codeOf(part)));
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
