import { type AppError, ERROR_TRAITS } from '../../contracts/errors.ts';

/** JSON-RPC's own code for text that is not JSON. */
export const PARSE_ERROR = -32700;

/** JSON-RPC's own code for JSON that is not a request. */
export const INVALID_REQUEST = -32600;

/** The code JSON-RPC leaves to servers; the reason is in the message and in `data`. */
const SERVER_ERROR = -32000;

/** Why a request is not served, as HTTP and JSON-RPC say it. Nothing in it comes from the request. */
export interface Refusal {
  readonly status: number;
  readonly rpcCode: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Our own code with what it stands for, where there is one. */
  readonly data?: { readonly code: string; readonly hint: string; readonly retryable: boolean };
}

/** A refusal that HTTP has a status for and that needs no code of ours. */
export function refuse(
  status: number,
  message: string,
  { rpcCode = SERVER_ERROR, headers = {} }: { rpcCode?: number; headers?: Record<string, string> } = {},
): Refusal {
  return { status, rpcCode, message, headers };
}

/** A refusal with a code, hint and status from the table of errors. */
export function refuseWith(
  { code, message, hint, retryable }: AppError,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return {
    status: ERROR_TRAITS[code].httpStatus,
    rpcCode: SERVER_ERROR,
    message: `${code}: ${message} ${hint}`,
    headers,
    data: { code, hint, retryable },
  };
}

/** The body of a refusal: a JSON-RPC error that answers no request in particular. */
export function toErrorMessage({ rpcCode, message, data }: Refusal) {
  return {
    jsonrpc: '2.0' as const,
    id: null,
    error: { code: rpcCode, message, ...(data === undefined ? {} : { data }) },
  };
}
