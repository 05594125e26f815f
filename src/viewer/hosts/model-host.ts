import type { Report } from './results.ts';

/** Light or dark. */
export type Theme = 'light' | 'dark';

/** A file of a model, or one made here, for the user to keep. */
export interface SavedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** What a host tells the viewer as it happens. */
export interface HostEvents {
  /** A model to show; with its mesh as GLB where that came along. */
  onReport(report: Report, mesh: Uint8Array | null): void;
  /** The model's files have changed: it should be rendered anew. */
  onChange(): void;
  onTheme(theme: Theme): void;
  /** Something the user should know: the call was cancelled, the server is gone. */
  onTrouble(message: string): void;
}

/** Whoever the viewer gets its models from. */
export interface ModelHost {
  /** Begins to tell of events. */
  start(events: HostEvents): Promise<void>;
  /** Evaluates the model with these values; the last call wins, earlier ones may never be answered. */
  render(parameters: Readonly<Record<string, unknown>>): Promise<Report>;
  /** @returns a report as `list_parameters` gives it. */
  listParameters(): Promise<unknown>;
  /**
   * Reads a file such as `mesh.glb`.
   *
   * @param onProgress is told how many bytes have come so far.
   */
  readFile(modelId: string, file: string, onProgress: (bytes: number) => void): Promise<Uint8Array>;
  /** Gives the user a file of a model. */
  saveModelFile(modelId: string, file: string, name: string): Promise<void>;
  /** Gives the user a file that was made here. */
  saveFile(file: SavedFile): Promise<void>;
  /** Switches between a place in the conversation and the whole window; null where that cannot be done. */
  readonly toggleFullscreen: (() => Promise<void>) | null;
}
