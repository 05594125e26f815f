/**
 * Instructions, one byte each. Source: the core specification, 5.4; the three of exceptions: the legacy part of the
 * exception handling proposal.
 */
export const OP = {
  nop: 0x01,
  if: 0x04,
  try: 0x06,
  rethrow: 0x09,
  end: 0x0b,
  callIndirect: 0x11,
  catchAll: 0x19,
  localGet: 0x20,
  localSet: 0x21,
  globalGet: 0x23,
  globalSet: 0x24,
  constI32: 0x41,
  constI64: 0x42,
  constF32: 0x43,
  constF64: 0x44,
  isZeroI32: 0x45,
} as const;

/** Types of values, of what tables hold, and of blocks that leave nothing. Source: the core specification, 5.3. */
export const TYPE = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  functionReference: 0x70,
  function: 0x60,
  none: 0x40,
} as const;

/** Whether a global may be changed. */
export const MUTABLE = 0x01;

/** What an import or an export is. */
export const KIND = { function: 0x00, table: 0x01, memory: 0x02, global: 0x03 } as const;

/** Which bounds a table or a memory has. */
export const LIMITS_FLAG = { minimum: 0x00, hasMaximum: 0x01 } as const;
