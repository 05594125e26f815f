import { z } from 'zod';
import { moduleNamesSchema } from './manifest.ts';

const threadDataSchema = z.object({
  module: z.instanceof(WebAssembly.Module),
  glueUrl: z.string(),
  names: moduleNamesSchema,
  memoryBytes: z.number().int().positive(),
});

/**
 * What an evaluating thread is started with: the compiled module, shared by all threads, where its glue
 * code lies, and the cap on an instance's memory in bytes.
 */
export type EvaluatingThreadData = z.infer<typeof threadDataSchema>;

/** Checks the data an evaluating thread was started with. */
export function parseThreadData(value: unknown): EvaluatingThreadData {
  return threadDataSchema.parse(value);
}
