import { scratchFloats } from './scratch.ts';
import type { ScreenTransform } from './screen-transform.ts';
import { NOT_IN_FRONT } from './visibility-buffer.ts';

/** Vertices on the screen: x from the left and y from the top, in samples. */
export interface ScreenVertices {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** As in the visibility buffer; NOT_IN_FRONT where x and y mean nothing. */
  readonly nearness: Float32Array;
}

/**
 * Projects every vertex once. Results are rounded to 32 bits here, so that all triangles that share a
 * vertex work with exactly the same point and leave no gap between them. They last until the next picture.
 */
export function projectVertices(positions: Float32Array, transform: ScreenTransform): ScreenVertices {
  const count = positions.length / 3;
  const screen = {
    x: scratchFloats('screen x', count),
    y: scratchFloats('screen y', count),
    nearness: scratchFloats('screen nearness', count),
  };
  const [m0, m1, m2, , m4, m5, m6, , m8, m9, m10, , m12, m13, m14] = transform.modelView;
  const { perspective, near_mm, halfWidth, halfHeight, projection: p } = transform;
  for (let vertex = 0, i = 0; vertex < count; vertex++, i += 3) {
    const x = positions[i];
    const y = positions[i + 1];
    const z = positions[i + 2];
    const eyeX = m0 * x + m4 * y + m8 * z + m12;
    const eyeY = m1 * x + m5 * y + m9 * z + m13;
    const eyeZ = m2 * x + m6 * y + m10 * z + m14;
    if (perspective && -eyeZ < near_mm) {
      screen.x[vertex] = 0;
      screen.y[vertex] = 0;
      screen.nearness[vertex] = NOT_IN_FRONT;
      continue;
    }
    const scale = perspective ? -1 / eyeZ : 1;
    screen.x[vertex] = halfWidth * (1 + (p[0] * eyeX + p[8] * eyeZ + p[12]) * scale);
    screen.y[vertex] = halfHeight * (1 - (p[5] * eyeY + p[9] * eyeZ + p[13]) * scale);
    screen.nearness[vertex] = perspective ? scale : eyeZ;
  }
  return screen;
}
