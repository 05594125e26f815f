import { CHEATSHEET_URI } from '../documents/uris.ts';
import { describeModel, modelArgument, writeCall } from './model-argument.ts';
import { NO_SUGGESTIONS, type Prompt } from './prompt.ts';

/** From a model that fails to one that does not. */
export const fixErrors: Prompt = {
  name: 'fix_errors',
  title: 'Fix errors',
  description: 'Find and mend the errors and warnings of a model.',
  arguments: [
    modelArgument,
    {
      name: 'problem',
      description: 'What goes wrong, where that is known.',
      required: false,
      suggest: NO_SUGGESTIONS,
    },
  ],
  write({ model, problem }) {
    const { call, source } = describeModel(model);
    return `This OpenSCAD model has to be mended${problem === undefined ? '.' : `: ${problem}`}${source}

1. ${writeCall('check_model', call)}
2. Mend the first error; later ones often follow from it. The hint beside it says how. Change nothing else: names,
   parameters and sizes stay as their author chose them.
3. Check again until no error and no warning is left, then
   ${writeCall('check_model', { ...call, level: 'geometry' })}
   for faults of the solid.
4. Look at the result: ${writeCall('render_model', { ...call, views: ['iso', 'front', 'right', 'top'] })}

${CHEATSHEET_URI} lists what goes wrong most often. End with the changed lines, each with its reason in a few words.`;
  },
};
