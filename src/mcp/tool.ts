import type * as z from 'zod';
import type { ServerFacts } from '../operations/report-status.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { checkArguments } from './check-arguments.ts';

/** What a tool works with. */
export interface ToolContext {
  readonly workshop: Workshop;
  readonly facts: ServerFacts;
  readonly call: Call;
  /** Whether the client said that it shows MCP Apps. One that did not say so may do it all the same. */
  readonly showsApps: boolean;
}

/** A picture that goes along with a result. */
export interface ResultImage {
  readonly png: Uint8Array;
}

/** What a tool answers: fields by its output schema, and pictures. */
export interface ToolAnswer {
  readonly report: { readonly ok: boolean; readonly summary: string } & Readonly<Record<string, unknown>>;
  readonly images: readonly ResultImage[];
  /** Fields of the report that the text shows in a better form than that of all fields. */
  readonly texts?: Readonly<Record<string, string>>;
  /** For the client's program, never for its model. Counts towards the budget of the result, before pictures. */
  readonly meta?: Readonly<Record<string, string>>;
}

/** All four hints are always given: clients assume the worst of one that is missing. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as `tools/list` shows it and `tools/call` runs it; it knows nothing of the protocol. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Address of the page that shows the result, in clients that show MCP Apps. */
  readonly viewerUri?: string;
  /** Checks the arguments by `input` and does the work. Throws AppError. */
  run(args: unknown, context: ToolContext): Promise<ToolAnswer>;
}

/** Declares a tool with the types of its arguments inferred from its schema. */
export function defineTool<Input extends z.ZodObject>(
  tool: Omit<Tool, 'input' | 'run'> & {
    readonly input: Input;
    run(args: z.output<Input>, context: ToolContext): Promise<ToolAnswer>;
  },
): Tool {
  const { input, run, ...rest } = tool;
  return {
    ...rest,
    input,
    run: async (args, context) => run(checkArguments(rest.name, input, args), context),
  };
}
