import { describe, expect, it } from 'vitest';
import { isNewEnough, readCapabilities, readVersion } from '../../../../src/engine/native/version.ts';

const HELP_2021 = `  --render arg                 for full geometry evaluation when exporting png
  -s [ --s ] arg               stl_file deprecated, use -o`;

const HELP_2022 = `  --summary arg                enable additional render summary
  --summary-file arg           output summary information in JSON format
  --enable arg                 enable experimental features (specify 'all' for enabling all available
                               features): roof | input-driver-dbus | lazy-union | fast-csg | manifold |
                               textmetrics | import-function
  -s [ --s ] arg               stl_file deprecated, use -o`;

const HELP_2025 = `  --backend arg                3D rendering backend to use: 'CGAL' (old/slow) [default] or 'Manifold'
  --enable arg                 enable experimental features: roof | textmetrics | import-function
  --summary-file arg           output summary information`;

describe('the version', () => {
  it.each([
    ['OpenSCAD version 2021.01\n', '2021.01'],
    ['OpenSCAD version 2019.05', '2019.05'],
    ['QStandardPaths: XDG_RUNTIME_DIR not set\nOpenSCAD version 2025.07.18 (git 1234)\n', '2025.07.18'],
  ])('is read from %j', (text, version) => {
    expect(readVersion(text)).toBe(version);
  });

  it.each(['', 'GNU bash, version 5.2.15', 'OpenSCAD version', 'version 2021.01'])('is not in %j', text => {
    expect(readVersion(text)).toBeNull();
  });

  it.each([
    ['2019.05', false],
    ['2020.12.31', false],
    ['2021.01', true],
    ['2021.01.02', true],
    ['2026.01', true],
  ])('%s is new enough: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough);
  });
});

describe('what a version is able to do', () => {
  it('is little in a release of 2021', () => {
    expect(readCapabilities('2021.01', HELP_2021)).toEqual({
      version: '2021.01',
      flags: [],
      hasSummary: false,
      hasColors: false,
    });
  });

  it('has Manifold as a feature, where that is what it is', () => {
    const { flags, hasSummary } = readCapabilities('2022.12.05', HELP_2022);
    expect(flags).toEqual(['--enable=textmetrics', '--enable=import-function', '--enable=manifold']);
    expect(hasSummary).toBe(true);
  });

  it('has Manifold as a backend later', () => {
    const { flags, hasColors } = readCapabilities('2025.07.18', HELP_2025);
    expect(flags).toEqual(['--backend=Manifold', '--enable=textmetrics', '--enable=import-function']);
    expect(hasColors).toBe(true);
  });
});
