import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ERROR_TRAITS } from '../../src/contracts/errors.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { RawMessage } from './raw-server.ts';

/** What every result says of itself. */
const reportSchema = z.looseObject({
  ok: z.boolean(),
  summary: z.string().min(1),
  error: z.looseObject({ code: z.string(), message: z.string().min(1), hint: z.string().min(1) }).optional(),
});

/** Controls, and characters that turn the direction of text: nobody sees them, and a terminal obeys them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Says what is wrong with an answer, whatever it answers: it must be a result that a client can read and a person
 * can act on.
 */
export function judgeAnswer(answer: RawMessage | null): readonly string[] {
  if (answer === null) return ['did not answer in time'];
  if (answer.error !== undefined)
    return [`answered with the protocol error ${answer.error.code}: ${answer.error.message}`];
  const result = CallToolResultSchema.safeParse(answer.result);
  if (!result.success) return [`gave no tool result: ${result.error.message}`];
  const { content, structuredContent, isError = false } = result.data;
  const report = reportSchema.safeParse(structuredContent);
  if (!report.success) return [`gave no report: ${report.error.message}`];
  const { ok, error } = report.data;
  const faults: string[] = [];
  if (ok === isError) faults.push(`says ok: ${ok} and isError: ${isError}`);
  if (!ok) faults.push(...judgeError(error?.code));
  if (content.length === 0) faults.push('says nothing');
  const text = JSON.stringify(answer.result);
  if (text.length > LIMITS.maxResultBytes) faults.push(`takes ${text.length} bytes`);
  const texts = content.filter(({ type }) => type === 'text');
  // Parameters come back as they were given.
  const { parameters: _, ...said } = report.data;
  const found = findString({ said, texts }, string => INVISIBLE.test(string) || LONE_SURROGATE.test(string));
  if (found !== null) faults.push(`holds characters that nobody sees: ${found}`);
  return faults;
}

function judgeError(code: string | undefined): readonly string[] {
  if (code === undefined) return ['fails without an error'];
  if (!(code in ERROR_TRAITS)) return [`fails with the unknown code ${code}`];
  return code === 'INTERNAL' ? ['fails with INTERNAL'] : [];
}

/** Where the first string is of which something is so, and what it holds. */
function findString(value: unknown, isSo: (string: string) => boolean): string | null {
  if (typeof value === 'string') return isSo(value) ? JSON.stringify(value.slice(0, 300)) : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = isSo(name) ? JSON.stringify(name) : findString(inner, isSo);
    if (found !== null) return `${JSON.stringify(name)} ${found}`;
  }
  return null;
}
