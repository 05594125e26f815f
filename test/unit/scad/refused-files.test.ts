import { describe, expect, it } from 'vitest';
import { explainRefused } from '../../../src/scad/refused-files.ts';

const REFUSED = new Map([
  ['/model/a.stl', 'it is empty'],
  ["/model/lib/it's.png", 'it is not a PNG file'],
  ['/model/b.3mf', 'its name is unseen'],
  ['/model/c.3mf.converted.stl', 'it is not a ZIP archive'],
]);

const explain = (line: string) => explainRefused([line], REFUSED)[0];

describe('explainRefused', () => {
  it.each([
    [
      "WARNING: Can't open import file '/model/a.stl', import() at line 3",
      "ERROR: Can't read file '/model/a.stl', import() at line 3: it is empty",
    ],
    [
      "ERROR: STL format not recognized in '/model/a.stl'. in file /model/main.scad, line 7",
      "ERROR: Can't read file '/model/a.stl': it is empty in file /model/main.scad, line 7",
    ],
    [
      "WARNING: The file '/model/lib/it's.png' couldn't be opened.",
      "ERROR: Can't read file '/model/lib/it's.png': it is not a PNG file",
    ],
    [
      "ERROR: Can't open file '/model/lib/deep/../../a.stl', import() at line 1",
      "ERROR: Can't read file '/model/a.stl', import() at line 1: it is empty",
    ],
    [
      "WARNING: Could not read file '/model/b.3mf', import() at line 1: Error: GENERICEXCEPTION: The specified file could not be opened",
      "ERROR: Can't read file '/model/b.3mf', import() at line 1: its name is unseen",
    ],
    [
      "WARNING: Can't open import file '/model/c.3mf.converted.stl', import() at line 2",
      "ERROR: Can't read file '/model/c.3mf', import() at line 2: it is not a ZIP archive",
    ],
  ])('explains %s', (line, expected) => {
    expect(explain(line)).toBe(expected);
  });

  it('says of a 3MF file that is missing what is said of other files', () => {
    expect(
      explain(
        "WARNING: Could not read file '/model/z.3mf', import() at line 4: Error: GENERICEXCEPTION: The specified file could not be opened",
      ),
    ).toBe("WARNING: Can't open import file '/model/z.3mf', import() at line 4");
  });

  it.each([
    "WARNING: Can't open import file '/model/other.stl', import() at line 3",
    'ECHO: "\'/model/a.stl\'"',
    'WARNING: Ignoring unknown variable "a" in file /model/a.stl, line 1',
  ])('leaves %s alone', line => {
    expect(explain(line)).toBe(line);
  });
});
