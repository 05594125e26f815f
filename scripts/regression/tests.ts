import { DATA_FOLDER, type RegressionData } from './data.ts';
import {
  isFlat,
  isSeenFromAbove,
  OPTIONS_OF_TESTS,
  type RoundTripFormat,
  TEST_FOLDERS,
  type TestFolder,
  type TextFormat,
} from './test-folders.ts';

/** The output in a text format is to be that of the expected file. */
export interface TextCheck {
  readonly kind: 'text';
  readonly format: TextFormat;
}

/** What comes out is to look as in the expected picture. */
export interface PictureCheck {
  readonly kind: 'picture';
  /** The format by which the model goes before it is drawn; null: it is drawn as it is. */
  readonly through: RoundTripFormat | null;
  readonly dimensions: 2 | 3;
  readonly camera: 'default' | 'above';
  readonly colorScheme: 'Cornfield' | 'Monotone';
}

/** One of upstream's tests. */
export interface RegressionTest {
  /** Unique: `echotest/for-tests` by its folder or, for pictures that many share, `off/cube10` by its group. */
  readonly id: string;
  readonly group: string;
  /** The model in OpenSCAD's file system. */
  readonly model: string;
  readonly options: readonly string[];
  readonly expectedFile: string;
  readonly check: TextCheck | PictureCheck;
  readonly limit_s: number;
}

/** The slowest takes about 20 s on two busy cores. */
const LIMIT_S = 90;

/** Tests that would run for minutes and that more time does not help. */
const LIMITS_OF_TESTS_S: Readonly<Record<string, number>> = { 'echotest/include-recursive-test': 10 };

/** All tests for whose expected files there is a model. */
export function listTests(data: RegressionData): RegressionTest[] {
  return TEST_FOLDERS.flatMap(folder => listFolder(data, folder));
}

function listFolder(data: RegressionData, testFolder: TestFolder): RegressionTest[] {
  const { group, folder, check, options = [], holds = () => true } = testFolder;
  return data.listExpected(folder).flatMap(({ name, file }) => {
    const model = data.findModel(name);
    if (model === undefined || !holds(model, name)) return [];
    const id = `${check.kind === 'text' ? folder : group}/${name}`;
    return [
      {
        id,
        group,
        model: DATA_FOLDER + model,
        options: [...options, ...(OPTIONS_OF_TESTS[id] ?? [])],
        expectedFile: file,
        check: check.kind === 'text' ? check : completeCheck(check.through, model, folder),
        limit_s: LIMITS_OF_TESTS_S[id] ?? LIMIT_S,
      },
    ];
  });
}

function completeCheck(through: RoundTripFormat | null, model: string, folder: string): PictureCheck {
  return {
    kind: 'picture',
    through,
    dimensions: isFlat(model) ? 2 : 3,
    camera: isSeenFromAbove(model) ? 'above' : 'default',
    colorScheme: folder === 'monotonepngtest' ? 'Monotone' : 'Cornfield',
  };
}
