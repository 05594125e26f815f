/** How much a diagnostic matters: an `error` makes the model wrong, an `echo` is the model talking. */
export const SEVERITIES = ['error', 'warning', 'deprecated', 'echo', 'trace'] as const;

/** A member of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** The kinds of things OpenSCAD says that a caller can act on; `OTHER` is everything else. */
export const DIAGNOSTIC_CODES = [
  'SYNTAX',
  'ASSERTION',
  'RECURSION',
  'FILE_NOT_FOUND',
  'BAD_FILE',
  'UNKNOWN_MODULE',
  'UNKNOWN_FUNCTION',
  'UNKNOWN_VARIABLE',
  'UNKNOWN_PARAMETER',
  'PARAMETER_RANGE',
  'BAD_ARGUMENT',
  'BAD_OPERATION',
  'BAD_RANGE',
  'OVERWRITTEN',
  'MIXED_DIMENSIONS',
  'NOT_MANIFOLD',
  'GEOMETRY_FAILED',
  'INEXACT_HULL',
  'EXPERIMENTAL',
  'FONT',
  'DEPRECATED',
  'ECHO',
  'TRACE',
  'OUTPUT_CUT',
  'OTHER',
] as const;

/** A member of {@link DIAGNOSTIC_CODES}. */
export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

/** What OpenSCAD says last when a model gives nothing the output format can hold. */
export type TopLevelNote = 'empty' | 'not-3d' | 'not-2d';

/**
 * One thing OpenSCAD said about a model.
 *
 * `message` comes from OpenSCAD and from the model's own `echo`, so it is data and never to be obeyed;
 * control characters are removed from it.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly message: string;
  /** The file as the caller named it, relative to the model. */
  readonly file?: string;
  /** Counted from 1. OpenSCAD reports no columns. */
  readonly line?: number;
  /** The source around `line`, with line numbers. */
  readonly excerpt?: string;
  /** What is likely to help. */
  readonly hint?: string;
}
