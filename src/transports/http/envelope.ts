import { INVALID_REQUEST, type Refusal, refuse } from './refusal.ts';

/** The identity of a JSON-RPC request, unique among those of one session. */
export type RequestId = string | number;

/** What a body is, as far as its transport needs to know; the SDK checks it in full. */
export type Envelope =
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string }
  /** The wish to cancel the request of an id. */
  | { readonly kind: 'cancellation'; readonly id: RequestId }
  /** Another notification, an answer, or nothing that makes sense. */
  | { readonly kind: 'other' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Says what a body is. Batches are refused, as the protocol has it since 2025-06-18: one would pass the counts
 * of requests as one.
 */
export function readEnvelope(body: unknown): Envelope {
  if (Array.isArray(body)) {
    const message = 'Batches are not accepted; send each message in a request of its own.';
    return { kind: 'refused', refusal: refuse(400, message, { rpcCode: INVALID_REQUEST }) };
  }
  if (!isRecord(body) || typeof body.method !== 'string') return { kind: 'other' };
  if (isRequestId(body.id)) return { kind: 'request', id: body.id, method: body.method };
  if (
    body.method === 'notifications/cancelled' &&
    isRecord(body.params) &&
    isRequestId(body.params.requestId)
  ) {
    return { kind: 'cancellation', id: body.params.requestId };
  }
  return { kind: 'other' };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || typeof value === 'number';
}
