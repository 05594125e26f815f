import type { Diagnostic } from '../contracts/diagnostics.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { ToolAnswer } from './tool.ts';
import { writeText } from './write-text.ts';

/** One block of a result's content. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly data: string; readonly mimeType: string };

/** A tool result as the protocol wants it. */
export interface CallResult {
  readonly content: ContentBlock[];
  readonly structuredContent: Record<string, unknown>;
  readonly isError?: true;
  readonly _meta?: Record<string, string>;
  readonly [key: string]: unknown;
}

/** Left free for the JSON around the parts that are counted. */
const ENVELOPE_BYTES = 4_000;

/**
 * Makes a result of a tool's answer, within the budget: text that stands alone, then pictures, and
 * structured content that says everything the text says. Some clients show a model only one of the
 * two. What does not fit is left out from the end, and the result says so.
 */
export function present({ report, images, texts, meta }: ToolAnswer): CallResult {
  const trimmed = trimDiagnostics(report);
  const pictures = images.map(({ png }) => Buffer.from(png).toString('base64'));
  const spent = 2 * Buffer.byteLength(JSON.stringify(trimmed)) + JSON.stringify(meta ?? {}).length;
  const room = LIMITS.maxResultBytes - ENVELOPE_BYTES - spent;
  const fitting = countFitting(pictures, room);
  const structuredContent: Record<string, unknown> =
    fitting === pictures.length
      ? trimmed
      : { ...trimmed, notes: [...readNotes(trimmed), cutNote(fitting, pictures)] };
  return {
    content: [
      { type: 'text', text: writeText({ ...structuredContent, ...texts }) },
      ...pictures.slice(0, fitting).map(data => ({ type: 'image' as const, data, mimeType: 'image/png' })),
    ],
    structuredContent,
    ...(report.ok ? {} : { isError: true as const }),
    ...(meta === undefined ? {} : { _meta: { ...meta } }),
  };
}

function countFitting(pictures: readonly string[], room: number): number {
  let used = 0;
  const end = pictures.findIndex(({ length }) => {
    used += length;
    return used > room;
  });
  return end < 0 ? pictures.length : end;
}

function cutNote(shown: number, pictures: readonly string[]): string {
  return `${pictures.length - shown} of ${pictures.length} pictures do not fit into one result; read them by their uri or ask for fewer.`;
}

function readNotes({ notes }: Record<string, unknown>): readonly string[] {
  return Array.isArray(notes) ? notes.filter(note => typeof note === 'string') : [];
}

/** What is left out first when there is too much: the later in this list, the sooner. */
const SEVERITIES_BY_WEIGHT = ['error', 'warning', 'deprecated', 'echo', 'trace'];

/** Keeps as many diagnostics as the budget for text allows, the weightier first, in their own order. */
function trimDiagnostics(report: ToolAnswer['report']): Record<string, unknown> {
  const all: unknown = report.diagnostics;
  if (!Array.isArray(all)) return { ...report };
  const byWeight = [...all.keys()].sort((a, b) => weightOf(all[a]) - weightOf(all[b]) || a - b);
  let used = 0;
  const kept = byWeight.filter(index => {
    used += Buffer.byteLength(JSON.stringify(all[index]));
    return used <= LIMITS.maxTextLength / 2;
  });
  if (kept.length === all.length) return { ...report };
  const note: Diagnostic = {
    severity: 'warning',
    code: 'OUTPUT_CUT',
    message: `${all.length - kept.length} more diagnostics were left out.`,
    hint: 'Mend those above first; the rest may go with them.',
  };
  const inOrder = kept.sort((a, b) => a - b).map(index => all[index]);
  return { ...report, diagnostics: [...inOrder, note] };
}

function weightOf(diagnostic: unknown): number {
  const isLabelled = typeof diagnostic === 'object' && diagnostic !== null && 'severity' in diagnostic;
  return isLabelled ? SEVERITIES_BY_WEIGHT.indexOf(String(diagnostic.severity)) : 0;
}
