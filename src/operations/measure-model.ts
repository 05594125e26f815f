import { MEASURES, type MeasureJob, type MeasureName, type SolidMaterial } from '../contracts/analysis.ts';
import { AppError } from '../contracts/errors.ts';
import type { Mesh, Vec3 } from '../contracts/mesh.ts';
import type { Section } from '../contracts/picture.ts';
import type { NoDifference } from '../mesh/booleans/difference.ts';
import { findMaterial, MATERIALS } from '../mesh/measure/materials.ts';
import { type ComparedModel, explainNoSolid, findCompared } from './compared-model.ts';
import { type Stopwatch, withDeadline } from './deadline.ts';
import { type EvaluatedModel, evaluateModel } from './evaluate-model.ts';
import { type ModelArguments, resolveTimeout_s } from './model-arguments.ts';
import { type ModelReport, readStopwatch, reportModel, withCache } from './report.ts';
import { roundNumbers } from './round-numbers.ts';
import { shareMeasuring } from './share-measuring.ts';
import { resultKey } from './shared-work.ts';
import type { Call, Workshop } from './workshop.ts';

/** What a caller wants to know of a model. */
export interface MeasureArguments extends ModelArguments {
  /** Default: size, mass, topology and parts. */
  readonly what?: readonly MeasureName[];
  /** A name in the material table; at most one of it and the density. */
  readonly material?: string;
  readonly density_g_cm3?: number;
  readonly section?: Section;
  readonly points?: readonly Vec3[];
  /** The id of the model that `difference` compares with. */
  readonly compare_with?: string;
}

/** Answer of {@link measureModel}: a field for each measurement. */
export interface MeasureReport extends ModelReport {
  readonly [measure: string]: unknown;
}

const DEFAULT_MEASURES: readonly MeasureName[] = ['size', 'mass', 'topology', 'parts'];

/**
 * Measures a model. A model with errors is measured as far as it has geometry; of a 2D model the size, area
 * and perimeter are told.
 *
 * @throws AppError INVALID_INPUT for arguments that do not go together, and as `evaluateModel`.
 */
export async function measureModel(
  workshop: Workshop,
  given: MeasureArguments,
  call: Call,
): Promise<MeasureReport> {
  const what = readMeasures(given);
  const material = readMaterial(given);
  const stopwatch: Stopwatch = { started: performance.now(), spent: {} };
  return withDeadline(call.signal, resolveTimeout_s(workshop, given), async signal => {
    const ownCall = { ...call, signal, progress: call.progress };
    const { compare_with } = given;
    const compared = compare_with === undefined ? null : await findCompared(workshop, compare_with, ownCall);
    const evaluated = await evaluateModel(workshop, given, 'geometry', ownCall, stopwatch);
    const { evaluation } = evaluated;
    const output = evaluation?.output;
    if (evaluation === null || output?.kind !== '3d') {
      const isFlat = output?.kind === '2d' && what.some(name => name !== 'size');
      const note =
        'A 2D model has size, area and perimeter; make it solid with linear_extrude() for the rest.';
      const ignored =
        given.section === undefined ? [] : ['section was ignored: a 2D model has nothing to cut.'];
      const notes = isFlat ? [note, ...ignored] : [];
      const report = reportModel(withCache(evaluated, true), stopwatch, notes);
      return { ...report, ...(compared === null ? {} : { difference: refuseFlat(evaluated, compared) }) };
    }
    call.progress('measuring');
    const weighed = material === null ? {} : { material };
    const job = { ...makeJob(output.mesh, what, given, compared), ...weighed };
    const { mesh: _, compareWith, ...asked } = job;
    const key = { ...asked, compared: compareWith === undefined ? null : given.compare_with };
    const { result: measures, isKnown } = await workshop.shared.measures.run(
      resultKey(evaluated.model.id, evaluation, 'measures', key),
      signal,
      ended => shareMeasuring(workshop.meshes, job, ended),
    );
    const incomparable = compared === null || 'mesh' in compared ? {} : { difference: compared };
    const { notes, ...numbers } = measures;
    return {
      ...reportModel(withCache(evaluated, isKnown), stopwatch, readNotes(notes)),
      ...roundNumbers(numbers),
      ...incomparable,
      timing_ms: readStopwatch(stopwatch),
    };
  });
}

function readNotes(notes: unknown): readonly string[] {
  return Array.isArray(notes) ? notes.filter(note => typeof note === 'string') : [];
}

/** Why a model that is no solid is not compared; when neither is one, the other model is named. */
function refuseFlat({ evaluation }: EvaluatedModel, compared: ComparedModel): NoDifference {
  return 'mesh' in compared ? explainNoSolid('this call', evaluation?.output.kind) : compared;
}

/** What the thread is asked for; a difference only when there is a solid to compare with. */
function makeJob(
  mesh: Mesh,
  what: readonly MeasureName[],
  { section, points }: MeasureArguments,
  compared: ComparedModel | null,
): MeasureJob {
  const compareWith = compared !== null && 'mesh' in compared ? compared.mesh : undefined;
  return {
    mesh,
    what: what.filter(name => name !== 'difference' || compareWith !== undefined),
    ...(section === undefined ? {} : { section }),
    ...(points === undefined ? {} : { points }),
    ...(compareWith === undefined ? {} : { compareWith }),
  };
}

function readMeasures(given: MeasureArguments): readonly MeasureName[] {
  const { what, section, points, material, density_g_cm3, compare_with } = given;
  const asked = new Set<MeasureName>(what ?? DEFAULT_MEASURES);
  // Whoever says where, or of what, means that it is to be measured.
  if (material !== undefined || density_g_cm3 !== undefined) asked.add('mass');
  if (section !== undefined) asked.add('section');
  if (points !== undefined) asked.add('distance');
  if (compare_with !== undefined) asked.add('difference');
  if (asked.has('difference') && compare_with === undefined) {
    throw new AppError(
      'INVALID_INPUT',
      'what: difference needs `compare_with`, the model_id to compare with.',
    );
  }
  if (asked.has('section') && section === undefined) {
    throw new AppError('INVALID_INPUT', 'what: section needs `section`, which says where to cut.', {
      hint: 'For instance section: {"axis": "z", "offset_mm": 5}.',
    });
  }
  if (points !== undefined && points.length < 2) {
    throw new AppError('INVALID_INPUT', '`points` needs at least two points.');
  }
  return MEASURES.filter(name => asked.has(name));
}

function readMaterial({ material, density_g_cm3 }: MeasureArguments): SolidMaterial | null {
  if (material !== undefined && density_g_cm3 !== undefined) {
    throw new AppError('INVALID_INPUT', 'Give `material` or `density_g_cm3`, not both.');
  }
  if (density_g_cm3 !== undefined) return { density_g_cm3 };
  if (material === undefined) return null;
  const found = findMaterial(material);
  if (found !== null) return { material: found.name, density_g_cm3: found.density_g_cm3 };
  throw new AppError('INVALID_INPUT', `There is no material ${JSON.stringify(material.slice(0, 80))}.`, {
    hint: `Known are ${Object.keys(MATERIALS).join(', ')}; or give density_g_cm3.`,
  });
}
