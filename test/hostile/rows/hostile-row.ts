import type { ErrorCode } from '../../../src/contracts/errors.ts';
import type { ToolResult } from '../../support/server.ts';

/** How a call may end: well, or with an error of a code. */
export type Outcome = 'ok' | ErrorCode;

/** A hostile call, and what has to come of it. */
export interface HostileRow {
  /** In the catalogue of hostile inputs and faults, `catalogue.ts`. */
  readonly id: number;
  readonly title: string;
  /** `render_model` unless given. */
  readonly tool?: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** One of these has to come. */
  readonly expected: Outcome | readonly Outcome[];
  /** In the summary, which names the error. */
  readonly message?: RegExp;
  /** In the hint of the error. */
  readonly hint?: RegExp;
  /** In none of the texts of the answer. */
  readonly never?: RegExp;
  /** Codes of diagnostics that have to be there. */
  readonly diagnostics?: readonly string[];
  /** Whatever else has to hold. */
  readonly check?: (result: ToolResult) => void;
  /** Longest time to the answer; a second more than the deadline unless given. */
  readonly maxMs?: number;
  /** Most memory of the server's process at any moment of the call. */
  readonly maxRssMb?: number;
}
