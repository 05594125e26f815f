import type { HostileRow } from './hostile-row.ts';
import { expectDrawn, expectPicture, PLAIN } from './picture-checks.ts';

/** Drawings and solids in the place of each other, letters and colours. */
export const KIND_ROWS: readonly HostileRow[] = [
  ...['stl', '3mf', 'off', 'obj', 'amf', 'glb'].map(
    (format): HostileRow => ({
      id: 74,
      title: `a drawing as ${format}`,
      tool: 'export_model',
      args: { code: 'square(4);', format },
      expected: 'UNSUPPORTED_FORMAT',
      hint: /./,
    }),
  ),
  ...['svg', 'dxf', 'pdf'].map(
    (format): HostileRow => ({
      id: 74,
      title: `a solid as ${format}`,
      tool: 'export_model',
      args: { code: 'cube(4);', format },
      expected: 'UNSUPPORTED_FORMAT',
      hint: /projection/,
    }),
  ),
  {
    id: 74,
    title: 'a drawing from the front, cut',
    args: {
      ...PLAIN,
      code: 'square(4);',
      views: ['front'],
      section: { axis: 'x', offset_mm: 1 },
    },
    expected: 'ok',
    check: expectPicture,
  },
  {
    id: 74,
    title: 'a drawing coloured by its overhangs',
    args: { code: 'square(4);', highlight: 'overhangs' },
    expected: 'INVALID_INPUT',
    message: /2D/,
  },
  {
    id: 74,
    title: 'solids and drawings together',
    args: { code: 'square(4); cube(4);' },
    expected: 'ok',
    diagnostics: ['MIXED_DIMENSIONS'],
  },
  {
    id: 75,
    title: 'text without a font',
    args: { ...PLAIN, code: 'text("Ag");' },
    expected: 'ok',
    check: expectDrawn,
  },
  ...['No Such Font', ':::', 'x'.repeat(100_000), '/etc/passwd', 'Liberation Sans:style=Nope', ''].map(
    (font): HostileRow => ({
      id: 75,
      title: `text in the font ${JSON.stringify(font).slice(0, 40)}`,
      args: { ...PLAIN, code: `text("Ag", font = "${font}");` },
      expected: 'ok',
      ...(font === 'No Such Font' ? { diagnostics: ['FONT'] } : {}),
      check: expectDrawn,
    }),
  ),
  ...['', '\u0378', '\u{1f600}', 'a\u0301\u0302'.repeat(1000), '\u202etxt'].map(
    (text): HostileRow => ({
      id: 75,
      title: `the text ${escape(text).slice(0, 40)}`,
      args: { code: `square(1); text(${JSON.stringify(text)});` },
      expected: 'ok',
    }),
  ),
  ...[
    '[5, -1, 0, 9]',
    '[0 / 0, 1 / 0, 0]',
    '[1]',
    '[]',
    'undef',
    '"nosuch"',
    '"#zzz"',
    '"#123456789"',
    '[1, 0, 0, 0]',
    '"red", -5',
    '"red", 1e308',
    '["a", "b", "c"]',
  ].map(
    (color): HostileRow => ({
      id: 76,
      title: `color(${color})`,
      args: { ...PLAIN, code: `color(${color}) cube(4);` },
      expected: 'ok',
      check: expectPicture,
    }),
  ),
];
