import { DEFAULT_FAMILY, SUBSTITUTES } from './substitutes.ts';

/**
 * The settings of fontconfig, which finds fonts for OpenSCAD: which bundled family takes the place of
 * which that is not there. A family that is there is always taken itself.
 *
 * Without the last rule an unknown family would get any face that happens to come first.
 */
export function makeFontsConf(): string {
  const aliases = SUBSTITUTES.flatMap(({ family, equals, resembles }) =>
    [...equals, ...resembles].map(name => alias(name, family)),
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...aliases,
    '<match target="pattern"><edit name="family" mode="append_last" binding="weak">',
    `<string>${DEFAULT_FAMILY}</string>`,
    '</edit></match>',
    '</fontconfig>',
    '',
  ].join('\n');
}

/** "same" makes the substitute count as much as the name asked for, before style and language. */
function alias(name: string, family: string): string {
  return `<alias binding="same"><family>${name}</family><accept><family>${family}</family></accept></alias>`;
}
