import * as z from 'zod';
import { moduleNamesSchema } from './manifest.ts';

const threadDataSchema = z.object({
  program: z.object({
    module: z.instanceof(WebAssembly.Module),
    trampolines: z.object({
      module: z.instanceof(WebAssembly.Module).nullable(),
      tableSlots: z.number().int().positive(),
    }),
    names: moduleNamesSchema,
    glueUrl: z.string(),
  }),
  selfTest: z.instanceof(SharedArrayBuffer),
  memoryBytes: z.number().int().positive(),
});

/**
 * What an evaluating thread is started with: the compiled program and the memory of its self-test, both shared by all
 * threads, and the cap on an instance's memory in bytes.
 */
export type EvaluatingThreadData = z.infer<typeof threadDataSchema>;

/** Checks the data an evaluating thread was started with. */
export function parseThreadData(value: unknown): EvaluatingThreadData {
  return threadDataSchema.parse(value);
}
