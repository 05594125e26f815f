import type { CommandName, OptionName } from '../../config/command-options.ts';
import { CHECK_LEVELS, MEASURES } from '../../contracts/analysis.ts';
import { HIGHLIGHTS } from '../../contracts/highlight.ts';
import { NAMED_VIEWS, STYLES } from '../../contracts/picture.ts';
import { EXPORT_FORMATS } from '../../operations/export-model.ts';
import { QUALITIES } from '../../operations/model-arguments.ts';

/** What `--help` says of an option. */
export interface OptionHelp {
  /** What stands for its value; absent where it takes none. */
  readonly value?: string;
  readonly text: string;
}

/** Every option, as most commands mean it. */
const OPTION_HELP: Readonly<Record<OptionName, OptionHelp>> = {
  output: { value: 'OUT', text: 'file to write' },
  view: { value: 'V', text: `${NAMED_VIEWS.join(', ')}; several with commas between make one sheet` },
  define: {
    value: 'NAME=VALUE',
    text: `sets a parameter: -D width=20 -D on=true -D 'label="A"' -D 'v=[1,2]'`,
  },
  size: { value: 'WIDTHxHEIGHT', text: 'size of the picture in pixels, for instance 800x600' },
  style: { value: 'STYLE', text: STYLES.join(', ') },
  dimensions: { text: 'draws the bounding box with dimension lines' },
  section: { value: 'AXIS=MM', text: 'cuts the model open, for instance x=10' },
  highlight: { value: 'FINDING', text: `colours a finding: ${HIGHLIGHTS.join(', ')}` },
  preset: { value: 'NAME', text: 'a parameter set of the file beside the model, its name with .json' },
  level: { value: 'LEVEL', text: `${CHECK_LEVELS.join(', ')}; each includes those before it` },
  expect: {
    value: 'FILE_OR_JSON',
    text: `what the model has to be, as JSON or a file of it: '{"size_mm": [40, 20, 9], "holes": 2}'`,
  },
  what: { value: 'NAMES', text: `${MEASURES.join(', ')}; several with commas between` },
  material: { value: 'NAME', text: 'for the mass, for instance PLA' },
  compare: { value: 'OLD', text: 'another model file: what was added to it and removed from it' },
  quality: { value: 'Q', text: QUALITIES.join(', ') },
  frames: { value: 'N', text: 'number of frames' },
  fps: { value: 'F', text: 'frames a second' },
  timeout: { value: 'S', text: 'deadline in seconds' },
  overwrite: { text: 'replaces the file that -o names, if there is one' },
  'allow-warnings': { text: 'writes also what check fails for warnings alone' },
  json: { text: 'prints the result as JSON' },
  http: { text: 'serves over HTTP, which is --transport http' },
  transport: { value: 'T', text: 'stdio or http' },
  host: { value: 'H', text: 'name or address to listen on; 127.0.0.1 unless set' },
  port: { value: 'N', text: 'port to listen on; 0 takes any free one' },
  'no-open': { text: 'prints the address and opens no browser' },
  root: {
    value: 'DIR',
    text: "a folder that the model's files may lie in, besides its own",
  },
  config: { value: 'FILE', text: 'reads settings from a YAML or JSON file' },
  'allow-unsandboxed-native': {
    text: 'runs an installed OpenSCAD also where no sandbox can enclose it',
  },
  debug: { text: 'logs everything' },
  'health-check': { text: 'prints one word and what is not right; also without the command' },
  help: { text: 'explains a command' },
  version: { text: 'prints the version' },
};

const SERVED_ROOT = { value: 'DIR', text: 'a folder that tools may read from and write to' };

/** Where a command means something else, or can say more. */
const OWN_HELP: { readonly [C in CommandName]?: { readonly [O in OptionName]?: OptionHelp } } = {
  serve: { root: SERVED_ROOT },
  doctor: { root: SERVED_ROOT },
  render: {
    output: {
      value: 'OUT.png',
      text: 'file to write; unless given, NAME.png in the working directory, which is drawn anew each time',
    },
  },
  animate: {
    output: {
      value: 'OUT.png',
      text: 'file to write; unless given, NAME-animation.png in the working directory, which is drawn anew each time',
    },
  },
  measure: { section: { value: 'AXIS=MM', text: 'where to measure a section, for instance z=5' } },
  export: {
    output: {
      value: 'OUT',
      text: `file to write, which is needed; its ending is the format: ${EXPORT_FORMATS.join(', ')}`,
    },
  },
  view: { port: { value: 'N', text: 'port to listen on; any free one unless given' } },
};

/** What a command's help says of an option; without a command, what the overview says. */
export function optionHelp(option: OptionName, command?: CommandName): OptionHelp {
  const own = command === undefined ? undefined : OWN_HELP[command]?.[option];
  return own ?? OPTION_HELP[option];
}
