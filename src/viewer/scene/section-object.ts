import {
  AlwaysStencilFunc,
  BackSide,
  BufferAttribute,
  BufferGeometry,
  DecrementWrapStencilOp,
  DoubleSide,
  FrontSide,
  Group,
  IncrementWrapStencilOp,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  NotEqualStencilFunc,
  Plane,
  PlaneGeometry,
  ReplaceStencilOp,
  type Side,
  type StencilOp,
  Vector3,
} from 'three';
import { sectionColors } from '../../preview/raster/section-color.ts';
import { themeOf } from '../../preview/theme.ts';
import { type AxisIndex, findCutLines } from '../geometry/cut-lines.ts';
import type { Shape } from '../geometry/shape.ts';

/** Where a model is cut. */
export interface Cut {
  readonly axis: AxisIndex;
  readonly offset_mm: number;
  /** Keeps what lies above the plane instead of below. */
  readonly isFlipped: boolean;
}

/** A cap of this many mm is larger than any model. */
const CAP_SIDE = 1;

const HATCH_PX = 9;

/**
 * A section of a model: the plane that cuts, and a hatched cap on what was cut. At each pixel the stencil counts
 * faces seen from behind less those seen from the front; where more are left, the eye looks into the solid.
 */
export class SectionObject {
  readonly root = new Group();
  readonly plane = new Plane();
  readonly #shape: Shape;
  readonly #counters: readonly Mesh[];
  readonly #cap: Mesh<PlaneGeometry, MeshBasicMaterial>;
  readonly #outline: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #span: number;

  /**
   * @param geometry of the shape's faces.
   * @param isClosed whether it has an inside, and so can have a cap.
   * @param span_mm side of a square that covers the model.
   */
  constructor(shape: Shape, geometry: BufferGeometry, isClosed: boolean, span_mm: number) {
    this.#shape = shape;
    this.#span = span_mm;
    this.#counters = [
      counter(geometry, BackSide, IncrementWrapStencilOp, this.plane),
      counter(geometry, FrontSide, DecrementWrapStencilOp, this.plane),
    ];
    const { surface } = sectionColors(themeOf('Cornfield'));
    this.#cap = new Mesh(new PlaneGeometry(CAP_SIDE, CAP_SIDE), capMaterial(surface));
    this.#cap.renderOrder = 2;
    this.#cap.onAfterRender = renderer => renderer.clearStencil();
    this.#outline = new LineSegments(
      new BufferGeometry(),
      new LineBasicMaterial({ color: 0x3a1208, depthTest: true }),
    );
    this.#outline.renderOrder = 4;
    if (isClosed) this.root.add(...this.#counters, this.#cap);
    this.root.add(this.#outline);
  }

  /** Moves the plane. */
  moveTo({ axis, offset_mm, isFlipped }: Cut): void {
    const sign = isFlipped ? 1 : -1;
    this.plane.normal.set(0, 0, 0).setComponent(axis, sign);
    this.plane.constant = -sign * offset_mm;
    const center = new Vector3().setComponent(axis, offset_mm);
    this.#cap.position.copy(center);
    this.#cap.scale.setScalar(2 * this.#span);
    this.#cap.lookAt(center.clone().add(this.plane.normal));
    const ends = findCutLines(this.#shape, axis, offset_mm);
    this.#outline.geometry.dispose();
    this.#outline.geometry = new BufferGeometry();
    this.#outline.geometry.setAttribute('position', new BufferAttribute(ends, 3));
  }

  dispose(): void {
    for (const { material } of [...this.#counters, this.#cap, this.#outline]) {
      for (const one of [material].flat()) one.dispose();
    }
    this.#cap.geometry.dispose();
    this.#outline.geometry.dispose();
  }
}

function counter(geometry: BufferGeometry, side: Side, count: StencilOp, plane: Plane): Mesh {
  const material = new MeshBasicMaterial({ side, clippingPlanes: [plane] });
  material.colorWrite = false;
  material.depthWrite = false;
  material.depthTest = false;
  material.stencilWrite = true;
  material.stencilFunc = AlwaysStencilFunc;
  material.stencilFail = count;
  material.stencilZFail = count;
  material.stencilZPass = count;
  const mesh = new Mesh(geometry, material);
  mesh.renderOrder = 1;
  return mesh;
}

function capMaterial([red, green, blue]: readonly [number, number, number]): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ side: DoubleSide });
  material.color.setRGB(red / 255, green / 255, blue / 255, 'srgb');
  material.stencilWrite = true;
  material.stencilRef = 0;
  material.stencilFunc = NotEqualStencilFunc;
  material.stencilFail = ReplaceStencilOp;
  material.stencilZFail = ReplaceStencilOp;
  material.stencilZPass = ReplaceStencilOp;
  // Hatching of even width on the screen, as in a drawing.
  material.onBeforeCompile = shader => {
    const hatch = `diffuseColor.rgb *= mod(gl_FragCoord.x - gl_FragCoord.y, ${HATCH_PX}.0) < 1.5 ? 0.62 : 1.0;`;
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <color_fragment>',
      `#include <color_fragment>\n${hatch}`,
    );
  };
  return material;
}
