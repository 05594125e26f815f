import type { HighlightColor } from '../../contracts/highlight.ts';
import type { Mesh } from '../../contracts/mesh.ts';
import { twiceAreaOf } from '../measure/triangle-area.ts';

/** Gives triangles colours; what is painted later covers what was painted before. */
export class FacePainter {
  /** As `Highlight.faceColors` has them. */
  readonly colors: Uint8Array;
  readonly #mesh: Mesh;

  constructor(mesh: Mesh) {
    this.#mesh = mesh;
    this.colors = new Uint8Array((mesh.indices.length / 3) * 4);
  }

  /** Paints triangles; returns their area in mm². */
  paint(triangles: Iterable<number>, [red, green, blue]: HighlightColor): number {
    let twice = 0;
    for (const triangle of triangles) {
      this.colors[triangle * 4] = red;
      this.colors[triangle * 4 + 1] = green;
      this.colors[triangle * 4 + 2] = blue;
      this.colors[triangle * 4 + 3] = 255;
      twice += twiceAreaOf(this.#mesh, triangle);
    }
    return twice / 2;
  }
}
