import type { CheckJob, CheckResult, MeasureJob } from './analysis.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { EngineFailureCode, EvaluateRequest, EvaluationOutput } from './evaluation-protocol.ts';
import type { Legend } from './highlight.ts';
import type { FileTitle, Mesh, Outline } from './mesh.ts';
import type { StagedFile } from './model.ts';
import type { ColorScheme, Picture, PictureRequest } from './picture.ts';

/** What drawing threads are asked and answer; `evaluation-protocol.ts` says what holds for both. */

/** Geometry that a drawing thread works on. */
export type DrawSubject =
  | { readonly kind: '3d'; readonly mesh: Mesh; readonly closed: boolean }
  | { readonly kind: '2d'; readonly outline: Outline };

/** Formats that are written from known geometry without asking OpenSCAD again; `pdf` holds 2D models. */
export type GeometryFormat = 'stl' | '3mf' | 'off' | 'obj' | 'amf' | 'glb' | 'pdf';

/** Geometry to be written to a file. */
export interface EncodeJob {
  readonly subject: DrawSubject;
  readonly format: GeometryFormat;
  readonly title: FileTitle;
}

/** What an installed OpenSCAD wrote, by format; `off` only beside `stl`, for the colours. */
export type NativeOutputs =
  | { readonly stl: Uint8Array; readonly off?: Uint8Array }
  | { readonly svg: Uint8Array };

/** A model's files in the form in which an installed OpenSCAD is to get them. */
export interface ScreenedFiles {
  /** Its own files; those that are harmful are absent. */
  readonly files: readonly StagedFile[];
  /** What its libraries have besides sources, likewise. */
  readonly libraryAssets: readonly StagedFile[];
  /** With the faces that the model brings. */
  readonly fonts: readonly StagedFile[];
  /** Absolute path → why a file is absent, as a clause about it. */
  readonly refused: ReadonlyMap<string, string>;
  /** What is to be said of fonts. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of the library that a file belongs to. */
export interface LibraryNotice {
  /** Of its folder, for instance `BOSL2`. */
  readonly name: string;
  /** As an SPDX expression, where known. */
  readonly licence?: string;
  /** The comment at the head of the file. */
  readonly header?: string;
}

/** A model's code, to be written as one file. Paths are the model's own, or begin with LIBRARY_ROOT. */
export interface FoldJob {
  readonly entry: string;
  /** Code by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** By path: where its `include` and `use` lead, by what is written in them. Those that lead nowhere are absent. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By path: likewise for its fonts, `import` and `surface`. */
  readonly dataFiles: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** OpenSCAD literals by the names of variables that are to have these values instead of their own. */
  readonly values: ReadonlyMap<string, string>;
  /** By path, for files of libraries. */
  readonly libraries: ReadonlyMap<string, LibraryNotice>;
}

/** A model as one file. */
export interface FoldedSource {
  readonly text: string;
  /** What a person should know of it, in sentences. */
  readonly notes: readonly string[];
}

/** What a drawing thread is started with. */
export interface DrawingThreadData {
  /** A TrueType file for captions. */
  readonly captionFontFile: string;
  /** URL of the bundled files, ending in a slash. */
  readonly assetsFolder: string;
  /** Cap on the memory of a library that computes with solids. */
  readonly memoryBytes: number;
}

/** Frames to be made into an animated PNG and into a sheet that shows them all. */
export interface AnimationJob {
  readonly width_px: number;
  readonly height_px: number;
  /** Opaque RGBA of each frame; null for one with nothing to show. At least one frame. */
  readonly frames: readonly (Uint8ClampedArray | null)[];
  /** What each frame is called on the sheet; letters, digits and `=:.` */
  readonly labels: readonly string[];
  /** Of the frames, for what is drawn around them. */
  readonly colorScheme: ColorScheme;
  readonly frameDuration_ms: number;
  /** The animation gets fewer colours, as far as that looks well, to stay below this. */
  readonly maxBytes: number;
  readonly maxSheetSide_px: number;
  /** The sheet gets fewer colours and then smaller to stay below this. */
  readonly maxSheetBytes: number;
}

/** What became of an {@link AnimationJob}. */
export interface AnimationPictures {
  /** The animated PNG. */
  readonly png: Uint8Array;
  readonly sheet: Picture & { readonly columns: number; readonly rows: number };
  /** What had to be changed, in sentences for the caller. */
  readonly notes: readonly string[];
}

/** Asks a drawing thread for pictures or for a file. */
export type MeshRequest =
  | {
      readonly kind: 'draw';
      readonly subject: DrawSubject;
      readonly request: PictureRequest;
      /** Each picture is encoded with fewer colours, as far as that looks well, to stay below this. */
      readonly maxBytes: number;
    }
  | { readonly kind: 'encode'; readonly job: EncodeJob }
  | { readonly kind: 'measure'; readonly job: MeasureJob }
  | { readonly kind: 'check'; readonly job: CheckJob }
  | { readonly kind: 'fold'; readonly job: FoldJob }
  /** Looks at files before an installed OpenSCAD reads them. */
  | { readonly kind: 'screen'; readonly request: EvaluateRequest }
  /** Makes geometry of what an installed OpenSCAD wrote. */
  | { readonly kind: 'read'; readonly outputs: NativeOutputs }
  /** One view without a name, to become part of an animation. */
  | { readonly kind: 'frame'; readonly subject: DrawSubject; readonly request: PictureRequest }
  | { readonly kind: 'animation'; readonly job: AnimationJob };

/**
 * Answer to {@link MeshRequest}; `pictures` to `draw`, `file` to `encode`, `measures` to `measure`, `checked`
 * to `check`, `folded` to `fold`, `screened` to `screen`, `geometry` to `read`, else of the same kind.
 */
export type MeshResponse =
  | {
      readonly ok: true;
      readonly kind: 'pictures';
      readonly pictures: readonly Picture[];
      /** Explains the request's highlight. */
      readonly legend?: Legend;
      /** Of finding what to highlight. */
      readonly analyseMs?: number;
      readonly drawMs: number;
      readonly encodeMs: number;
    }
  | { readonly ok: true; readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly ok: true; readonly kind: 'measures'; readonly measures: Readonly<Record<string, unknown>> }
  | { readonly ok: true; readonly kind: 'checked'; readonly result: CheckResult }
  | { readonly ok: true; readonly kind: 'folded'; readonly folded: FoldedSource }
  | { readonly ok: true; readonly kind: 'screened'; readonly screened: ScreenedFiles }
  | { readonly ok: true; readonly kind: 'geometry'; readonly output: EvaluationOutput }
  | {
      readonly ok: true;
      readonly kind: 'frame';
      /** In shared memory, so that it goes back for the animation without a copy. */
      readonly rgba: Uint8ClampedArray;
      readonly notes: readonly string[];
    }
  | { readonly ok: true; readonly kind: 'animation'; readonly animation: AnimationPictures }
  | {
      readonly ok: false;
      readonly code: EngineFailureCode;
      readonly message: string;
      readonly hint?: string;
    };
