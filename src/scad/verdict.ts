import type { Diagnostic, DiagnosticCode, TopLevelNote } from '../contracts/diagnostics.ts';
import { AppError } from '../contracts/errors.ts';

/** What is known after a run. The exit code is not part of it: it is 0 after some errors. */
export interface RunOutcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly topLevel: TopLevelNote | null;
  /** Whether OpenSCAD left anything to show or export. */
  readonly hasGeometry: boolean;
}

/** An error's message should stay one that fits a line or two. */
const MAX_MESSAGE_LENGTH = 300;

/** The warnings that explain why a model came out empty, the likeliest cause first. */
const CAUSES_OF_EMPTINESS: readonly DiagnosticCode[] = [
  'UNKNOWN_MODULE',
  'MIXED_DIMENSIONS',
  'EXPERIMENTAL',
  'FONT',
  'BAD_FILE',
  'NOT_MANIFOLD',
  'GEOMETRY_FAILED',
  'BAD_RANGE',
  'BAD_ARGUMENT',
  'UNKNOWN_PARAMETER',
  'UNKNOWN_VARIABLE',
  'UNKNOWN_FUNCTION',
  'BAD_OPERATION',
];

const MESSAGE_OF_NOTE: Readonly<Record<TopLevelNote, string>> = {
  empty: 'The model is empty.',
  'not-3d': 'The model has no 3D geometry.',
  'not-2d': 'The model has no 2D geometry.',
};

const HINT_OF_NOTE: Readonly<Record<TopLevelNote, string>> = {
  empty:
    'Make sure a module is called at top level and not only defined, that a difference() leaves material, and that nothing is disabled by * or %.',
  'not-3d': 'Wrap 2D shapes in linear_extrude(height = …), or ask for a 2D format.',
  'not-2d': 'Use projection() to flatten a 3D model, or ask for a 3D format.',
};

/**
 * Warnings that mean that the script is not what its author meant: OpenSCAD goes on with nothing in the
 * place of the name, or leaves geometry out.
 */
const FAILING_WARNINGS: ReadonlySet<DiagnosticCode> = new Set([
  'UNKNOWN_MODULE',
  'UNKNOWN_FUNCTION',
  'UNKNOWN_VARIABLE',
  'UNKNOWN_PARAMETER',
  'BAD_ARGUMENT',
  'BAD_OPERATION',
  'EXPERIMENTAL',
  'FILE_NOT_FOUND',
  'MIXED_DIMENSIONS',
]);

/**
 * Messages of lost geometry among those of codes that have harmless ones, too: a range that merely counts the
 * wrong way is an empty loop in many good models, faces that are not flat are built in another way, and a font
 * that nobody can read may not be needed.
 */
const LOST_GEOMETRY: Partial<Record<DiagnosticCode, RegExp>> = {
  BAD_RANGE: /too many elements|^For loop counter exceeded limit/,
  BAD_FILE: /^(?:Bad DXF|Unsupported DXF|Unrecognized Line|Invalid Face index|import\(\) filter)/,
  GEOMETRY_FAILED: /^(?!PolySet has)/,
};

/** The diagnostics that make a model wrong although OpenSCAD made something of it; errors are among them. */
export function findMistakes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ severity, code, message }) =>
      severity === 'error' ||
      (severity === 'warning' && (FAILING_WARNINGS.has(code) || LOST_GEOMETRY[code]?.test(message) === true)),
  );
}

/** Decides from what OpenSCAD said and made whether a run failed; null means it did not. */
export function judge(outcome: RunOutcome): AppError | null {
  const { diagnostics, topLevel, hasGeometry } = outcome;
  const errors = diagnostics.filter(diagnostic => diagnostic.severity === 'error');
  const syntax = errors.find(diagnostic => diagnostic.code === 'SYNTAX');
  if (syntax) return failure('SCAD_SYNTAX', syntax);
  if (errors.length > 0) return failure('SCAD_RUNTIME', errors[0]);
  return hasGeometry ? null : emptiness(topLevel ?? 'empty', diagnostics);
}

function failure(code: 'SCAD_SYNTAX' | 'SCAD_RUNTIME', diagnostic: Diagnostic): AppError {
  const { hint } = diagnostic;
  return new AppError(code, summarizeDiagnostic(diagnostic), hint === undefined ? {} : { hint });
}

function emptiness(note: TopLevelNote, diagnostics: readonly Diagnostic[]): AppError {
  const cause = CAUSES_OF_EMPTINESS.flatMap(
    code => diagnostics.find(diagnostic => diagnostic.code === code) ?? [],
  ).at(0);
  const hint =
    cause === undefined
      ? HINT_OF_NOTE[note]
      : `Probably because of this: ${summarizeDiagnostic(cause)}. ${cause.hint ?? HINT_OF_NOTE[note]}`;
  return new AppError('EMPTY_GEOMETRY', MESSAGE_OF_NOTE[note], { hint });
}

/** A diagnostic in one line: `main.scad line 4: Assertion '(x > 5)' failed: "x too small"`. */
export function summarizeDiagnostic({ file, line, message }: Diagnostic): string {
  const place = [file, line === undefined ? undefined : `line ${line}`].filter(part => part !== undefined);
  const text = message.replace(/^Parser error: /, '');
  const sentence = place.length === 0 ? text : `${place.join(' ')}: ${text}`;
  return sentence.length > MAX_MESSAGE_LENGTH ? `${sentence.slice(0, MAX_MESSAGE_LENGTH - 1)}…` : sentence;
}
