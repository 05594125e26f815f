import { decodeBase64 } from '../hosts/base64.ts';
import type { ModelHost } from '../hosts/model-host.ts';
import { make } from './dom.ts';

/** Files of a solid, of a drawing, and of any model: extension and the name of the resource. */
const FILES = {
  '3d': { stl: 'mesh.stl', '3mf': 'mesh.3mf', glb: 'mesh.glb' },
  '2d': { svg: 'outline.svg', dxf: 'outline.dxf', pdf: 'outline.pdf' },
  any: { scad: 'folded.scad' },
} as const;

/** What is offered for saving. */
export interface Offer {
  readonly modelId: string;
  readonly kind: string | undefined;
  /** The picture as it is now, as a data: URL. */
  takePicture(): string;
}

/**
 * Makes the buttons that save a model as a file.
 *
 * @param onTrouble is told why a file could not be saved.
 */
export function makeDownloads(
  host: ModelHost,
  offer: Offer,
  onTrouble: (message: string) => void,
): HTMLElement {
  const own = offer.kind === '2d' ? FILES['2d'] : FILES['3d'];
  const buttons = Object.entries({ ...own, ...FILES.any }).map(([extension, file]) =>
    makeSaver(extension, onTrouble, () =>
      host.saveModelFile(offer.modelId, file, `${offer.modelId}.${extension}`),
    ),
  );
  const picture = makeSaver('png', onTrouble, () => {
    const [, data] = offer.takePicture().split(',');
    return host.saveFile({ name: `${offer.modelId}.png`, mimeType: 'image/png', bytes: decodeBase64(data) });
  });
  return make('div', { class: 'downloads' }, ...buttons, picture);
}

function makeSaver(
  extension: string,
  onTrouble: (message: string) => void,
  save: () => Promise<void>,
): HTMLButtonElement {
  const name = extension.toUpperCase();
  const button = make('button', { type: 'button', 'aria-label': `Save as ${name}` }, name);
  button.addEventListener('click', () => {
    button.disabled = true;
    save()
      .catch((thrown: unknown) => onTrouble(thrown instanceof Error ? thrown.message : String(thrown)))
      .finally(() => {
        button.disabled = false;
      });
  });
  return button;
}
