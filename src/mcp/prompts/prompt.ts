import type { Workshop } from '../../operations/workshop.ts';

/** What suggestions are made of. */
export interface SuggestionContext {
  readonly workshop: Workshop;
  /** Whether ids of known models may be told: there is one client only. */
  readonly listModels: boolean;
}

/** An argument of a prompt; the protocol has them as text. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Values that make sense, the likeliest first; any other text is taken as well. */
  suggest(context: SuggestionContext): readonly string[] | Promise<readonly string[]>;
}

/** Something a person asks for again and again, as clients offer it by name. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** What is said to the language model, given the arguments that are not empty. */
  write(values: Readonly<Record<string, string>>): string;
}

/** A list of things nobody can suggest. */
export const NO_SUGGESTIONS = () => [];
