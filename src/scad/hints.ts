import type { Diagnostic, DiagnosticCode } from '../contracts/diagnostics.ts';
import { hintForLibraryFile } from './library-hints.ts';
import {
  hintForFunction,
  hintForModule,
  hintForParameter,
  hintForVariable,
  quotedName,
} from './name-hints.ts';
import { nearestName } from './nearest-name.ts';
import { resolveDots } from './resolve-dots.ts';
import type { SourceIndex } from './source-index.ts';
import { hintForSyntax } from './syntax-hints.ts';

type HintMaker = (diagnostic: Diagnostic, index: SourceIndex) => string | undefined;

/** The hint of a code whose messages all call for the same. */
function always(hint: string): HintMaker {
  return () => hint;
}

/** The hint of the first beginning that fits the message. */
function byMessage(...hints: readonly (readonly [RegExp, string])[]): HintMaker {
  return ({ message }) => hints.find(([pattern]) => pattern.test(message))?.[1];
}

const HINT_MAKERS: Partial<Record<DiagnosticCode, HintMaker>> = {
  SYNTAX: hintForSyntax,
  ASSERTION: always(
    'The model checks its own values here; change the parameters it was given, or the check.',
  ),
  RECURSION: always('A function or module calls itself without an end; add a condition that stops it.'),
  FILE_NOT_FOUND: hintForMissingFile,
  BAD_FILE: hintForBadFile,
  UNKNOWN_MODULE: hintForModule,
  UNKNOWN_FUNCTION: hintForFunction,
  UNKNOWN_VARIABLE: hintForVariable,
  UNKNOWN_PARAMETER: hintForParameter,
  BAD_ARGUMENT: byMessage(
    [/color/, 'A colour is a CSS name such as "red", "#rrggbb", or [r, g, b] with numbers from 0 to 1.'],
    [/^(?:Too many unnamed|argument)/, 'Compare the call with the parameters of the module or function.'],
    [/^all points for rotate_extrude/, 'Keep the 2D profile on one side of the Y axis.'],
    [/^Point index/, 'Indices count from 0 and must be smaller than the number of points.'],
    [/^\$f[as] too small/, 'Use at least 0.01.'],
    [
      /\bnan\b|\binf\b|infinite/,
      'A division by zero or an undefined value led here; echo() the values before it.',
    ],
  ),
  BAD_OPERATION: byMessage(
    [
      /does not support child modules/,
      'A ; is probably missing after the call: what follows became its child.',
    ],
    [/\(.*\bundefined\b/, 'One side is undef: look for a misspelled or unassigned name in this expression.'],
    [/string/, 'Join strings with str(a, b); OpenSCAD has no + for strings.'],
  ),
  BAD_RANGE: byMessage(
    [/too many elements/, 'A range must have fewer than a million elements; make the step larger.'],
    [/^begin is/, 'Write a range as [start : step : end], with a negative step to count down.'],
    [/^For loop counter/, 'The loop of this list comprehension has no end; check its condition.'],
  ),
  OVERWRITTEN: always(
    'A variable has one value per scope, the last one assigned, even in statements before it; use another name.',
  ),
  MIXED_DIMENSIONS: byMessage(
    [
      /^Ignoring 3D child/,
      'A 2D operation such as linear_extrude, rotate_extrude or offset takes 2D shapes; move the 3D shape out of it.',
    ],
    [/^/, 'Wrap the 2D shape in linear_extrude(height = …) to combine it with 3D shapes.'],
  ),
  NOT_MANIFOLD: always(
    'The faces do not enclose a volume: every edge must belong to exactly two faces, whose points are listed clockwise seen from outside.',
  ),
  GEOMETRY_FAILED: always(
    'OpenSCAD could not compute this shape; simplify it, change $fn a little, or avoid surfaces that just touch.',
  ),
  EXPERIMENTAL: always('Experimental features are not enabled here; write the model without this one.'),
  FONT: always('Use a font this server has, or leave font out for the default.'),
};

/** What is likely to help with a diagnostic, as specific as the sources allow. */
export function hintFor(diagnostic: Diagnostic, index: SourceIndex): string | undefined {
  return HINT_MAKERS[diagnostic.code]?.(diagnostic, index);
}

/** How OpenSCAD calls code that it cannot open; libraries hold nothing else. */
const MISSING_CODE = /^Can't open (?:include file|library) /;

/** Said of an include that OpenSCAD refuses although the file is there. */
export const CIRCLE_HINT =
  'The file is there, but no file can include itself, be it through others: take out the include that closes the circle.';

function hintForMissingFile(diagnostic: Diagnostic, index: SourceIndex): string {
  const path = quotedName(diagnostic);
  const included = resolveDots((diagnostic.file ?? '').replace(/[^/]*$/, () => path));
  if (MISSING_CODE.test(diagnostic.message) && index.files.includes(included)) return CIRCLE_HINT;
  const library = MISSING_CODE.test(diagnostic.message) ? hintForLibraryFile(path, index) : null;
  if (library !== null) return library;
  const sameName = index.files.find(file => baseName(file) === baseName(path));
  const meant = sameName ?? nearestName(path, index.files);
  const suggestion = meant === null || meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `Pass it in \`files\` under this path; paths count from the file that names them.${suggestion}`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function hintForBadFile({ message }: Diagnostic): string {
  if (/no string in the source ends in/.test(message)) {
    return 'Write the name as one string, or its ending as in str(name, ".3mf"), in the source or in `parameters`.';
  }
  if (/\.3mf'/i.test(message))
    return 'Save it again with the program that made it, or convert the file to STL.';
  if (/surface\(\) can take/.test(message)) return 'Scale the picture or the table down.';
  if (/count points backwards/.test(message)) return 'Save the file again with absolute indices, or as STL.';
  if (/^Can't read file '.*': /.test(message)) return 'Save it again with the program that made it.';
  return 'The file is damaged, incomplete or of a kind OpenSCAD cannot read; import() takes STL, OFF, OBJ, AMF, 3MF, SVG, DXF and JSON, surface() PNG and text.';
}
