import type { EvaluateRequest } from '../../src/contracts/evaluation-protocol.ts';
import { isOwnCameraNote } from '../../src/scad/own-camera.ts';
import type { RunResult } from '../../wasm/run.ts';
import { FOR_GEOMETRY, run, type TakeProgram } from '../run-model.ts';

const QUESTION = '\necho("camera of this model", $vpr, $vpt, $vpd, $vpf);';

const VECTOR = String.raw`\[[-\d.e+, ]+\]`;
const NUMBER = String.raw`[-\d.e+]+`;
const ANSWER = new RegExp(
  `^ECHO: "camera of this model", (${VECTOR}), (${VECTOR}), (${NUMBER}), (${NUMBER})$`,
);

/**
 * The assignments by which a tree has the camera of its model, as OpenSCAD writes no camera beside a tree. They are
 * asked for by a statement at the end of the model, and only where it sets a camera at all.
 *
 * @param script the run that made the tree.
 */
export async function findCamera(
  request: EvaluateRequest,
  { log }: RunResult,
  take: TakeProgram,
): Promise<string> {
  if (![...log.head, ...log.tail].some(isOwnCameraNote)) return '';
  const question = new TextEncoder().encode(QUESTION);
  const files = request.files.map(file => {
    if (file.path !== request.entry) return file;
    const bytes = new Uint8Array(file.bytes.length + question.length);
    bytes.set(file.bytes);
    bytes.set(question, file.bytes.length);
    return { ...file, bytes };
  });
  const asked = run({ ...request, files }, ['csg'], await take(), FOR_GEOMETRY).log;
  const answer = [...asked.head, ...asked.tail].findLast(line => ANSWER.test(line));
  const [, rotation, translation, distance, fov] = ANSWER.exec(answer ?? '') ?? [];
  if (rotation === undefined) return '';
  return `$vpr = ${rotation}; $vpt = ${translation}; $vpd = ${distance}; $vpf = ${fov};\n`;
}
