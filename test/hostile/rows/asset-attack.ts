import { asToolFiles } from '../../support/asset-files.ts';
import type { HostileRow, Outcome } from './hostile-row.ts';

/** A file that is made to hurt, and how the server answers a model that reads it. */
export interface AssetAttack {
  /** In the catalogue. */
  readonly id: number;
  readonly title: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  /** By default an import of the file. */
  readonly code?: string;
  /** That the model is at fault, unless given. */
  readonly expected?: Outcome | readonly Outcome[];
  readonly message?: RegExp;
}

/** The calls that hand such files over. */
export function toRows(attacks: readonly AssetAttack[]): HostileRow[] {
  return attacks.map(({ id, title, file, content, code, expected = 'SCAD_RUNTIME', message }) => ({
    id,
    title: `${file} with ${title}`,
    args: { code: code ?? `import("${file}");`, files: asToolFiles({ [file]: content }) },
    expected,
    ...(message === undefined ? {} : { message }),
  }));
}
