import { LIMITS } from '../../contracts/limits.ts';

/** Bounds of the HTTP server that nobody needs to configure; times in milliseconds. */
export interface HttpBounds {
  /** One request: 16 MiB of files, a third more in base64 `data:` URLs, and some text. As on stdio. */
  readonly maxBodyBytes: number;
  /** All requests being received or worked on together; parsed, each takes about three times as much. */
  readonly maxBodyBytesTogether: number;
  /** Arrays and objects within each other. Parameters need 4 and the protocol about as many. */
  readonly maxJsonDepth: number;
  /** Values of all kinds, those in arrays and objects included; files are one each, however long. */
  readonly maxJsonValues: number;
  readonly maxConnections: number;
  /** From the first byte of a request, or from the connection, to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** To the end of its body. How long the answer takes is not bounded by this. */
  readonly requestTimeoutMs: number;
  /** An idle connection; longer than the 60 s of most proxies, so that those let go first. */
  readonly keepAliveTimeoutMs: number;
  /** For a client to take what was written to it: one event, or the end of an answer. */
  readonly takeTimeoutMs: number;
  /** Between comments on a silent event stream, which keep proxies from ending it. */
  readonly sseCommentMs: number;
  /** What a client still sends after it was refused is thrown away for so long, so that it can read why. */
  readonly lingerMs: number;
  /** For the store of a shared rate limiter to answer, before this server counts by itself. */
  readonly limiterDeadlineMs: number;
  /** For a probe to find out how the server is. */
  readonly probeDeadlineMs: number;
  /** Between looks at the certificate files. */
  readonly tlsPollMs: number;
  readonly drainGraceMs: number;
}

/** The bounds in use; tests shorten some. */
export const HTTP_BOUNDS: HttpBounds = {
  maxBodyBytes: 24 * 1024 * 1024,
  maxBodyBytesTogether: 128 * 1024 * 1024,
  maxJsonDepth: 32,
  maxJsonValues: 250_000,
  maxConnections: 512,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  takeTimeoutMs: 60_000,
  sseCommentMs: 15_000,
  lingerMs: 500,
  limiterDeadlineMs: 100,
  probeDeadlineMs: 5_000,
  tlsPollMs: 10_000,
  drainGraceMs: LIMITS.drainGraceMs,
};
