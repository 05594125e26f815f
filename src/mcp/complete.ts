import { MODEL_FILES } from '../operations/resource-uri.ts';
import { DOCUMENT_TEMPLATES } from './documents/documents.ts';
import { prompts } from './prompts/index.ts';
import type { SuggestionContext } from './prompts/prompt.ts';
import { MODEL_FILE_TEMPLATE } from './resources.ts';

/** What is being typed, and what has been typed before. */
export interface CompletionRequest {
  readonly ref:
    | { readonly type: 'ref/prompt'; readonly name: string }
    | { readonly type: 'ref/resource'; readonly uri: string };
  readonly argument: { readonly name: string; readonly value: string };
  /** Other arguments that have a value already. */
  readonly known: Readonly<Record<string, string>>;
}

/** The protocol allows this many. */
const MAX_VALUES = 100;

/** Values that begin with what was typed, then those that contain it; letter case does not count. */
export async function complete({ ref, argument, known }: CompletionRequest, context: SuggestionContext) {
  const values =
    ref.type === 'ref/prompt'
      ? await suggestForPrompt(ref.name, argument.name, context)
      : await suggestForTemplate(ref.uri, argument.name, known, context);
  const typed = argument.value.toLowerCase();
  const begins = values.filter(value => value.toLowerCase().startsWith(typed));
  const contains = values.filter(value => value.toLowerCase().indexOf(typed) > 0);
  const found = [...begins, ...contains];
  return { values: found.slice(0, MAX_VALUES), total: found.length, hasMore: found.length > MAX_VALUES };
}

async function suggestForPrompt(
  name: string,
  argument: string,
  context: SuggestionContext,
): Promise<readonly string[]> {
  const prompt = prompts.find(known => known.name === name);
  return prompt?.arguments.find(known => known.name === argument)?.suggest(context) ?? [];
}

async function suggestForTemplate(
  uri: string,
  variable: string,
  known: Readonly<Record<string, string>>,
  { workshop, listModels }: SuggestionContext,
): Promise<readonly string[]> {
  const { libraries } = workshop.staging;
  if (uri === MODEL_FILE_TEMPLATE.uriTemplate) {
    if (variable === 'file') return Object.keys(MODEL_FILES);
    return variable === 'id' && listModels ? workshop.models.list().map(({ id }) => id) : [];
  }
  if (!DOCUMENT_TEMPLATES.some(({ uriTemplate }) => uriTemplate === uri)) return [];
  if (variable === 'name') return (await libraries.list()).map(({ name }) => name);
  if (variable !== 'file' || known.name === undefined) return [];
  const docs = await libraries.describe(known.name);
  return docs?.files.map(({ path }) => path) ?? [];
}
