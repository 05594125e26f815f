import './bootstrap.ts';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../src/contracts/errors.ts';
import type { Picture } from '../src/contracts/picture.ts';
import type { DrawingThreadData, MeshRequest, MeshResponse } from '../src/contracts/worker-protocol.ts';
import { assembleAnimation, type Drawing, drawModel, encodePngWithin } from '../src/preview/index.ts';
import { check } from './check.ts';
import { encodeSubject } from './encode.ts';
import { fold } from './fold.ts';
import { measure } from './measure.ts';

/** A thread that draws meshes and encodes them, without OpenSCAD. */

const { captionFontFile }: DrawingThreadData = z.object({ captionFontFile: z.string() }).parse(workerData);

/** Answers one request. Never throws. */
export default async function handle(request: MeshRequest): Promise<MeshResponse> {
  try {
    return await answer(request);
  } catch (thrown) {
    if (thrown instanceof AppError && isForCaller(thrown.code)) {
      return { ok: false, code: thrown.code, message: thrown.message, hint: thrown.hint };
    }
    const message = `The drawing thread failed: ${thrown instanceof Error ? thrown.message : 'unknown'}.`;
    return { ok: false, code: 'INTERNAL', message };
  }
}

/** Codes of what is wrong with a request; all others are faults of this thread. */
function isForCaller(code: ErrorCode): code is 'INVALID_INPUT' | 'UNSUPPORTED_FORMAT' | 'SCAD_SYNTAX' {
  return code === 'INVALID_INPUT' || code === 'UNSUPPORTED_FORMAT' || code === 'SCAD_SYNTAX';
}

async function answer(request: MeshRequest): Promise<MeshResponse> {
  switch (request.kind) {
    case 'draw':
      return draw(request);
    case 'encode':
      return { ok: true, kind: 'file', bytes: await encodeSubject(request.job) };
    case 'measure':
      return { ok: true, kind: 'measures', measures: measure(request.job) };
    case 'check':
      return { ok: true, kind: 'checked', result: check(request.job) };
    case 'fold':
      return { ok: true, kind: 'folded', folded: fold(request.job) };
    case 'frame':
      return drawFrame(request);
    case 'animation':
      return { ok: true, kind: 'animation', animation: assembleAnimation(request.job, { captionFontFile }) };
  }
}

function draw({ subject, request, maxBytes }: Extract<MeshRequest, { kind: 'draw' }>): MeshResponse {
  const started = performance.now();
  const drawings = drawModel(subject, request, { captionFontFile });
  const drawn = performance.now();
  const pictures = drawings.map(drawing => encodePicture(drawing, maxBytes));
  return {
    ok: true,
    kind: 'pictures',
    pictures,
    drawMs: drawn - started,
    encodeMs: performance.now() - drawn,
  };
}

function encodePicture({ rgba, ...drawing }: Drawing, maxBytes: number): Picture {
  const { png, colors } = encodePngWithin(drawing.width_px, drawing.height_px, rgba, maxBytes);
  if (colors === null) return { ...drawing, png };
  const note = `Encoded with ${colors} colours to stay under ${Math.floor(maxBytes / 1000)} kB.`;
  return { ...drawing, png, notes: [...drawing.notes, note] };
}

function drawFrame({ subject, request }: Extract<MeshRequest, { kind: 'frame' }>): MeshResponse {
  const [{ rgba, notes }] = drawModel(subject, request, { captionFontFile });
  const shared = new Uint8ClampedArray(new SharedArrayBuffer(rgba.length));
  shared.set(rgba);
  return { ok: true, kind: 'frame', rgba: shared, notes };
}
