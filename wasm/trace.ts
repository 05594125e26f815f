/** Where fonts lie inside the in-memory file system; OpenSCAD looks in `fonts` of its directory. */
export const FONTS_ROOT = '/fonts/';

/** C++ files that say which fonts OpenSCAD takes and which texts it sets. */
const FONT_FILES = ['FontCache', 'FreetypeRenderer'];

/** C++ files that say when a hull or a Minkowski sum of solids is computed. */
const HULL_FILES = ['boolean_utils', 'manifold-applyops-minkowski'];

/** Makes OpenSCAD say what it otherwise keeps to itself. */
export function traceArgument(withFonts: boolean): string {
  return `--debug=${[...HULL_FILES, ...(withFonts ? FONT_FILES : [])].join()}`;
}

const REQUEST = 'FontCache: font = ';
const RESULT = 'FontCache: result = ';

/** Messages about fonts, by their beginnings; of all others only these are kept. */
const KEPT = [
  REQUEST,
  RESULT,
  'FreetypeRenderer: Detected direction',
  'FreetypeRenderer: Explicit direction',
  "Can't register font ",
];
const HULL = HULL_FILES.map(file => `${file}: `);
const TAKEN = [...KEPT, ...HULL, 'FontCache: ', 'FreetypeRenderer: ', 'Debug on. --debug='];

const LONGEST_BEGINNING = Math.max(...TAKEN.map(beginning => beginning.length));
const NEWLINE = 10;

/** Bounds on what a model with endless texts leaves behind. */
const MAX_MESSAGES = 2000;
const MAX_MESSAGE_BYTES = 4096;

/**
 * Takes the messages of the trace out of what OpenSCAD prints.
 *
 * OpenSCAD writes a message in one piece and its line break in another, so a text with line breaks in it
 * stays whole, and nothing that a model prints by `echo` is taken for a message.
 */
export class Tracer {
  readonly #messages = new Set<string>();
  readonly #decoder = new TextDecoder();
  #request = '';
  #awaitsLineBreak = false;
  #sawHull = false;

  /** Looks at one piece of output and says whether it was taken. */
  take(piece: Uint8Array): boolean {
    // The C library writes an empty piece before each one that is not.
    if (piece.length === 0) return true;
    if (this.#awaitsLineBreak && piece.length === 1 && piece[0] === NEWLINE) {
      this.#awaitsLineBreak = false;
      return true;
    }
    this.#awaitsLineBreak = false;
    const beginning = this.#decoder.decode(piece.subarray(0, LONGEST_BEGINNING));
    if (!TAKEN.some(taken => beginning.startsWith(taken))) return false;
    this.#awaitsLineBreak = true;
    if (HULL.some(kept => beginning.startsWith(kept))) this.#sawHull = true;
    if (KEPT.some(kept => beginning.startsWith(kept))) this.#keep(piece);
    return true;
  }

  /** Whether OpenSCAD computed a hull or a Minkowski sum of solids. */
  get sawHull(): boolean {
    return this.#sawHull;
  }

  /** What was said of fonts, each message once; a request and its result together, on a line each. */
  get fontMessages(): readonly string[] {
    return [...this.#messages];
  }

  #keep(piece: Uint8Array): void {
    const message = this.#decoder.decode(piece.subarray(0, MAX_MESSAGE_BYTES));
    if (message.startsWith(REQUEST)) this.#request = message;
    else if (this.#messages.size < MAX_MESSAGES) {
      this.#messages.add(message.startsWith(RESULT) ? `${this.#request}\n${message}` : message);
    }
  }
}
