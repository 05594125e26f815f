import './bootstrap.ts';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '../src/contracts/errors.ts';
import type { DrawingThreadData, MeshRequest, MeshResponse } from '../src/contracts/worker-protocol.ts';
import { writeOff } from '../src/mesh/write-off.ts';
import { writeBinaryStl } from '../src/mesh/write-stl.ts';
import { drawModel, encodePng } from '../src/preview/index.ts';

/** A thread that draws meshes and encodes them, without OpenSCAD. */

const { captionFontFile }: DrawingThreadData = z.object({ captionFontFile: z.string() }).parse(workerData);

/** Answers one request. Never throws. */
export default function handle(request: MeshRequest): MeshResponse {
  try {
    return request.kind === 'draw' ? draw(request) : encode(request);
  } catch (thrown) {
    const message = `The drawing thread failed: ${thrown instanceof Error ? thrown.message : 'unknown'}.`;
    const code = thrown instanceof AppError && thrown.code === 'INVALID_INPUT' ? thrown.code : 'INTERNAL';
    return { ok: false, code, message };
  }
}

function draw({ subject, request }: Extract<MeshRequest, { kind: 'draw' }>): MeshResponse {
  const started = performance.now();
  const drawings = drawModel(subject, request, { captionFontFile });
  const drawn = performance.now();
  const pictures = drawings.map(({ rgba, ...drawing }) => ({
    ...drawing,
    png: encodePng(drawing.width_px, drawing.height_px, rgba),
  }));
  return {
    ok: true,
    kind: 'pictures',
    pictures,
    drawMs: drawn - started,
    encodeMs: performance.now() - drawn,
  };
}

function encode({ mesh, format }: Extract<MeshRequest, { kind: 'encode' }>): MeshResponse {
  const bytes = format === 'stl' ? writeBinaryStl(mesh) : writeOff(mesh);
  return { ok: true, kind: 'file', bytes };
}
