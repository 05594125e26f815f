import type { PictureRequest } from '../contracts/picture.ts';
import { drawOutline } from './draw-outline.ts';
import { drawSheet } from './draw-sheet.ts';
import type { Shot } from './draw-shot.ts';
import { drawSingle } from './draw-single.ts';
import type { Drawing, DrawResources, Subject } from './drawing.ts';
import { boxOf } from './scene/model-box.ts';
import { prepareFinding, prepareSolid, type Solid } from './solid.ts';
import { themeOf } from './theme.ts';

/**
 * Draws a model as asked: one picture holding all views, or one picture each. A 2D model has one picture.
 *
 * Nothing in a model or a camera makes this fail or leave a picture empty that could show something: what
 * cannot be drawn as asked is drawn in the nearest way that can, and `notes` says so. The same input gives
 * the same pixels.
 */
export function drawModel(
  subject: Subject,
  request: PictureRequest,
  resources: DrawResources = {},
): Drawing[] {
  if (subject.kind === '2d') return [drawOutline(subject.outline, request, resources)];
  const prepared = prepare(subject, request);
  const solid = request.fitBox === undefined ? prepared : { ...prepared, box: boxOf(request.fitBox) };
  const shots = listShots(request);
  const drawings =
    request.layout === 'sheet' && shots.length > 1
      ? [drawSheet(solid, shots, request, resources)]
      : shots.map(shot => drawSingle(solid, shot, request, resources));
  const notes = [...solid.notes, ...(solid.shown?.highlight.notes ?? [])];
  return drawings.map(drawing => ({ ...drawing, notes: [...notes, ...drawing.notes] }));
}

function prepare(
  { mesh, closed, highlight }: Extract<Subject, { kind: '3d' }>,
  { colorScheme, style }: PictureRequest,
): Solid {
  const theme = themeOf(colorScheme);
  return highlight === undefined
    ? prepareSolid(mesh, theme, closed)
    : prepareFinding(highlight, style, theme, closed);
}

/** The named views, then the given camera; without either the view OpenSCAD starts with. */
function listShots({ views, camera }: PictureRequest): Shot[] {
  const shots: Shot[] = views.map(view => ({ name: view, from: view }));
  if (camera !== undefined) shots.push({ name: 'camera', from: camera });
  return shots.length > 0 ? shots : [{ name: 'iso', from: 'iso' }];
}
