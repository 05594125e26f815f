import { listRootModels } from '../../operations/list-root-models.ts';
import type { PromptArgument } from './prompt.ts';

/** Suggested are the latest of these. */
const SUGGESTED_MODELS = 20;

/** Which model a prompt is about. */
export const modelArgument: PromptArgument = {
  name: 'model',
  description: 'A model_id, the path of a .scad file, or the source itself.',
  required: true,
  async suggest({ workshop: { models, staging }, listModels }) {
    const known = listModels ? models.list().slice(0, SUGGESTED_MODELS) : [];
    return [...known.map(({ id }) => id), ...(await listRootModels(staging.roots))];
  },
};

/** A model as tools are given it, and the source where that has to be shown first. */
export function describeModel(model: string): {
  readonly call: Record<string, string>;
  readonly source: string;
} {
  const text = model.trim();
  if (/^m_[0-9a-f]{24}$/.test(text)) return { call: { model_id: text }, source: '' };
  if (/^[^\n;{}]+\.scad$/i.test(text)) return { call: { path: text }, source: '' };
  return { call: { code: text }, source: `\n\n\`\`\`openscad\n${text}\n\`\`\`` };
}

/** A call as it is written in a prompt: `check_model {"level":"print"}`. */
export function writeCall(tool: string, args: Readonly<Record<string, unknown>>): string {
  return `${tool} ${JSON.stringify(args)}`;
}
