import { AppError } from '../contracts/errors.ts';

/** What OpenSCAD is asked to write; the WASM build's 3MF and PNG writers do not work. */
export type OutputFormat = 'binstl' | 'off' | 'svg' | 'dxf' | 'csg' | 'param';

/** One file OpenSCAD writes. The suffix of `path` is what selects the format, so the two must agree. */
export interface Output {
  readonly format: OutputFormat;
  readonly path: string;
}

/** One run of OpenSCAD. All paths are absolute, in the file system that it sees. */
export interface Invocation {
  readonly entry: string;
  /** As {@link encodeDefinitions} makes them. */
  readonly definitions: readonly string[];
  /** At least one. OpenSCAD evaluates the model once per output and repeats its messages each time. */
  readonly outputs: readonly Output[];
  /** Asks for a tree as of a render; it is as of a preview otherwise, in which $preview is true. */
  readonly isRender?: boolean;
  /** Where to write the camera the model ends up with, as JSON. */
  readonly summaryPath?: string;
}

/**
 * Features that the bundled version keeps behind a switch and that work: `textmetrics()` and `fontmetrics()`,
 * `import()` of JSON as a function, and the objects it gives. They change nothing for a model that does
 * not use them.
 */
export const FEATURES = ['textmetrics', 'import-function', 'object-function'];

/** CGAL, the default backend of the bundled version, takes minutes where Manifold takes seconds. */
const BUNDLED_FLAGS = ['--backend=Manifold', ...FEATURES.map(feature => `--enable=${feature}`)];

/** An assignment; anything else after `-D`, an option above all, would mean something else to OpenSCAD. */
const DEFINITION = /^\$?[A-Za-z_][A-Za-z0-9_]*=/;

/**
 * Builds the only command line this server ever gives OpenSCAD. Its parts come from the server itself, so
 * a part that does not fit is a fault of the server: it throws `INTERNAL`.
 *
 * @param flags options of every run, which depend on the version.
 */
export function buildArguments(invocation: Invocation, flags: readonly string[] = BUNDLED_FLAGS): string[] {
  const { entry, definitions, outputs, summaryPath, isRender = false } = invocation;
  assertPath(entry);
  const args = [entry, ...flags];
  if (isRender) args.push('--render');
  for (const definition of definitions) {
    if (!DEFINITION.test(definition)) throw fault('a definition is not an assignment');
    args.push('-D', definition);
  }
  if (outputs.length === 0) throw fault('there is no output');
  for (const { format, path } of outputs) {
    assertPath(path);
    if (!path.endsWith(`.${format}`)) throw fault(`the output path does not end in .${format}`);
    args.push('-o', path);
  }
  if (summaryPath !== undefined) {
    assertPath(summaryPath);
    args.push('--summary', 'camera', '--summary-file', summaryPath);
  }
  return args;
}

/** Outside of the bundled OpenSCAD's file system Windows has drives. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/])/;

function assertPath(path: string): void {
  if (!ABSOLUTE.test(path) || path.includes('\0')) throw fault('a path is not absolute');
}

function fault(problem: string): AppError {
  return new AppError('INTERNAL', `The command line for OpenSCAD could not be built: ${problem}.`);
}
