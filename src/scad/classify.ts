import type { DiagnosticCode, Severity } from '../contracts/diagnostics.ts';

/** What a message means. */
export interface Classification {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
}

const SEVERITY_OF_PREFIX: ReadonlyMap<string, Severity> = new Map([
  ['ERROR', 'error'],
  ['EXPORT-ERROR', 'error'],
  ['PARSER-ERROR', 'error'],
  ['UI-ERROR', 'error'],
  ['CGAL', 'error'],
  ['WARNING', 'warning'],
  ['FONT-WARNING', 'warning'],
  ['EXPORT-WARNING', 'warning'],
  ['UI-WARNING', 'warning'],
  ['XML', 'warning'],
  ['', 'warning'],
  ['DEPRECATED', 'deprecated'],
  ['ECHO', 'echo'],
  ['TRACE', 'trace'],
]);

/** Prefixes that say it all, whatever the message. */
const CODE_OF_PREFIX: ReadonlyMap<string, DiagnosticCode> = new Map([
  ['ECHO', 'ECHO'],
  ['TRACE', 'TRACE'],
  ['DEPRECATED', 'DEPRECATED'],
  ['PARSER-ERROR', 'SYNTAX'],
  ['FONT-WARNING', 'FONT'],
  ['CGAL', 'GEOMETRY_FAILED'],
  ['XML', 'BAD_FILE'],
]);

/**
 * The beginnings of OpenSCAD's messages and what they mean; the first that fits counts. All are anchored,
 * because the rest of a message quotes the model. A third entry replaces the severity of the prefix.
 */
const MEANINGS: readonly (readonly [RegExp, DiagnosticCode, Severity?])[] = [
  [/^Parser error: /, 'SYNTAX'],
  [/^(?:new lines |Assignment without variable name)/, 'SYNTAX'],
  [/^Assertion/, 'ASSERTION'],
  [/^Recursion detected/, 'RECURSION'],
  [/^Can't open (?:include file|library|import file|file|DXF file|DAT file)/, 'FILE_NOT_FOUND', 'error'],
  [/^The file '.*' couldn't be opened/, 'FILE_NOT_FOUND', 'error'],
  [/^(?:OFF File line 0, File error|Could not read file '[^']*'$)/, 'FILE_NOT_FOUND', 'error'],
  [/^Can't (?:get|read|set font size for) font/, 'FONT'],
  [/^Can't initialize (?:fontconfig|freetype)/, 'FONT'],
  [/^Ignoring unknown module/, 'UNKNOWN_MODULE'],
  [/^(?:Ignoring unknown function|Can't call function on)/, 'UNKNOWN_FUNCTION'],
  [/^Ignoring unknown variable/, 'UNKNOWN_VARIABLE'],
  [/^variable ".*" not specified as parameter/, 'UNKNOWN_PARAMETER'],
  [/^Experimental builtin/, 'EXPERIMENTAL'],
  [/^(?:Mixing 2D and 3D objects|Ignoring [23]D child object)/, 'MIXED_DIMENSIONS'],
  [/^(?:undefined operation|operation undefined|Multiplication is undefined)/, 'BAD_OPERATION'],
  [/^module .* does not support child modules/, 'BAD_OPERATION'],
  [/^Bad range parameter/, 'BAD_RANGE'],
  [/^begin is (?:greater|smaller) than the end/, 'BAD_RANGE'],
  [/^For loop counter exceeded limit/, 'BAD_RANGE'],
  [/^".*" was assigned on line \d+/, 'OVERWRITTEN'],
  [/^(?:overwrit(?:ing|ten) assignment to|Parameter .* is overwritten)/, 'OVERWRITTEN'],
  [/^(?:Ignoring duplicate|Duplicate) variable assignment/, 'OVERWRITTEN'],
  [/^PolySet -> Manifold conversion failed/, 'NOT_MANIFOLD'],
  [/^\[manifold\] (?:Input mesh is not closed|Surface_mesh -> Manifold)/, 'NOT_MANIFOLD'],
  [/^(?:Object|Exported object) may not be a valid 2-manifold/, 'NOT_MANIFOLD'],
  [/^Non-manifold mesh/, 'NOT_MANIFOLD'],
  [/^The given mesh is (?:invalid|not closed)/, 'NOT_MANIFOLD'],
  [/^(?:CGAL error|exception in CGAL| ?CGALUtils|Alternate construction failed)/, 'GEOMETRY_FAILED'],
  [/^(?:\[manifold\]|PolySet has|Error converting NEF|Nef->PolySet|Manifold->PolySet)/, 'GEOMETRY_FAILED'],
  [/^GeometryEvaluator/, 'GEOMETRY_FAILED'],
  [
    /^(?:Unsupported file format|STL (?:format not recognized|line)|OFF File|Binary STL)/,
    'BAD_FILE',
    'error',
  ],
  [/^(?:Illegal (?:value|ID)|Failed to parse file|Error parsing file)/, 'BAD_FILE', 'error'],
  [/^(?:Could not (?:read|retrieve|create)|Could create 3MF|Failure trying to import)/, 'BAD_FILE', 'error'],
  [
    /^(?:Error (?:importing|collecting)|Can't read (?:file|PNG image)|Invalid file|binary OFF)/,
    'BAD_FILE',
    'error',
  ],
  [/^(?:Not enough input values for|Dimension '.*' in '.*', layer) /, 'BAD_FILE'],
  [/^(?:Bad DXF|Unsupported DXF|Unrecognized Line|Index .* out of range in Line)/, 'BAD_FILE'],
  [/^(?:Invalid Face index in File|import\(\) filter)/, 'BAD_FILE'],
  [/^Can't find (?:dimension|cross) /, 'BAD_FILE'],
  [
    /^(?:Unable to convert|Unable to parse color|Problem converting|Too many unnamed arguments)/,
    'BAD_ARGUMENT',
  ],
  [/^argument ".*" (?:supplied more than once|overrides positional)/, 'BAD_ARGUMENT'],
  [/^\w{1,64}\(\) (?:parameter could not|number of parameters|range|cannot|expects)/, 'BAD_ARGUMENT'],
  [/^\w{1,64}\(\.\.\., /, 'BAD_ARGUMENT'],
  [/^(?:lookup|sphere|circle|scale)\(/, 'BAD_ARGUMENT'],
  [/^\$f[as] too small/, 'BAD_ARGUMENT'],
  [/^(?:Point index|Children index|Parent module index|Negative parent module index)/, 'BAD_ARGUMENT'],
  [/^(?:all points for rotate_extrude\(\)|height when specified|Invalid vector size)/, 'BAD_ARGUMENT'],
  [/^(?:Matrix|Vector) must /, 'BAD_ARGUMENT'],
  [/^(?:Bad parameter type|Specified both|Ignoring radius variable|When parameter a )/, 'BAD_ARGUMENT'],
  [/^ord\(\) argument/, 'BAD_ARGUMENT'],
];

/**
 * Sorts a message by its prefix (see {@link LogEntry}) and text.
 *
 * A file that cannot be opened or read is an `error` here although OpenSCAD mostly warns: it goes on without
 * the file, and the model is then not what its author wrote.
 */
export function classify(prefix: string, message: string): Classification {
  const severity = SEVERITY_OF_PREFIX.get(prefix) ?? 'warning';
  const code = CODE_OF_PREFIX.get(prefix);
  if (code !== undefined) return { severity, code };
  const meaning = MEANINGS.find(([pattern]) => pattern.test(message));
  return meaning === undefined
    ? { severity, code: 'OTHER' }
    : { severity: meaning[2] ?? severity, code: meaning[1] };
}
