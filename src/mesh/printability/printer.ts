/** What matters of a printer that lays down molten plastic in layers. */
export interface Printer {
  /** Width, depth and height of what it can print. */
  readonly bed_mm: readonly [number, number, number];
  /** Diameter of the nozzle, which is about the width of a line. */
  readonly nozzle_mm: number;
  readonly layer_mm: number;
  /**
   * The steepest overhang it prints without support, measured from the vertical, as slicers do: a wall has 0°,
   * a ceiling 90°.
   */
  readonly max_overhang_deg: number;
}

/** A common desktop printer. */
export const DEFAULT_PRINTER: Printer = {
  bed_mm: [220, 220, 250],
  nozzle_mm: 0.4,
  layer_mm: 0.2,
  max_overhang_deg: 45,
};
