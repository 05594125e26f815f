import * as z from 'zod';
import { diagnosticsSchema, evaluationOutputSchema, failureShape } from './evaluation-protocol.ts';
import type { MeshResponse } from './mesh-protocol.ts';

const bytes = z.instanceof(Uint8Array);
const finite3 = z.tuple([z.number(), z.number(), z.number()]);
const count = z.number().int().nonnegative();

const picture = z.object({
  view: z.string(),
  width_px: count,
  height_px: count,
  png: bytes,
  mm_per_px: z.number().exactOptional(),
  notes: z.array(z.string()),
});

const color = z.tuple([z.number(), z.number(), z.number()]);

const legend = z.object({
  title: z.string(),
  scale: z
    .object({
      stops: z.array(z.object({ at: z.number(), color })),
      ticks: z.array(z.object({ at: z.number(), text: z.string() })),
    })
    .exactOptional(),
  entries: z.array(
    z.object({
      text: z.string(),
      key: z.object({ sign: z.enum(['faces', 'lines', 'points']), color }).nullable(),
      at: finite3.exactOptional(),
    }),
  ),
});

const checkResult = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      message: z.string(),
      at: finite3.exactOptional(),
      region: z.looseObject({}).exactOptional(),
      value: z.number().exactOptional(),
      limit: z.number().exactOptional(),
      hint: z.string().exactOptional(),
    }),
  ),
  expectations: z.array(
    z.object({
      name: z.string(),
      expected: z.unknown(),
      actual: z.unknown().optional(),
      tolerance: z.string().exactOptional(),
      verdict: z.enum(['pass', 'fail', 'unknown']),
    }),
  ),
  orientations: z.array(z.looseObject({})).exactOptional(),
});

/** Checks an answer of a drawing thread. */
export const meshResponseSchema: z.ZodType<MeshResponse> = z.union([
  z.object({
    ok: z.literal(true),
    kind: z.literal('pictures'),
    pictures: z.array(picture),
    legend: legend.exactOptional(),
    analyseMs: z.number().exactOptional(),
    drawMs: z.number(),
    encodeMs: z.number(),
  }),
  z.object({ ok: z.literal(true), kind: z.literal('file'), bytes }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('measures'),
    measures: z.record(z.string(), z.unknown()),
  }),
  z.object({ ok: z.literal(true), kind: z.literal('checked'), result: checkResult }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('folded'),
    folded: z.object({ text: z.string(), notes: z.array(z.string()) }),
  }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('screened'),
    screened: z.object({
      files: z.array(z.object({ path: z.string(), bytes })),
      libraryAssets: z.array(z.object({ path: z.string(), bytes })),
      fonts: z.array(z.object({ path: z.string(), bytes })),
      refused: z.map(z.string(), z.string()),
      diagnostics: diagnosticsSchema,
    }),
  }),
  z.object({ ok: z.literal(true), kind: z.literal('geometry'), output: evaluationOutputSchema }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('frame'),
    rgba: z.instanceof(Uint8ClampedArray),
    notes: z.array(z.string()),
  }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('animation'),
    animation: z.object({
      png: bytes,
      sheet: picture.extend({ columns: count, rows: count }),
      notes: z.array(z.string()),
    }),
  }),
  z.object({ ...failureShape, hint: z.string().exactOptional() }),
]);
