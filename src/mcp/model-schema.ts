import * as z from 'zod';
import { LIMITS } from '../contracts/limits.ts';
import { QUALITIES } from '../operations/model-arguments.ts';

/** Arguments that name a model; the same in every tool that takes one. */
export const modelArguments = {
  code: z
    .union([z.string(), z.array(z.string())], {
      error: 'expected the source as a text, or as a list of lines',
    })
    .describe('Source, text or lines.')
    .exactOptional(),
  files: z.record(z.string(), z.string()).describe('Other files: name to text or data: URL.').exactOptional(),
  path: z.string().describe('.scad file in an allowed folder.').exactOptional(),
  model_id: z.string().max(80).describe('Earlier model; its parameters stay.').exactOptional(),
  parameters: z
    .record(z.string(), z.unknown())
    .describe('Top-level variables, $fn included.')
    .exactOptional(),
  preset: z.string().describe('Parameter set of the file.').exactOptional(),
  quality: z.enum(QUALITIES).describe('draft is fast, high fine.').exactOptional(),
  timeout_s: z.number().min(LIMITS.minTimeout_s).max(LIMITS.maxTimeout_s).exactOptional(),
};

/**
 * Output schemas name the fields and leave out what is inside them: many clients put all definitions
 * before their model, where each character costs. The fields are described in the documentation.
 */
const record = z.looseObject({});

/** Fields of every result. */
export const commonOutput = {
  ok: z.boolean(),
  summary: z.string(),
  error: record.exactOptional(),
};

/** Fields of every result about a model. */
export const modelOutput = {
  ...commonOutput,
  model_id: z.string().exactOptional(),
  parameters: record.exactOptional(),
  quality: z.string().exactOptional(),
  kind: z.enum(['3d', '2d', 'empty']).exactOptional(),
  diagnostics: z.array(record).exactOptional(),
  size: record.exactOptional(),
  mesh: record.exactOptional(),
  outline: record.exactOptional(),
  notes: z.array(z.string()).exactOptional(),
  engine: z.string().exactOptional(),
  timing_ms: record.exactOptional(),
  cache: z.string().exactOptional(),
};

/** Files that were made. */
export const artifactsOutput = z.array(record).exactOptional();

/** Pictures that were made, without their bytes. */
export const imagesOutput = z.array(record).exactOptional();
