import { AppError } from '../contracts/errors.ts';
import { NAMED_VIEWS, type NamedView, type PictureRequest } from '../contracts/picture.ts';
import { cameraArgumentSchema, toCamera } from './camera-argument.ts';
import { DEFAULT_PICTURE } from './picture-request.ts';

/** Files that can be read of a known model, by name, with their media types. */
export const MODEL_FILES = {
  'source.scad': 'application/x-openscad',
  'preview.png': 'image/png',
  'mesh.stl': 'model/stl',
  'mesh.off': 'model/off',
  'outline.svg': 'image/svg+xml',
  'outline.dxf': 'image/vnd.dxf',
  'tree.csg': 'application/x-openscad',
} as const;

/** A key of {@link MODEL_FILES}. */
export type ModelFile = keyof typeof MODEL_FILES;

/** The file that holds a model in an export format. */
export const FILE_OF_FORMAT = {
  stl: 'mesh.stl',
  off: 'mesh.off',
  svg: 'outline.svg',
  dxf: 'outline.dxf',
  csg: 'tree.csg',
} as const satisfies Record<string, ModelFile>;

/** Address of a file of a model. */
export function modelFileUri(modelId: string, file: ModelFile): string {
  return `openscad://models/${modelId}/${file}`;
}

/**
 * Address of a picture. It holds what is needed to draw the picture again, so nothing has to be kept.
 *
 * @param view name of the picture: one view, or those of a sheet joined by `+`.
 */
export function pictureUri(modelId: string, request: PictureRequest, view: string): string {
  const { projection, width_px, height_px, fit, camera } = request;
  const query = new URLSearchParams({
    views: view,
    projection,
    size: `${width_px}x${height_px}`,
    fit,
    ...(camera === undefined || !view.split('+').includes('camera')
      ? {}
      : { camera: JSON.stringify(camera) }),
  });
  return `${modelFileUri(modelId, 'preview.png')}?${query}`;
}

/** A resource address taken apart. */
export interface ModelResource {
  readonly modelId: string;
  readonly file: ModelFile;
  /** What to draw, for a picture. */
  readonly request: PictureRequest;
}

/**
 * Takes a resource address apart.
 *
 * @throws AppError INVALID_INPUT for one that this server never gave out.
 */
export function parseResourceUri(uri: string): ModelResource {
  const parts = /^openscad:\/\/models\/(m_[0-9a-f]{24})\/([a-z]+\.[a-z]+)(?:\?(.{0,2000}))?$/.exec(uri);
  const file = parts?.[2];
  if (parts === null || file === undefined || !isModelFile(file)) throw unknownUri(uri);
  return { modelId: parts[1], file, request: parsePicture(uri, new URLSearchParams(parts[3] ?? '')) };
}

function parsePicture(uri: string, query: URLSearchParams): PictureRequest {
  const names = query.get('views')?.split(/[+ ]/) ?? DEFAULT_PICTURE.views;
  const size = /^(\d{1,5})x(\d{1,5})$/.exec(query.get('size') ?? '800x600');
  const camera = query.get('camera');
  const views = names.filter(isNamedView);
  if (size === null || views.length + (camera === null ? 0 : 1) !== names.length) throw unknownUri(uri);
  return {
    views,
    projection: query.get('projection') === 'orthographic' ? 'orthographic' : 'perspective',
    width_px: Number(size[1]),
    height_px: Number(size[2]),
    layout: 'sheet',
    fit: query.get('fit') === 'openscad' ? 'openscad' : 'tight',
    ...(camera === null ? {} : { camera: parseCamera(uri, camera) }),
  };
}

function parseCamera(uri: string, text: string): NonNullable<PictureRequest['camera']> {
  try {
    return toCamera(cameraArgumentSchema.parse(JSON.parse(text)));
  } catch {
    throw unknownUri(uri);
  }
}

function isModelFile(name: string): name is ModelFile {
  return Object.hasOwn(MODEL_FILES, name);
}

function isNamedView(name: string): name is NamedView {
  return NAMED_VIEWS.some(view => view === name);
}

function unknownUri(uri: string): AppError {
  return new AppError('INVALID_INPUT', `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`, {
    hint: 'Use an address from a result, for instance openscad://models/{id}/mesh.stl.',
  });
}
