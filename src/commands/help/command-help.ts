import type { RunnableCommand } from '../../config/command-options.ts';

/** What `--help` says of a command. */
interface CommandHelp {
  /** What it does, without a full stop. */
  readonly summary: string;
  /** Said below the options, a line each. */
  readonly remarks: readonly string[];
  /** What comes after the program's name. */
  readonly examples: readonly string[];
}

const KEEPS_FILES =
  'A file that -o names is kept if it exists, unless --overwrite is given. Exit code: 0 done, 1 the model is wrong, 2 it could not be run.';

/** Every command, in the order of the overview. */
export const COMMAND_HELP: Readonly<Record<RunnableCommand, CommandHelp>> = {
  serve: {
    summary: 'start the MCP server on stdin and stdout, or over HTTP; done when no command is given',
    remarks: [],
    examples: ['serve --root ~/models', 'serve --http --port 3000'],
  },
  render: {
    summary: 'draw a model into a PNG',
    remarks: [KEEPS_FILES],
    examples: ['render part.scad -o part.png --view iso,front,right,top --size 1200x900'],
  },
  animate: {
    summary: 'draw the motion of a model by $t into an animated PNG',
    remarks: [KEEPS_FILES],
    examples: ['animate mechanism.scad -o motion.png --frames 24'],
  },
  check: {
    summary: 'say whether a model is right',
    remarks: ['Exit code: 0 right, 1 wrong, 2 could not be checked.'],
    examples: ['check part.scad --level print', `check part.scad --expect '{"size_mm": [40, 20, 9]}'`],
  },
  measure: {
    summary: 'tell size, mass, parts and more of a model, or what changed',
    remarks: ['Exit code: 0 measured, 1 the model is wrong, 2 it could not be measured or compared.'],
    examples: ['measure part.scad --what mass,parts --material PLA', 'measure part.scad --compare old.scad'],
  },
  export: {
    summary: 'write a model to a file',
    remarks: [KEEPS_FILES],
    examples: ['export part.scad -o part.3mf -D width=20'],
  },
  params: {
    summary: "list a model's parameters and presets",
    remarks: [],
    examples: ['params part.scad'],
  },
  view: {
    summary: 'show a model in the browser, and anew as its files change',
    remarks: ['Ctrl-C ends it.'],
    examples: ['view part.scad'],
  },
  doctor: {
    summary: 'try what works here, and show every setting with its source',
    remarks: ['Exit code: 0 when all that is needed works, 1 when not.'],
    examples: ['doctor', 'doctor --http --health-check'],
  },
};
