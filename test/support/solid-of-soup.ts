import Module from 'manifold-3d';

/** Corners of triangles, nine coordinates each. */
export type Soup = readonly number[];

/** A solid as somebody else measures it. */
export interface MeasuredSoup {
  readonly triangles: number;
  /** min x, y, z, max x, y, z. */
  readonly box: readonly number[];
  readonly volume_mm3: number;
  readonly area_mm2: number;
  /** Separate solids; the wall of a cavity belongs to the one around it. */
  readonly parts: number;
}

const manifold = await Module();
manifold.setup();

/**
 * Measures triangles with manifold-3d, the library that OpenSCAD itself calculates with.
 *
 * @throws Error when they do not bound a solid.
 */
export function measureSoup(soup: Soup): MeasuredSoup {
  const mesh = new manifold.Mesh({
    numProp: 3,
    vertProperties: Float32Array.from(soup),
    triVerts: Uint32Array.from({ length: soup.length / 3 }, (_, corner) => corner),
  });
  mesh.merge();
  const solid = new manifold.Manifold(mesh);
  if (solid.status() !== 'NoError') throw new Error(`not a solid: ${solid.status()}`);
  const { min, max } = solid.boundingBox();
  return {
    triangles: soup.length / 9,
    box: [...min, ...max],
    volume_mm3: solid.volume(),
    area_mm2: solid.surfaceArea(),
    parts: solid.decompose().filter(piece => piece.volume() > 0).length,
  };
}
