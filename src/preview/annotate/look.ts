/** How grids are drawn, in 3D and 2D alike: fine enough never to compete with the model. */
export const GRID_LOOK = { width_px: 0.9, minorOpacity: 0.16, majorOpacity: 0.34 } as const;

/**
 * How axes through the origin are drawn; `leastUnit` bounds how thin small pictures make
 * them, and `beyond` is how far they reach beyond the model, as a part of its diagonal.
 */
export const AXIS_LOOK = { width_px: 1.5, leastUnit: 0.8, opacity: 0.9, beyond: 0.12 } as const;
