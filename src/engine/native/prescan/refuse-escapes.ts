import { posix } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import type { FileSet, ModelFile, StagedFile } from '../../../contracts/model.ts';
import { type SourceScan, scanSource } from './scan-source.ts';
import { mayReadOthers } from './scan-xml.ts';

/** Files that are XML, whose parser reads other files when they say so. */
const XML_FILE = /\.(?:svg|amf|xml)$/i;

/** Files of libraries come again and again. */
const scans = new WeakMap<ModelFile, SourceScan>();

/**
 * Refuses a model that reads, or may read, files outside of what was staged. It is the only guard where no sandbox
 * encloses OpenSCAD, so whatever cannot be seen is refused, too.
 *
 * @param assets its own files as they are staged; a packed file is unpacked by then.
 * @throws AppError PATH_REJECTED with file and line.
 */
export function refuseEscapes({ files, libraries }: FileSet, assets: readonly StagedFile[]): void {
  const absolute = [...files, ...assets].find(({ path }) => path.startsWith('/'));
  if (absolute !== undefined) throw rejected(`The model has a file at an absolute path: ${absolute.path}.`);
  for (const staged of [files, libraries]) {
    const paths = new Set(staged.map(({ path }) => path));
    for (const file of staged.filter(({ isSource }) => isSource)) refuseSource(file, paths);
  }
  for (const { path, bytes } of [...assets, ...libraries]) {
    if (XML_FILE.test(path) && mayReadOthers(bytes)) {
      throw rejected(`${path} declares a document type or entities, or is in an encoding that hides them.`);
    }
  }
}

function refuseSource(file: ModelFile, staged: ReadonlySet<string>): void {
  const { paths, unseenAtLine } = scan(file);
  if (unseenAtLine !== null) {
    throw rejected(`${file.path} line ${unseenAtLine} puts the name of a file together at run time.`);
  }
  const outside = paths.find(({ path }) => !staysInside(path, file.path, staged));
  if (outside !== undefined) {
    throw rejected(`${file.path} line ${outside.line} names a file outside of the model: ${outside.path}.`);
  }
}

function scan(file: ModelFile): SourceScan {
  const known = scans.get(file);
  if (known !== undefined) return known;
  const { bytes } = file;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const found = scanSource(text);
  scans.set(file, found);
  return found;
}

/**
 * Where `..` leads depends on the folder that OpenSCAD begins in, which is one after the other: that of the file,
 * of the model, of the libraries. A file that is there beside the first is the one it takes.
 */
function staysInside(path: string, from: string, staged: ReadonlySet<string>): boolean {
  if (path.includes('\\') || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return false;
  if (!path.split('/').includes('..')) return true;
  return staged.has(posix.join(posix.dirname(from), path));
}

function rejected(message: string): AppError {
  return new AppError('PATH_REJECTED', `${message} The installed OpenSCAD runs without a sandbox here.`, {
    hint: 'Name files by plain strings, relative to the model; or install bubblewrap, which encloses OpenSCAD.',
  });
}
