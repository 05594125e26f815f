/** Name of the export that the build adds to the module: what C++ streams are set up with. */
export const DIGITS_EXPORT = 'streamFormat';

/** The flags of a fresh C++ stream: skip white space, decimal. As libc++ has them. */
const FRESH_FLAGS = 0x1002n;

/** Digits after which a number read back is the number that was written. */
export const ALL_DIGITS = 17;

/** What a stream is set up with: flags in the low half, significant digits in the high one. */
export function streamFormat(digits: number): bigint {
  return (BigInt(digits) << 32n) | FRESH_FLAGS;
}

/** Sets with how many significant digits an instance writes numbers into files; messages are not concerned. */
export function setOutputDigits(exports: Readonly<Record<string, unknown>>, digits: number): void {
  const format = exports[DIGITS_EXPORT];
  if (!(format instanceof WebAssembly.Global)) throw new Error('the OpenSCAD module has no output digits');
  format.value = streamFormat(digits);
}
