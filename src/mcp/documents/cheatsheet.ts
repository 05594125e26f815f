import { LANGUAGE_SECTIONS } from './cheatsheet-language.ts';
import { PRACTICE_SECTIONS } from './cheatsheet-practice.ts';
import type { CheatsheetSection } from './cheatsheet-section.ts';

/** All that the cheatsheet says, in its order. */
export const CHEATSHEET_SECTIONS: readonly CheatsheetSection[] = [...LANGUAGE_SECTIONS, ...PRACTICE_SECTIONS];

const INTRODUCTION = `# OpenSCAD cheatsheet

For OpenSCAD 2025.07. Lengths are millimetres, angles degrees, Z points up. Every block is a whole model that evaluates
without a warning.`;

/** The cheatsheet as Markdown. */
export function writeCheatsheet(): string {
  return `${[INTRODUCTION, ...CHEATSHEET_SECTIONS.map(writeSection)].join('\n\n')}\n`;
}

function writeSection({ title, text, models }: CheatsheetSection): string {
  const blocks = models.map(model => `\`\`\`openscad\n${model.trim()}\n\`\`\``);
  return [`## ${title}`, ...(text === undefined ? [] : [text.trim()]), ...blocks].join('\n\n');
}
