import { z } from 'zod';
import { LIMITS } from '../contracts/limits.ts';
import { QUALITIES } from '../operations/model-arguments.ts';

/** Arguments that name a model; the same in every tool that takes one. */
export const modelArguments = {
  code: z
    .union([z.string(), z.array(z.string())])
    .describe('OpenSCAD source, as text or lines.')
    .exactOptional(),
  files: z
    .record(z.string(), z.string())
    .describe('Other files by relative name: text, or data: URL if binary.')
    .exactOptional(),
  model_id: z
    .string()
    .max(80)
    .describe('An earlier model, instead of code; its parameters stay.')
    .exactOptional(),
  parameters: z
    .record(z.string(), z.unknown())
    .describe('Top-level variables to set, $fn included.')
    .exactOptional(),
  quality: z
    .enum(QUALITIES)
    .describe('draft: coarse, fast; high: $fa=2, $fs=0.25; default normal.')
    .exactOptional(),
  timeout_s: z
    .number()
    .min(LIMITS.minTimeout_s)
    .max(LIMITS.maxTimeout_s)
    .describe('Deadline; default: the server setting.')
    .exactOptional(),
};

const numbers = z.array(z.number());

/** Fields of every result. */
export const commonOutput = {
  ok: z.boolean(),
  summary: z.string(),
  error: z
    .object({ code: z.string(), message: z.string(), hint: z.string(), retryable: z.boolean() })
    .exactOptional(),
};

/** Fields of every result about a model. */
export const modelOutput = {
  ...commonOutput,
  model_id: z.string().exactOptional(),
  parameters: z.looseObject({}).exactOptional(),
  quality: z.string().exactOptional(),
  kind: z.enum(['3d', '2d', 'empty']).exactOptional(),
  diagnostics: z
    .array(
      z.object({
        severity: z.enum(['error', 'warning', 'deprecated', 'echo', 'trace']),
        code: z.string(),
        message: z.string(),
        file: z.string().exactOptional(),
        line: z.number().exactOptional(),
        excerpt: z.string().exactOptional(),
        hint: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  size: z.object({ min: numbers, max: numbers, size: numbers }).describe('mm').exactOptional(),
  mesh: z
    .object({
      triangles: z.number(),
      vertices: z.number(),
      watertight: z.boolean(),
      parts: z.number(),
      volume_mm3: z.number(),
      area_mm2: z.number(),
    })
    .exactOptional(),
  outline: z.object({ contours: z.number(), area_mm2: z.number(), perimeter_mm: z.number() }).exactOptional(),
  notes: z.array(z.string()).exactOptional(),
  timing_ms: z.record(z.string(), z.number()).exactOptional(),
  cache: z.enum(['hit', 'mesh', 'miss']).exactOptional(),
};
