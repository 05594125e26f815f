/** A fault that is done to a server, and what has to come of it. */
export interface FaultRow<Fault, Expected> {
  /** In the catalogue of hostile inputs and faults. */
  readonly id: number;
  readonly title: string;
  readonly fault: Fault;
  readonly expected: Expected;
  /** Longest time from the fault until what is expected, on a busy machine. */
  readonly maxMs: number;
}
