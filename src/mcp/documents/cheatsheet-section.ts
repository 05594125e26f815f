/** A part of the cheatsheet; a test evaluates every model in it. */
export interface CheatsheetSection {
  readonly title: string;
  /** Sentences and lists, as Markdown. */
  readonly text?: string;
  /** Whole models, each of which works alone. */
  readonly models: readonly string[];
}
