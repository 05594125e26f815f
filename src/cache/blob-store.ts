import type { CacheTierStatus } from '../contracts/ports.ts';

/** Whether a value takes the place of one that is there. */
export type PutMode = 'replace' | 'if-absent';

/**
 * A place for bytes that outlives this process. Every function may throw whatever it likes, and may hang:
 * `GuardedBlobs` stands between it and the rest.
 */
export interface BlobStore {
  readonly tier: 'disk' | 'redis';
  /** Larger values are not given to it. */
  readonly maxValueBytes: number;
  /** Answers null when there is nothing; what it answers may be damaged. */
  get(name: string): Promise<Uint8Array | null>;
  put(name: string, bytes: Uint8Array, mode: PutMode): Promise<void>;
  delete(name: string): Promise<void>;
  /** Removes everything whose name begins so; more, where names cannot be told from values. */
  clear(prefix: string): Promise<void>;
  /** Asks it for a sign of life. @throws when it gives none. */
  probe(): Promise<void>;
  /** How full it is, as far as that can be told. */
  measure(): Promise<Omit<CacheTierStatus, 'tier' | 'ok'>>;
  /** Lets go of what hangs, so that the next try starts afresh. */
  abandon(): void;
  close(): Promise<void>;
}
