import './bootstrap.ts';
import { workerData } from 'node:worker_threads';
import * as z from 'zod';
import { AppError, type ErrorCode } from '../src/contracts/errors.ts';
import type { Legend } from '../src/contracts/highlight.ts';
import type {
  DrawingThreadData,
  DrawSubject,
  MeshRequest,
  MeshResponse,
} from '../src/contracts/mesh-protocol.ts';
import type { Picture, PictureRequest } from '../src/contracts/picture.ts';
import { findHighlight } from '../src/mesh/highlight/find-highlight.ts';
import {
  assembleAnimation,
  type Drawing,
  drawModel,
  encodePngWithin,
  type Subject,
} from '../src/preview/index.ts';
import { LimitError } from '../wasm/failure.ts';
import { check } from './check.ts';
import { encodeSubject } from './encode.ts';
import { fold } from './fold.ts';
import { supplyManifold } from './manifold.ts';
import { measure } from './measure.ts';
import { readNative, screenFiles } from './native.ts';

/** A thread that draws meshes and encodes them, without OpenSCAD. */

const threadDataSchema: z.ZodType<DrawingThreadData> = z.object({
  captionFontFile: z.string(),
  assetsFolder: z.string(),
  memoryBytes: z.number().int().positive(),
});
const { captionFontFile, assetsFolder, memoryBytes } = threadDataSchema.parse(workerData);
const takeManifold = supplyManifold(new URL(assetsFolder), memoryBytes);

/** Answers one request. Never throws. */
export default async function handle(request: MeshRequest): Promise<MeshResponse> {
  try {
    return await answer(request);
  } catch (thrown) {
    if (thrown instanceof LimitError) return { ok: false, code: thrown.code, message: thrown.message };
    if (thrown instanceof AppError && isForCaller(thrown.code)) {
      return { ok: false, code: thrown.code, message: thrown.message, hint: thrown.hint };
    }
    const message = `The drawing thread failed: ${thrown instanceof Error ? thrown.message : 'unknown'}.`;
    return { ok: false, code: 'INTERNAL', message };
  }
}

/** Codes of what is wrong with a request or with the installation; all others are faults of this thread. */
const CALLER_CODES = [
  'INVALID_INPUT',
  'UNSUPPORTED_FORMAT',
  'SCAD_SYNTAX',
  'BACKEND_UNAVAILABLE',
  'OUTPUT_TOO_LARGE',
  'ENGINE_CRASHED',
] as const;

function isForCaller(code: ErrorCode): code is (typeof CALLER_CODES)[number] {
  return CALLER_CODES.some(known => known === code);
}

async function answer(request: MeshRequest): Promise<MeshResponse> {
  switch (request.kind) {
    case 'draw':
      return draw(request);
    case 'encode':
      return { ok: true, kind: 'file', bytes: await encodeSubject(request.job) };
    case 'measure':
      return { ok: true, kind: 'measures', measures: await measure(request.job, takeManifold) };
    case 'check':
      return { ok: true, kind: 'checked', result: check(request.job) };
    case 'fold':
      return { ok: true, kind: 'folded', folded: fold(request.job) };
    case 'screen':
      return { ok: true, kind: 'screened', screened: await screenFiles(request.request) };
    case 'read':
      return { ok: true, kind: 'geometry', output: readNative(request.outputs) };
    case 'frame':
      return drawFrame(request);
    case 'animation':
      return { ok: true, kind: 'animation', animation: assembleAnimation(request.job, { captionFontFile }) };
  }
}

function draw({ subject, request, maxBytes }: Extract<MeshRequest, { kind: 'draw' }>): MeshResponse {
  const began = performance.now();
  const { legend, ...found } = highlight(subject, request);
  const started = performance.now();
  const drawings = drawModel(found.subject, request, { captionFontFile });
  const drawn = performance.now();
  const pictures = drawings.map(drawing => encodePicture(drawing, maxBytes));
  return {
    ok: true,
    kind: 'pictures',
    pictures,
    ...(legend === undefined ? {} : { legend, analyseMs: started - began }),
    drawMs: drawn - started,
    encodeMs: performance.now() - drawn,
  };
}

/** Finds what the request wants to be highlighted, and adds it to what is drawn. */
function highlight(subject: DrawSubject, request: PictureRequest): { subject: Subject; legend?: Legend } {
  if (subject.kind !== '3d' || request.highlight === undefined) return { subject };
  const found = findHighlight(subject.mesh, request.highlight);
  return { subject: { ...subject, highlight: found }, legend: found.legend };
}

function encodePicture({ rgba, ...drawing }: Drawing, maxBytes: number): Picture {
  const { png, colors } = encodePngWithin(drawing.width_px, drawing.height_px, rgba, maxBytes);
  if (colors === null) return { ...drawing, png };
  const note = `Encoded with ${colors} colours to stay under ${Math.floor(maxBytes / 1000)} kB.`;
  return { ...drawing, png, notes: [...drawing.notes, note] };
}

function drawFrame({ subject, request }: Extract<MeshRequest, { kind: 'frame' }>): MeshResponse {
  const [{ rgba, notes }] = drawModel(highlight(subject, request).subject, request, { captionFontFile });
  const shared = new Uint8ClampedArray(new SharedArrayBuffer(rgba.length));
  shared.set(rgba);
  return { ok: true, kind: 'frame', rgba: shared, notes };
}
