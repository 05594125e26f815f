/**
 * Bounds that keep one request from harming the next. Those an operator can change appear in `config/`
 * with these values as defaults; the rest protect the protocol and the client and are fixed.
 */
export const LIMITS = {
  /** Source and asset files of one model, the entry included. */
  maxFiles: 500,
  /** All files of one model together. */
  maxTotalBytes: 16 * 1024 * 1024,
  /** A path inside a model. */
  maxPathLength: 240,
  maxPathDepth: 12,
  maxParameters: 256,
  maxStringParameterLength: 4096,
  maxVectorDepth: 4,
  /** All numbers and strings of one vector parameter together. */
  maxVectorElements: 4096,
  /** Shortest and longest deadline a caller may ask for; the longest is the configured range's end. */
  minTimeout_s: 1,
  maxTimeout_s: 600,
  /** What OpenSCAD may write, all outputs of a run together. */
  maxOutputBytes: 64 * 1024 * 1024,
  /** Exported files kept in the artifact folder; the oldest go first. */
  maxArtifactBytes: 512 * 1024 * 1024,
  /** A file in the artifact folder that nobody wrote anew for so long is removed. */
  maxArtifactAgeMs: 24 * 60 * 60 * 1000,
  maxTriangles: 2_000_000,
  /** Lines of OpenSCAD's log kept from its start and from its end; what lies between is counted. */
  maxLogHeadLines: 1500,
  maxLogTailLines: 500,
  maxLogLineBytes: 4096,
  /** Pictures in one call. */
  maxViews: 8,
  minPictureSide_px: 16,
  /** Smallest part of a sheet one view may get. */
  minCellSide_px: 64,
  /** A tool result, serialised; some clients close the connection at 1 MiB. */
  maxResultBytes: 900_000,
  maxImageBytes: 500_000,
  /** Less than this no picture can be asked to need. */
  minImageBytes: 2_000,
  /** A resource read over the protocol; clients give up on messages of 10 MiB, and base64 adds a third. */
  maxResourceBytes: 7_000_000,
  /** Text of a result, about 8,000 tokens. */
  maxTextLength: 28_000,
  /** C stack inside the WASM module; the package's own 64 KiB dies at a recursion depth of 200. */
  wasmStackBytes: 16 * 1024 * 1024,
  /** Native stack of an evaluating thread, which deep recursion in WASM uses too. */
  workerStackMb: 64,
  /** Calls of one client over HTTP that are worked on, or wait for a thread, at one time. */
  maxCallsPerClient: 10,
  /** From the end of a client's input until calls that still run are ended. */
  lastAnswersMs: 1000,
  /** From the order to stop until the process ends, whatever still runs. */
  shutdownGraceMs: 1500,
  /** From the order to stop an HTTP server until the calls that still run are ended. */
  drainGraceMs: 10_000,
} as const;
