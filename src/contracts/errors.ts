/**
 * What each error code means for the people and programs that meet it.
 *
 * - `httpStatus`: the status an HTTP transport answers with when the call never reached a tool.
 * - `retryable`: whether the very same request may succeed later.
 * - `logLevel`: how loudly the server reports it.
 * - `hint`: what to do next, used when the place that raised the error knows nothing better.
 */
export interface ErrorTraits {
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly hint: string;
}

function traits(
  httpStatus: number,
  retryable: boolean,
  logLevel: ErrorTraits['logLevel'],
  hint: string,
): ErrorTraits {
  return { httpStatus, retryable, logLevel, hint };
}

/** The only table of error codes; every failure that leaves the server carries one of its keys. */
export const ERROR_TRAITS = {
  INVALID_INPUT: traits(400, false, 'info', 'Correct the named argument and call again.'),
  SOURCE_TOO_LARGE: traits(413, false, 'info', 'Split the model into smaller files or remove embedded data.'),
  PATH_REJECTED: traits(
    403,
    false,
    'warn',
    'Use a path inside an allowed root, or pass the file in `files`.',
  ),
  PARAMETER_INVALID: traits(400, false, 'info', 'Correct the named parameter and call again.'),
  SCAD_SYNTAX: traits(422, false, 'info', 'Correct the source at the reported line.'),
  SCAD_RUNTIME: traits(422, false, 'info', 'Read the diagnostics and correct the model.'),
  EMPTY_GEOMETRY: traits(
    422,
    false,
    'info',
    'Make sure a module is called at top level and that it leaves solid material.',
  ),
  UNSUPPORTED_FORMAT: traits(422, false, 'info', 'Choose a format that fits the kind of model.'),
  DEADLINE_EXCEEDED: traits(
    504,
    false,
    'warn',
    'Simplify the model, use quality "draft", or raise timeout_s.',
  ),
  CANCELLED: traits(499, true, 'debug', 'The caller withdrew the request.'),
  MEMORY_LIMIT: traits(
    422,
    false,
    'warn',
    'Lower $fn or the number of parts; the model needs too much memory.',
  ),
  OUTPUT_TOO_LARGE: traits(422, false, 'warn', 'Lower $fn or the size asked for.'),
  ENGINE_CRASHED: traits(
    500,
    true,
    'error',
    'OpenSCAD itself failed on this model; simplify the part named last.',
  ),
  QUEUE_FULL: traits(503, true, 'warn', 'The server is busy; try again in a few seconds.'),
  RATE_LIMITED: traits(429, true, 'warn', 'Slow down and try again.'),
  BACKEND_UNAVAILABLE: traits(503, true, 'error', 'Run `openscad-mcp-server doctor` on the server.'),
  NATIVE_UNAVAILABLE: traits(503, false, 'error', 'Run `openscad-mcp-server doctor` on the server.'),
  SHUTTING_DOWN: traits(503, true, 'info', 'The server is stopping; call it again once it has restarted.'),
  INTERNAL: traits(500, true, 'error', 'This is a fault of the server; its log has the details.'),
} as const satisfies Record<string, ErrorTraits>;

/** A key of {@link ERROR_TRAITS}. */
export type ErrorCode = keyof typeof ERROR_TRAITS;

/** What an {@link AppError} may carry besides its code and message. */
export interface AppErrorOptions {
  /** What to do about it; defaults to the hint of the code. */
  readonly hint?: string;
  /** The failure underneath, for the log only: its text is never shown to a client. */
  readonly cause?: unknown;
}

/**
 * The one error class of this project.
 *
 * `message` and `hint` are written by us and safe to show to a client; whatever a third party said
 * belongs into `cause`. Errors do not survive a worker boundary with their class intact, so workers
 * return unions instead of throwing this.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? ERROR_TRAITS[code].hint;
  }

  /** Whether the same request may succeed later, by the table. */
  get retryable(): boolean {
    return ERROR_TRAITS[this.code].retryable;
  }
}

/** Turns anything thrown into an {@link AppError}; what is not one already becomes `INTERNAL`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('INTERNAL', 'The server failed to handle this request.', { cause: thrown });
}
