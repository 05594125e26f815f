import { parseXml } from '../parse-xml.ts';
import { openZip, type ZipArchive } from '../zip.ts';
import { fault } from './fault.ts';
import { type ModelPart, parseModelPart } from './model-part.ts';

const ZIP_LIMITS = { maxEntries: 1000, maxExpandedBytes: 64 * 2 ** 20, maxRatio: 100 };

/** Open Packaging Conventions: where a package says what its parts are, and how it calls the 3D model. */
const RELATIONSHIPS = '_rels/.rels';
const MODEL_RELATIONSHIP = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';
const USUAL_MODEL = '3D/3dmodel.model';

/** The parts of a 3MF package, each read when it is asked for and then kept. */
export interface Package {
  /** Name of the part whose build is the model. */
  readonly root: string;
  /** @param name of a part, which may start with a slash, in any case. */
  part(name: string): { readonly name: string; readonly part: ModelPart };
}

/**
 * Opens a 3MF file.
 *
 * @throws AppError INVALID_INPUT or SOURCE_TOO_LARGE; its methods throw these too, and OUTPUT_TOO_LARGE.
 */
export function openPackage(bytes: Uint8Array): Package {
  const zip = openZip(bytes, ZIP_LIMITS);
  const parts = new Map<string, ModelPart>();
  return {
    root: findRoot(zip),
    part: wanted => {
      const name = zip.find(wanted.replace(/^\//, ''));
      if (name === null) throw fault(`it has no part ${JSON.stringify(wanted.slice(0, 120))}`);
      const part = parts.get(name) ?? parseModelPart(zip.read(name));
      parts.set(name, part);
      return { name, part };
    },
  };
}

function findRoot(zip: ZipArchive): string {
  const relationships = zip.find(RELATIONSHIPS);
  const target = relationships === null ? null : readTarget(zip.read(relationships));
  return target ?? USUAL_MODEL;
}

function readTarget(xml: Uint8Array): string | null {
  let target: string | null = null;
  parseXml(xml, {
    open: ({ attributes }) => {
      if (attributes.Type?.value === MODEL_RELATIONSHIP) target ??= attributes.Target?.value ?? null;
    },
  });
  return target;
}
