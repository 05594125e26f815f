import { MATERIALS } from '../mesh/measure/materials.ts';

/** Materials whose density is known, common filaments first. */
export function listMaterials(): readonly string[] {
  return Object.keys(MATERIALS);
}
