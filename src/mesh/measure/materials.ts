import type { MassProperties, Tensor } from './mass.ts';

/** A material of the table. */
export interface Material {
  readonly density_g_cm3: number;
  /** Where the number comes from, or the range it stands for. */
  readonly source: string;
}

const FILAMENT = 'value of slicers’ generic filament profiles';
const METALS = 'engineering tables (Gere, Mechanics of Materials, appendix H)';

/**
 * Densities of solid material, without infill or pores. Plastics differ by some percent between makers and
 * colours, wood by a quarter between trees; for more, weigh a piece and pass its density.
 */
export const MATERIALS = {
  PLA: { density_g_cm3: 1.24, source: `${FILAMENT}; makers state 1.20–1.25` },
  PETG: { density_g_cm3: 1.27, source: `${FILAMENT}; makers state 1.23–1.29` },
  ABS: { density_g_cm3: 1.04, source: `${FILAMENT}; makers state 1.03–1.07` },
  ASA: { density_g_cm3: 1.07, source: `${FILAMENT}; makers state 1.05–1.08` },
  TPU: { density_g_cm3: 1.21, source: 'makers of 85A–95A filament state 1.19–1.25' },
  nylon: { density_g_cm3: 1.14, source: 'PA6 and PA66, unfilled and dry: 1.13–1.15' },
  PA12: { density_g_cm3: 1.01, source: 'PA12, unfilled: 1.01–1.02; sintered from powder about 0.95' },
  PC: { density_g_cm3: 1.2, source: 'polycarbonate without filler: 1.19–1.22' },
  PP: { density_g_cm3: 0.9, source: 'polypropylene without filler: 0.89–0.91' },
  POM: { density_g_cm3: 1.41, source: 'acetal copolymer without filler: 1.39–1.42' },
  acrylic: { density_g_cm3: 1.19, source: 'PMMA sheet: 1.17–1.20' },
  resin: { density_g_cm3: 1.18, source: 'cured photopolymer for SLA printers: 1.10–1.20' },
  aluminium: { density_g_cm3: 2.7, source: `6061-T6; ${METALS}` },
  steel: { density_g_cm3: 7.85, source: METALS },
  'stainless steel': { density_g_cm3: 8.0, source: 'austenitic, as EN 1.4301 (AISI 304): 7.9–8.0' },
  brass: { density_g_cm3: 8.5, source: `8.4–8.6 in ${METALS}` },
  copper: { density_g_cm3: 8.9, source: METALS },
  titanium: { density_g_cm3: 4.5, source: METALS },
  wood: { density_g_cm3: 0.5, source: 'softwood, air dry: 0.45–0.60' },
  oak: { density_g_cm3: 0.7, source: 'air dry: 0.60–0.75' },
  plywood: { density_g_cm3: 0.68, source: 'birch plywood, air dry: 0.65–0.72' },
  MDF: { density_g_cm3: 0.75, source: 'fibreboard: 0.70–0.80' },
} as const satisfies Record<string, Material>;

/** A name in {@link MATERIALS}. */
export type MaterialName = keyof typeof MATERIALS;

/** Other names people use. */
const ALIASES: Readonly<Record<string, MaterialName>> = {
  aluminum: 'aluminium',
  pa: 'nylon',
  pa6: 'nylon',
  polycarbonate: 'PC',
  pmma: 'acrylic',
  stainless: 'stainless steel',
  pine: 'wood',
};

/** Finds a material by name, whatever its case; null when the table has none of that name. */
export function findMaterial(name: string): (Material & { readonly name: MaterialName }) | null {
  const wanted = name.trim().toLowerCase();
  for (const [known, material] of Object.entries(MATERIALS)) {
    if (known.toLowerCase() === wanted && isMaterialName(known)) return { name: known, ...material };
  }
  const alias = Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : undefined;
  return alias === undefined ? null : { name: alias, ...MATERIALS[alias] };
}

function isMaterialName(name: string): name is MaterialName {
  return Object.hasOwn(MATERIALS, name);
}

/** What a body of some density weighs. */
export interface Weight {
  readonly density_g_cm3: number;
  readonly mass_g: number;
  /** About the centre of mass, along the model's axes. */
  readonly inertia_g_mm2: Tensor;
}

/** Weighs a solid of uniform density; one that is inside out weighs what the solid it outlines does. */
export function weigh(properties: MassProperties, density_g_cm3: number): Weight {
  const density_g_mm3 = density_g_cm3 / 1000;
  const [x, y, z] = properties.inertia.tensor_mm5;
  return {
    density_g_cm3,
    mass_g: Math.abs(properties.volume_mm3) * density_g_mm3,
    inertia_g_mm2: [
      [x[0] * density_g_mm3, x[1] * density_g_mm3, x[2] * density_g_mm3],
      [y[0] * density_g_mm3, y[1] * density_g_mm3, y[2] * density_g_mm3],
      [z[0] * density_g_mm3, z[1] * density_g_mm3, z[2] * density_g_mm3],
    ],
  };
}
