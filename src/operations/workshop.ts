import type { Phase } from '../contracts/model.ts';
import type { Engine, FileWriter, Logger, MeshService, ModelStore } from '../contracts/ports.ts';

/** Everything the operations work with; made once by the composition root. */
export interface Workshop {
  readonly engine: Engine;
  readonly meshes: MeshService;
  readonly models: ModelStore;
  readonly writer: FileWriter;
  readonly logger: Logger;
  readonly bounds: {
    readonly timeout_s: number;
    readonly maxFileBytes: number;
    readonly maxPictureSide_px: number;
  };
}

/** One call: how its caller withdraws it and hears of its progress. */
export interface Call {
  readonly signal: AbortSignal;
  progress(phase: Phase): void;
}
