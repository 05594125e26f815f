import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatJson } from '../format-json.ts';
import { projectRoot } from '../project-paths.ts';
import { type DocsServer, startDocsServer } from './api/docs-server.ts';

const read = (name: string) =>
  readFileSync(join(projectRoot, 'docs', 'tutorial', name), 'utf8')
    .replaceAll('\r\n', '\n')
    .trimEnd();

/** A call of the tutorial: what is asked, and which fields of the answer are shown. */
interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly show: readonly string[];
}

const WANTED = { size_mm: [20, 45, 70], holes: [{ diameter_mm: 4.5, count: 2 }] };

/** Prose, models and calls, in their order. */
const STEPS: readonly (string | Call | { readonly model: string })[] = [
  `# Tutorial: from an idea to a part that prints

<!-- Written by \`npm run docs\`: the answers below are the server's. Changes belong into scripts/docs/tutorial.ts. -->

A hook for a wall, from the first sentence to the file for the printer. You talk to your assistant; below is what it sends
to the server and what comes back, shortened to the fields that matter. Answers take some tens of milliseconds. Pictures are
those the server sent.

## 1. Say what you want

> I need a hook for a coat: 70 mm high, 20 mm wide, standing 45 mm out from the wall, fixed with two M4 screws. It will be
> printed.

Good descriptions have sizes, how the part is made, and what it has to hold. The prompt \`design_part\`, which many clients show
in a menu, asks for them.

## 2. A first draft, held against the wish

Models lie in the folder the server was given, so the assistant writes \`draft.scad\` there:`,
  { model: 'draft.scad' },
  'and asks whether it is what was wanted:',
  { tool: 'check_model', args: { path: 'draft.scad', expect: WANTED }, show: ['summary', 'expectations'] },
  `The size is right. The holes are not: they have 4 mm, and an M4 screw needs 4.5 mm. Nobody would have seen that in a picture.

## 3. Will it print?`,
  { tool: 'check_model', args: { path: 'draft.scad', level: 'print' }, show: ['summary', 'orientations'] },
  `As it stands it would tip over, so it fails, and the arm hangs in the air. A picture shows where:

![The underside of the arm is marked as overhang](pictures/tutorial-overhangs.png)

\`render_model\` with \`highlight: "overhangs"\` drew it. The best orientations have the hook lying on its side. That is also where
it is strongest, since the layers then run along the arm.

## 4. The better idea

What lies on its side is a profile with a thickness: easier to write, and round corners come for free. The sizes become
parameters, so that a longer hook is another value and no other model.`,
  { model: 'hook.scad' },
  {
    tool: 'check_model',
    args: {
      path: 'hook.scad',
      level: 'print',
      expect: { size_mm: [45, 70, 20], holes: [{ diameter_mm: 4.5, count: 2 }], min_thickness_mm: 3 },
    },
    show: ['summary', 'expectations'],
  },
  `## 5. Look at it

Numbers do not see that a tip points the wrong way. One sheet shows all sides, with dimensions:

![Four views of the hook with dimensions](pictures/tutorial-sheet.png)

The call was:`,
  {
    tool: 'render_model',
    args: {
      path: 'hook.scad',
      views: ['iso', 'front', 'right', 'top'],
      dimensions: true,
      width_px: 1000,
      height_px: 750,
    },
    show: ['summary', 'size'],
  },
  `## 6. Another size

> And one for the heavy jacket: 70 mm out, with a higher tip.

What can be set is what the comments in the source say:`,
  { tool: 'list_parameters', args: { path: 'hook.scad' }, show: ['summary', 'parameters'] },
  `The model does not change:

![The hook, longer](pictures/tutorial-long.png)`,
  {
    tool: 'measure_model',
    args: { path: 'hook.scad', parameters: { reach: 70, tip: 20 }, what: ['size', 'mass'], material: 'PETG' },
    show: ['summary', 'size', 'mass'],
  },
  '## 7. The file',
  {
    tool: 'export_model',
    args: { path: 'hook.scad', format: '3mf', output_path: 'hook.3mf' },
    show: ['summary', 'artifacts'],
  },
  `Open it in the slicer, which gets the part as it lies. STL is there for programs that read nothing else.

## What to take along

- Say sizes, and have them checked with \`expect\`. What was not measured is not known.
- Ask for the print check before you like a shape too much: how a part is made decides how it is drawn.
- Look at every model once from four sides.
- Keep values in parameters: the next size is then a question of a word.

All tools with their arguments and answers are in [API.md](../API.md), what to do when something fails in
[TROUBLESHOOTING.md](TROUBLESHOOTING.md).`,
];

/** The text of docs/TUTORIAL.md, before formatting, by asking the built server. */
export async function writeTutorial(): Promise<string> {
  const server = await startDocsServer(
    {},
    { 'draft.scad': read('draft.scad'), 'hook.scad': read('hook.scad') },
  );
  try {
    const parts: string[] = [];
    for (const step of STEPS) parts.push(await writeStep(server, step));
    return `${parts.join('\n\n')}\n`;
  } finally {
    await server.close();
  }
}

async function writeStep(server: DocsServer, step: (typeof STEPS)[number]): Promise<string> {
  if (typeof step === 'string') return step;
  if ('model' in step) return `\`\`\`openscad\n${read(step.model)}\n\`\`\``;
  const { tool, args, show } = step;
  const { report } = await server.call(tool, args);
  const entries = Object.entries(Object(report)).filter(([name]) => show.includes(name));
  if (Object(report).ok !== true || entries.length !== show.length) {
    throw new Error(`${tool} answers ${JSON.stringify(report)}`);
  }
  return [`\`${tool}\``, json(args), json(Object.fromEntries(entries))].join('\n\n');
}

/** The id of a model on disk depends on its folder, which is another one in every run. */
function json(value: unknown): string {
  const text = formatJson(value).replace(/\bm_[0-9a-f]{24}\b/g, 'm_…');
  return `\`\`\`json\n${text.trimEnd()}\n\`\`\``;
}
