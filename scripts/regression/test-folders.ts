import { DATA_FOLDER } from './data.ts';

/** A format that is compared as text. */
export type TextFormat = 'echo' | 'csg' | 'ast' | 'term';

/** A format a model is exported to and read from again. */
export type RoundTripFormat = 'stl' | 'off' | 'obj' | 'amf' | '3mf' | 'svg' | 'dxf' | 'csg';

/** Tests whose expected files lie in one folder, as upstream's list of tests has them for 2021.01. */
export interface TestFolder {
  readonly group: string;
  /** Below `regression`. */
  readonly folder: string;
  readonly check:
    | { readonly kind: 'text'; readonly format: TextFormat }
    /** `through` null: the model is drawn as it is. */
    | { readonly kind: 'picture'; readonly through: RoundTripFormat | null };
  readonly options?: readonly string[];
  /** Whether a model's expected file belongs to these tests; without it all do. */
  readonly holds?: (model: string, name: string) => boolean;
}

const LAZY_UNION = ['--enable=lazy-union'];

/** Options of single tests, by folder and name. */
export const OPTIONS_OF_TESTS: Readonly<Record<string, readonly string[]>> = {
  'echotest/builtin-invalid-range-test': ['--check-parameter-ranges=on'],
  'echotest/allexpressions': LAZY_UNION,
  'echotest/function-literal-compare': LAZY_UNION,
  'echotest/function-literal-tests': LAZY_UNION,
  'astdumptest/allexpressions': LAZY_UNION,
};

/** Presets in the customizer's test file, by the folder that holds what comes of them. */
const PRESETS = {
  'customizertest-first': 'firstSet',
  'customizertest-wrong': 'wrongSetValues',
  'customizertest-incomplete': 'thirdSet',
  'customizertest-imgset': 'imagine',
  'customizertest-setNameWithDot': 'Name.dot',
};

const text = (format: TextFormat) => ({ kind: 'text', format }) as const;
const picture = (through: RoundTripFormat | null) => ({ kind: 'picture', through }) as const;

const liesIn = (model: string, folders: readonly string[]) =>
  folders.some(folder => model.startsWith(`testdata/scad/${folder}/`));

const TEXT_FOLDERS: readonly TestFolder[] = [
  {
    group: 'echo',
    folder: 'echotest',
    check: text('echo'),
    holds: model => !model.startsWith('examples/'),
  },
  {
    group: 'echo',
    folder: 'openscad-override',
    check: text('echo'),
    options: ['-D', 'a=3;'],
    holds: (_model, name) => name === 'override',
  },
  {
    group: 'csg',
    folder: 'dumptest',
    check: text('csg'),
    holds: model =>
      liesIn(model, ['2D/features', '3D/features', '3D/deprecated', 'misc']) && !isLeftOver(model),
  },
  { group: 'csg', folder: 'dumptest-examples', check: text('csg'), holds: isExample },
  { group: 'csg', folder: 'openscad-nonascii', check: text('csg') },
  { group: 'csg', folder: 'lazyunion-dump', check: text('csg'), options: LAZY_UNION },
  { group: 'ast', folder: 'astdumptest', check: text('ast') },
  { group: 'term', folder: 'csgtermtest', check: text('term') },
  { group: 'customizer', folder: 'customizertest', check: text('ast') },
  ...Object.entries(PRESETS).map(([folder, preset]) => ({
    group: 'customizer',
    folder,
    check: text('ast'),
    options: ['-p', `${DATA_FOLDER}testdata/scad/customizer/setofparameter.json`, '-P', preset],
  })),
];

/** Models of `3D/issues` that upstream exports and imports again; the others have pictures of older versions. */
const ROUND_TRIP_ISSUES = /\/(fn_bug|issue(904|1105[bcd]?|1215[bc]?|1221|1225|1258|2259))\.scad$/;

const isRoundTrip = (model: string) =>
  !isFlat(model) &&
  !isLeftOver(model) &&
  (liesIn(model, ['bugs', '3D/features', 'misc']) || ROUND_TRIP_ISSUES.test(model));

const isRendered = (model: string) =>
  !isFlat(model) && !isLeftOver(model) && !liesIn(model, ['issues', 'svg']);

/** Models whose numbers a CSG tree cannot hold: infinity, and more than six digits. */
const NOT_IN_CSG = new Set(['primitive-inf-tests', 'transform-nan-inf-tests', 'issue1258']);

const PICTURE_FOLDERS: readonly TestFolder[] = [
  { group: 'render', folder: 'cgalpngtest', check: picture(null), holds: isRendered },
  {
    group: 'csg-render',
    folder: 'cgalpngtest',
    check: picture('csg'),
    options: ['--render'],
    holds: (model, name) => isRendered(model) && !NOT_IN_CSG.has(name),
  },
  ...(['stl', 'off', 'obj', 'amf'] as const).map(format => ({
    group: format,
    folder: 'monotonepngtest',
    check: picture(format),
    holds: isRoundTrip,
  })),
  {
    group: '3mf',
    folder: 'monotonepngtest',
    check: picture('3mf'),
    holds: (_model, name) => name === 'cube10',
  },
  ...(['svg', 'dxf'] as const).flatMap(format =>
    ['cgalpngtest', 'monotonepngtest'].map(folder => ({
      group: format,
      folder,
      check: picture(format),
      holds: (model: string) => isFlat(model) && !isLeftOver(model),
    })),
  ),
];

/** All of upstream's tests that are run, folder by folder. */
export const TEST_FOLDERS: readonly TestFolder[] = [...TEXT_FOLDERS, ...PICTURE_FOLDERS];

/** 2D models among the examples and in folders of 3D ones. */
const FLAT_MODELS =
  /\/(example015|module_recursion|list_comprehensions|polygon_areas|recursion|box-w-holes-2d|display|simple-center-2d)\.scad$/;

/** Models at which upstream looks straight from above. */
export function isSeenFromAbove(model: string): boolean {
  return liesIn(model, ['2D', 'dxf', 'svg/svg-spec']) || FLAT_MODELS.test(model);
}

/** Models that come out 2D. */
export function isFlat(model: string): boolean {
  return isSeenFromAbove(model) || liesIn(model, ['bugs2D']) || model.endsWith('/square10.scad');
}

function isExample(model: string): boolean {
  return model.startsWith('examples/');
}

/** Models whose expected files belong to no test any more. */
function isLeftOver(model: string): boolean {
  return /\/(misc\/empty-union|2D\/issues\/issue899|dxf\/nothing-decimal-comma-separated)\.scad$/.test(model);
}
