import * as z from 'zod';
import { AppError } from '../contracts/errors.ts';
import { HIGHLIGHTS } from '../contracts/highlight.ts';
import {
  COLOR_SCHEMES,
  DEFAULT_PICTURE,
  NAMED_VIEWS,
  type PictureRequest,
  STYLES,
} from '../contracts/picture.ts';
import { toPictureRequest } from './picture-request.ts';

/** Files that can be read of a known model, by name, with their media types. */
export const MODEL_FILES = {
  'source.scad': 'application/x-openscad',
  'preview.png': 'image/png',
  'mesh.stl': 'model/stl',
  'mesh.3mf': 'model/3mf',
  'mesh.glb': 'model/gltf-binary',
  'mesh.obj': 'model/obj',
  'mesh.amf': 'application/x-amf',
  'mesh.off': 'model/off',
  'outline.svg': 'image/svg+xml',
  'outline.dxf': 'image/vnd.dxf',
  'outline.pdf': 'application/pdf',
  'tree.csg': 'application/x-openscad',
  'folded.scad': 'application/x-openscad',
} as const;

/** A key of {@link MODEL_FILES}. */
export type ModelFile = keyof typeof MODEL_FILES;

/** The file that holds a model in an export format. */
export const FILE_OF_FORMAT = {
  stl: 'mesh.stl',
  '3mf': 'mesh.3mf',
  off: 'mesh.off',
  obj: 'mesh.obj',
  amf: 'mesh.amf',
  glb: 'mesh.glb',
  svg: 'outline.svg',
  dxf: 'outline.dxf',
  pdf: 'outline.pdf',
  png: 'preview.png',
  csg: 'tree.csg',
  scad: 'folded.scad',
} as const satisfies Record<string, ModelFile>;

/** Address of a file of a model. */
export function modelFileUri(modelId: string, file: ModelFile): string {
  return `openscad://models/${modelId}/${file}`;
}

/**
 * Address of a picture. It holds what is needed to draw the picture again, so nothing has to be kept.
 * What is as usual for the style is left out.
 *
 * @param view name of the picture: one view, or those of a sheet joined by `+`.
 */
export function pictureUri(modelId: string, request: PictureRequest, view: string): string {
  const { width_px, height_px, colorScheme, camera, section } = request;
  const names = view.split('+');
  const query = new URLSearchParams({
    views: names.join(' '),
    width_px: `${width_px}`,
    height_px: `${height_px}`,
  });
  if (request.style !== DEFAULT_PICTURE.style) query.set('style', request.style);
  const usual = toPictureRequest({ style: request.style });
  for (const name of ['projection', 'fit', 'background', 'edges', 'axes', 'grid', 'dimensions'] as const) {
    if (request[name] !== usual[name]) query.set(name, String(request[name]));
  }
  if (colorScheme !== usual.colorScheme) query.set('color_scheme', colorScheme);
  if (section !== undefined) query.set('section', `${section.axis}=${section.offset_mm}`);
  if (request.highlight !== undefined) query.set('highlight', request.highlight);
  if (camera !== undefined && names.includes('camera')) query.set('camera', JSON.stringify(camera));
  return `${modelFileUri(modelId, 'preview.png')}?${query}`;
}

/** A resource address taken apart. */
export interface ModelResource {
  readonly modelId: string;
  readonly file: ModelFile;
  /** What to draw, for a picture. */
  readonly request: PictureRequest;
  /** Which part of the file, counted from 0, when it is read in parts; see `FILE_PART_BYTES`. */
  readonly part?: number;
}

/**
 * Takes a resource address apart.
 *
 * @throws AppError INVALID_INPUT for one that this server never gave out.
 */
export function parseResourceUri(uri: string): ModelResource {
  const parts = /^openscad:\/\/models\/(m_[0-9a-f]{24})\/([a-z]+\.[a-z0-9]+)(?:\?(.{0,2000}))?$/.exec(uri);
  const file = parts?.[2];
  if (parts === null || file === undefined || !isModelFile(file)) throw unknownUri(uri);
  const query = querySchema.safeParse(Object.fromEntries(new URLSearchParams(parts[3] ?? '')));
  if (!query.success) throw unknownUri(uri);
  const { views, camera, part, ...rest } = query.data;
  // A picture of a given camera is called `camera`; it is no view to ask for by name.
  if ((views?.includes('camera') ?? false) !== (camera !== undefined)) throw unknownUri(uri);
  const named = views?.filter(view => view !== 'camera');
  const request = toPictureRequest({
    ...rest,
    ...(named === undefined ? {} : { views: named }),
    ...(camera === undefined ? {} : { camera: parseJson(uri, camera) }),
  });
  return { modelId: parts[1], file, request, ...(part === undefined ? {} : { part }) };
}

const pixels = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number);

const partNumber = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);

const flag = z.enum(['true', 'false']).transform(text => text === 'true');

/** `x=10.5` */
const sectionText = z
  .string()
  .regex(/^[xyz]=-?[\d.]{1,20}(e-?\d{1,2})?$/)
  .transform(text => ({ axis: text[0], offset_mm: Number(text.slice(2)) }))
  .pipe(z.object({ axis: z.enum(['x', 'y', 'z']), offset_mm: z.number() }));

/** The query of an address: of a picture the tool's arguments as text, of any file the part to read. */
const querySchema = z.strictObject({
  // A plus sign in a query stands for a space.
  views: z
    .string()
    .transform(text => text.split(' '))
    .pipe(z.array(z.enum([...NAMED_VIEWS, 'camera'])))
    .exactOptional(),
  camera: z.string().exactOptional(),
  width_px: pixels.exactOptional(),
  height_px: pixels.exactOptional(),
  projection: z.enum(['perspective', 'orthographic']).exactOptional(),
  fit: z.enum(['tight', 'openscad']).exactOptional(),
  style: z.enum(STYLES).exactOptional(),
  color_scheme: z.enum(COLOR_SCHEMES).exactOptional(),
  background: z.enum(['scheme', 'transparent']).exactOptional(),
  edges: flag.exactOptional(),
  axes: flag.exactOptional(),
  grid: flag.exactOptional(),
  dimensions: flag.exactOptional(),
  section: sectionText.exactOptional(),
  highlight: z.enum(HIGHLIGHTS).exactOptional(),
  part: partNumber.exactOptional(),
});

function parseJson(uri: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unknownUri(uri);
  }
}

function isModelFile(name: string): name is ModelFile {
  return Object.hasOwn(MODEL_FILES, name);
}

function unknownUri(uri: string): AppError {
  return new AppError('INVALID_INPUT', `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`, {
    hint: 'Use an address from a result, for instance openscad://models/{id}/mesh.stl.',
  });
}
