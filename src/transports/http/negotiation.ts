import type { IncomingHttpHeaders } from 'node:http';
import { type Refusal, refuse } from './refusal.ts';

/** The media types an answer may have; a client has to take both. */
export const ANSWER_TYPES = 'application/json, text/event-stream';

/** Checks that a request is JSON in UTF-8 as it is, and that its sender takes what it will be answered. */
export function checkNegotiation(headers: IncomingHttpHeaders): Refusal | null {
  const [type, ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map(part => part.trim().toLowerCase());
  if (type !== 'application/json') return refuse(415, 'The Content-Type must be application/json.');
  const charset = parameters.find(parameter => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    return refuse(415, 'The JSON must be in UTF-8.');
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    // A few kilobytes of compressed text can stand for gigabytes.
    return refuse(415, 'The body must not be compressed.', { headers: { 'Accept-Encoding': 'identity' } });
  }
  return acceptsAnswers(headers.accept ?? '') ? null : refuse(406, `Accept must list ${ANSWER_TYPES}.`);
}

function acceptsAnswers(accept: string): boolean {
  const taken = accept
    .toLowerCase()
    .split(',')
    .filter(entry => !/;\s*q=0(\.0*)?\s*(;|$)/.test(entry))
    .map(entry => entry.split(';')[0].trim());
  return ANSWER_TYPES.split(', ').every(type =>
    [type, `${type.split('/')[0]}/*`, '*/*'].some(form => taken.includes(form)),
  );
}
