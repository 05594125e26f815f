import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { VIEWER_MIME_TYPE, VIEWER_URI } from '../contracts/viewer.ts';
import { readResource as readModelResource } from '../operations/read-resource.ts';
import { reportStatus, type ServerFacts } from '../operations/report-status.ts';
import { MODEL_FILES, modelFileUri } from '../operations/resource-uri.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { DOCUMENT_TEMPLATES, DOCUMENTS, readDocument } from './documents/documents.ts';

/** Address of the server's status. */
const STATUS_URI = 'openscad://server/status';

/** Models that `resources/list` names; older ones can still be read. */
const LISTED_MODELS = 20;

/** The address scheme of the files of a model. */
export const MODEL_FILE_TEMPLATE = {
  uriTemplate: 'openscad://models/{id}/{file}',
  name: 'model-file',
  title: 'File of a known model',
  description: `One of ${Object.keys(MODEL_FILES).join(', ')}; preview.png takes ?views=iso+front&width_px=800&height_px=600&projection=orthographic, every file ?part=0.`,
};

/** All address schemes. */
export const RESOURCE_TEMPLATES = [MODEL_FILE_TEMPLATE, ...DOCUMENT_TEMPLATES];

/** What `resources/list` shows: documents, the status and, where wanted, source and picture of the latest models. */
export function listResources({ models }: Workshop, listModels: boolean) {
  const latest = listModels ? models.list().slice(0, LISTED_MODELS) : [];
  return [
    ...DOCUMENTS,
    { uri: STATUS_URI, name: 'status', title: 'Server status', mimeType: 'application/json' },
    { uri: VIEWER_URI, name: 'viewer', title: 'Interactive viewer', mimeType: VIEWER_MIME_TYPE },
    ...latest.flatMap(({ id }) =>
      (['source.scad', 'preview.png'] as const).map(file => ({
        uri: modelFileUri(id, file),
        name: `${id}/${file}`,
        mimeType: MODEL_FILES[file],
      })),
    ),
  ];
}

/** The contents of one resource, as text where it is text. Throws AppError. */
export async function readResource(workshop: Workshop, facts: ServerFacts, uri: string, call: Call) {
  if (uri === STATUS_URI) {
    const status = await reportStatus(workshop, facts, false);
    return { uri, mimeType: 'application/json', text: JSON.stringify(status, null, 2) };
  }
  if (uri === VIEWER_URI) {
    const text = await workshop.readViewer();
    // Without a `csp` the host allows the page nothing from elsewhere, and it needs nothing.
    return { uri, mimeType: VIEWER_MIME_TYPE, text, _meta: { ui: { prefersBorder: true } } };
  }
  const document = await readDocument(workshop.staging.libraries, uri);
  if (document !== null) return { uri, mimeType: 'text/markdown', text: document };
  const { mimeType, bytes, isPart = false } = await readModelResource(workshop, uri, call);
  if (bytes.length > LIMITS.maxResourceBytes) {
    const limit_MB = LIMITS.maxResourceBytes / 1e6;
    throw new AppError('OUTPUT_TOO_LARGE', `The file is larger than the ${limit_MB} MB a message can hold.`, {
      hint: 'Use export_model, which writes it to disk.',
    });
  }
  const isText = !isPart && isTextType(mimeType);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isText
    ? { uri, mimeType, text: buffer.toString('utf8') }
    : { uri, mimeType, blob: buffer.toString('base64') };
}

function isTextType(mimeType: string): boolean {
  return mimeType.startsWith('application/x-openscad') || mimeType.startsWith('image/svg');
}
