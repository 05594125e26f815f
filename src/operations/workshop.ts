import type { Metrics } from '../contracts/metrics.ts';
import type { Phase } from '../contracts/model.ts';
import type { Engine, FileWriter, Logger, MeshService, ModelStore } from '../contracts/ports.ts';
import type { StagingRules } from '../project/staging.ts';
import type { RuntimeFiles } from './runtime-files.ts';
import type { SharedWork } from './shared-work.ts';

/** Everything the operations work with; made once by the composition root. */
export interface Workshop {
  readonly engine: Engine;
  readonly meshes: MeshService;
  readonly models: ModelStore;
  /** Where equal calls meet. */
  readonly shared: SharedWork;
  readonly writer: FileWriter;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Where models may be read from, and how large they may be. */
  readonly staging: StagingRules;
  readonly runtimeFiles: RuntimeFiles;
  /** The page of the interactive viewer. @throws AppError BACKEND_UNAVAILABLE when it was not built. */
  readViewer(): Promise<string>;
  readonly facts: {
    /** Of this package; files name it as the program that wrote them. */
    readonly version: string;
  };
  readonly bounds: {
    readonly timeout_s: number;
    readonly maxPictureSide_px: number;
  };
}

/** One call: how its caller withdraws it and hears of its progress. */
export interface Call {
  readonly signal: AbortSignal;
  progress(phase: Phase): void;
}
