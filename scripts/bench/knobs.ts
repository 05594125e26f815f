import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder, projectRoot } from '../project-paths.ts';
import type { ScriptClient } from '../stdio-client.ts';

/** Models whose number of triangles is a choice. */
export const MODELS_FOLDER = join(projectRoot, 'scripts', 'bench', 'models');

/** `detail` of knobs.scad for about so many triangles. */
export const DETAILS: Readonly<Record<number, number>> = {
  1000: 10,
  10000: 32,
  100000: 108,
  1000000: 346,
};

/** Settings of a server that renders a million triangles: by default a render has 1024 MB. */
export const ROOMY = { OPENSCAD_MAX_MEMORY_MB: '3072' };

/** How long a large one may take. */
export const TIMEOUT_S = 300;

const exportedSchema = z.object({
  model_id: z.string(),
  mesh: z.object({ triangles: z.number() }),
  artifacts: z.array(z.object({ path: z.string() })).length(1),
});

/** A model that the server knows, and one that imports the same triangles, for the native program. */
export interface KnownModel {
  readonly modelId: string;
  readonly triangles: number;
  readonly importer: string;
}

/** Has the server evaluate a model of {@link MODELS_FOLDER} and writes its triangles for the native program. */
export async function makeKnown(client: ScriptClient, file: string, detail: number): Promise<KnownModel> {
  const model = { path: join(MODELS_FOLDER, file), parameters: { detail }, timeout_s: TIMEOUT_S };
  const { report } = await client.call('export_model', { ...model, format: 'stl' });
  const { model_id, mesh, artifacts } = exportedSchema.parse(report);
  mkdirSync(cacheFolder, { recursive: true });
  const name = `bench-${detail}`;
  copyFileSync(artifacts[0].path, join(cacheFolder, `${name}.stl`));
  const importer = join(cacheFolder, `${name}.scad`);
  writeFileSync(importer, `import("${name}.stl");\n`);
  return { modelId: model_id, triangles: mesh.triangles, importer };
}
