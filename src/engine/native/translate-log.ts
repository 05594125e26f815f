import { posix } from 'node:path';
import type { RunLog } from '../../contracts/evaluation-protocol.ts';
import { LIBRARY_ROOT, MODEL_ROOT } from '../../contracts/model.ts';
import type { Layout } from './sandbox.ts';

/** Where a message of OpenSCAD 2021.01 says that a problem is; the path is relative to the folder of the entry. */
const PLACE = /^((?:ERROR|WARNING|DEPRECATED|TRACE): .* in file )([^/'][^']*)(, line \d+)$/;

/**
 * Brings paths into the form that the bundled OpenSCAD prints, for which the readers of logs are made: absolute, in
 * MODEL_ROOT or LIBRARY_ROOT.
 *
 * @param entry path of the model's entry.
 */
export function translateLog(log: RunLog, layout: Layout, entry: string): RunLog {
  const translate = (line: string) => translateLine(line, layout, entry);
  return { ...log, head: log.head.map(translate), tail: log.tail.map(translate) };
}

function translateLine(line: string, { model, libraries }: Layout, entry: string): string {
  const folder = posix.dirname(entry.startsWith('/') ? entry : MODEL_ROOT + entry);
  return replaceFolder(replaceFolder(line, model, MODEL_ROOT), libraries, LIBRARY_ROOT).replace(
    PLACE,
    (_, message: string, path: string, place: string) => message + posix.join(folder, path) + place,
  );
}

/** Names a folder by another one, wherever a path begins with it. */
export function replaceFolder(text: string, folder: string, root: string): string {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return start === root ? text : text.replaceAll(start, root);
}
