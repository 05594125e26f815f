import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import { readCharacterMap } from '../../src/fonts/character-map.ts';
import { type PreparedFace, prepareFont } from '../../src/fonts/prepare-font.ts';
import { runText } from '../support/text-run.ts';

/**
 * Fonts as they are in use: every one of these Debian packages sets text when a model brings it, or is refused
 * with a reason.
 */

const PACKAGES = {
  'fonts-liberation': { folder: '/usr/share/fonts/truetype/liberation', atLeast: 12 },
  'fonts-dejavu': { folder: '/usr/share/fonts/truetype/dejavu', atLeast: 20 },
  'fonts-noto-core': { folder: '/usr/share/fonts/truetype/noto', atLeast: 250 },
};

const LETTER = /[\p{L}\p{N}\p{S}]/u;

/** A letter, a figure or a sign that a face has; an A rather than another. */
function findLetter({ sfnt }: PreparedFace): string | null {
  const has = readCharacterMap(sfnt);
  if (has === null) return null;
  if (has(65)) return 'A';
  for (let code = 0xa1; code < 0x20000; code++) {
    if (LETTER.test(String.fromCodePoint(code)) && has(code)) return String.fromCodePoint(code);
  }
  return null;
}

/** What is wrong with the text in a font, or null. */
async function findFault(file: string): Promise<string | null> {
  const bytes = new Uint8Array(readFileSync(file));
  let face: PreparedFace;
  try {
    [face] = prepareFont(bytes);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { diagnostics } = await runText('text("A");', { files: { 'own.ttf': bytes } });
    return diagnostics.some(({ message }) => message.includes(thrown.message)) ? null : 'refused in silence';
  }
  const letter = findLetter(face);
  if (letter === null) return 'without a letter';
  const font = `${face.families[0]}:style=${face.style}`;
  const { result, output, trace } = await runText(`text("${letter}", font = "${font}");`, {
    files: { 'own.ttf': bytes },
  });
  if (result.failure !== null) return result.failure.message;
  if (!trace.choices.some(({ family }) => face.families.includes(family))) return `${font} is not found`;
  return / d="[^"]*\d/.test(output) ? null : `${font} draws nothing for ${letter}`;
}

describe.each(Object.entries(PACKAGES))('the fonts of %s', (name, { folder, atLeast }) => {
  it.skipIf(!existsSync(folder) && !process.env.CI)(
    'set text or are refused with a diagnostic',
    async () => {
      expect(existsSync(folder), `install the Debian package ${name}`).toBe(true);
      const files = readdirSync(folder).filter(file => /\.(?:ttf|otf|ttc)$/.test(file));
      expect(files.length).toBeGreaterThanOrEqual(atLeast);
      const faults: string[] = [];
      for (const file of files) {
        const fault = await findFault(join(folder, file));
        if (fault !== null) faults.push(`${basename(file)}: ${fault}`);
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );
});
