/** Fonts. `.woff2` cannot be read here; it is known so that it is refused with a reason and never taken for code. */
const FONTS = ['ttf', 'otf', 'ttc', 'woff', 'woff2'] as const;

/** Whether a path names a font, also one of a kind that is refused. `use <…>` of a font names no code. */
export const FONT_FILE = endingIn(FONTS);

/** Whether a path names a font of a kind that can be read here. */
export const READABLE_FONT_FILE = endingIn(FONTS.filter(kind => kind !== 'woff2'));

/** Whether OpenSCAD gives a file named by `use <…>` to fontconfig; it reads any other kind as code. */
export const FONTCONFIG_FILE = endingIn(['ttf', 'otf']);

/** Whether a path names a file that is never text. */
export const BINARY_FILE = endingIn(['png', '3mf', ...FONTS]);

/** Whether a path names something that `import()`, `surface()` or `text()` reads, and that holds no code. */
export const ASSET_FILE = endingIn([
  ...['3mf', 'stl', 'off', 'obj', 'amf', 'nef3', 'svg', 'dxf', 'json', 'dat', 'png'],
  ...FONTS,
]);

function endingIn(extensions: readonly string[]): RegExp {
  return new RegExp(`\\.(?:${extensions.join('|')})$`, 'i');
}
