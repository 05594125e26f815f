import type { CheckResult, ExpectationResult, Expectations } from '../contracts/analysis.ts';
import type { OutlineResult } from '../contracts/evaluation-protocol.ts';

/** As for solids. */
const DEFAULT_TOLERANCE_MM = 0.1;

/** What only says how others are judged. */
const TOLERANCES: ReadonlySet<string> = new Set(['tolerance_mm', 'tolerance_percent']);

/** Answers what is expected of a drawing: its size in x and y. What only a solid can have is unknown. */
export function checkOutline({ bounds }: OutlineResult, expect: Expectations): CheckResult {
  const tolerance_mm = expect.tolerance_mm ?? DEFAULT_TOLERANCE_MM;
  const size = bounds.size;
  const answer = (name: string, expected: unknown): ExpectationResult => {
    if (name === 'size_mm' && expect.size_mm !== undefined) {
      const [x, y] = expect.size_mm;
      const isMet = Math.abs(x - size[0]) <= tolerance_mm && Math.abs(y - size[1]) <= tolerance_mm;
      return { name, expected, actual: size, tolerance: `± ${tolerance_mm} mm`, verdict: toVerdict(isMet) };
    }
    if (name === 'fits_in_mm' && expect.fits_in_mm !== undefined) {
      const [x, y] = expect.fits_in_mm;
      const isMet = size[0] <= x + tolerance_mm && size[1] <= y + tolerance_mm;
      return { name, expected, actual: size, tolerance: `+ ${tolerance_mm} mm`, verdict: toVerdict(isMet) };
    }
    return { name, expected, verdict: 'unknown' };
  };
  const expectations = Object.entries(expect)
    .filter(([name]) => !TOLERANCES.has(name))
    .map(([name, expected]) => answer(name, expected));
  return { findings: [], expectations };
}

function toVerdict(isMet: boolean): 'pass' | 'fail' {
  return isMet ? 'pass' : 'fail';
}
