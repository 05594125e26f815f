import { DEFAULT_FAMILY, SUBSTITUTES } from './substitutes.ts';

/** Where fontconfig looks for faces, and where it writes what it found; absolute. */
export interface FontFolders {
  readonly faces: string;
  readonly cache: string;
}

/**
 * The settings of fontconfig, which finds fonts for OpenSCAD: which bundled family takes the place of
 * which that is not there. A family that is there is always taken itself.
 *
 * Without the last rule an unknown family would get any face that happens to come first.
 *
 * @param folders the only ones; the bundled OpenSCAD has them built in.
 */
export function makeFontsConf(folders?: FontFolders): string {
  const own = folders === undefined ? [] : [folder('dir', folders.faces), folder('cachedir', folders.cache)];
  const aliases = SUBSTITUTES.flatMap(({ family, equals, resembles }) =>
    [...equals, ...resembles].map(name => alias(name, family)),
  );
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...own,
    ...aliases,
    '<match target="pattern"><edit name="family" mode="append_last" binding="weak">',
    `<string>${DEFAULT_FAMILY}</string>`,
    '</edit></match>',
    '</fontconfig>',
    '',
  ].join('\n');
}

function folder(element: 'dir' | 'cachedir', path: string): string {
  const escaped = path.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${element}>${escaped}</${element}>`;
}

/** "same" makes the substitute count as much as the name asked for, before style and language. */
function alias(name: string, family: string): string {
  return `<alias binding="same"><family>${name}</family><accept><family>${family}</family></accept></alias>`;
}
