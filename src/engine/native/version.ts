import { FEATURES } from '../../scad/invocation.ts';

/** What an installed OpenSCAD is able to do, as far as it matters here. */
export interface Capabilities {
  /** As it names it: `2021.01`, `2025.07.18`. */
  readonly version: string;
  /** Options for every run. */
  readonly flags: readonly string[];
  /** Whether `--summary` tells the camera. */
  readonly hasSummary: boolean;
  /** Whether OFF files have colours. */
  readonly hasColors: boolean;
}

/** The oldest release whose messages and formats are those that are read here. */
export const OLDEST_VERSION = '2021.01';

/** The first year in which OFF was written with colours. */
const FIRST_YEAR_WITH_COLORS = 2025;

const VERSION = /OpenSCAD version (\d{4})\.(\d{2})(?:\.(\d{2}))?/;

/**
 * Reads what OpenSCAD prints on `--version`, on whatever stream.
 *
 * @returns null when this is not what OpenSCAD prints.
 */
export function readVersion(text: string): string | null {
  const found = VERSION.exec(text);
  return found === null
    ? null
    : found
        .slice(1)
        .filter(part => part !== undefined)
        .join('.');
}

/** Whether a version is one that can be used. Versions are dates, so they are in order as texts. */
export function isNewEnough(version: string): boolean {
  return version >= OLDEST_VERSION;
}

/**
 * Reads from `--help` what a version is able to do. Releases have neither Manifold nor features; of the development
 * versions some know Manifold as a feature, others as a backend.
 */
export function readCapabilities(version: string, help: string): Capabilities {
  const features = /--enable arg[\s\S]*?(?=\n\s+-)/.exec(help)?.[0] ?? '';
  const enabled = [...FEATURES, 'manifold'].filter(name => new RegExp(`\\b${name}\\b`).test(features));
  const hasBackend = /--backend\b/.test(help);
  const wanted = hasBackend ? enabled.filter(name => name !== 'manifold') : enabled;
  return {
    version,
    flags: [...(hasBackend ? ['--backend=Manifold'] : []), ...wanted.map(name => `--enable=${name}`)],
    hasSummary: /--summary-file\b/.test(help),
    hasColors: Number(version.slice(0, 4)) >= FIRST_YEAR_WITH_COLORS,
  };
}
