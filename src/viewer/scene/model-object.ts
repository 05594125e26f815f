import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  FrontSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  type Plane,
} from 'three';
import type { ColorRun, Shape } from '../geometry/shape.ts';

/** Faces seen from behind, where a mesh is open; the magenta of the pictures. */
const BACK_FACE_COLOR = 0xe61eb4;

/** After the section's cap, so that its stencil is done with. */
const FACES_ORDER = 3;

/** A shape as objects of three. */
export interface ModelObject {
  readonly root: Group;
  /** Faces alone, for rays and for the section. */
  readonly geometry: BufferGeometry;
  readonly faces: Mesh;
  readonly lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  /** Cuts off what is behind the planes. */
  clip(planes: readonly Plane[]): void;
  dispose(): void;
}

/**
 * Makes objects of a shape: flat faces in their colours, as pictures show them, and thin lines at their edges.
 *
 * @param isClosed whether no face can be seen from behind.
 */
export function buildModelObject(shape: Shape, isClosed: boolean, lineColor: number): ModelObject {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(shape.positions, 3));
  geometry.setIndex(new BufferAttribute(shape.indices, 1));
  shape.runs.forEach(({ start, count }, at) => {
    geometry.addGroup(start, count, at);
  });
  const isFlat = shape.positions.every((value, at) => at % 3 !== 2 || value === 0);
  const faces = new Mesh(
    geometry,
    shape.runs.map(run => faceMaterial(run, isFlat)),
  );
  const behind = new Mesh(geometry, new MeshBasicMaterial({ color: BACK_FACE_COLOR, side: BackSide }));
  behind.visible = !isClosed && !isFlat;
  const lineGeometry = new BufferGeometry();
  lineGeometry.setAttribute('position', new BufferAttribute(shape.lines, 3));
  const lines = new LineSegments(
    lineGeometry,
    new LineBasicMaterial({ color: lineColor, transparent: true, opacity: 0.8 }),
  );
  for (const object of [faces, behind, lines]) object.renderOrder = FACES_ORDER;
  const root = new Group().add(faces, behind, lines);
  const materials: Material[] = [...faces.material, behind.material, lines.material];
  return {
    root,
    geometry,
    faces,
    lines,
    clip(planes) {
      for (const material of materials) material.clippingPlanes = [...planes];
    },
    dispose() {
      for (const resource of [geometry, lineGeometry, ...materials]) resource.dispose();
    },
  };
}

function faceMaterial({ rgba }: ColorRun, isFlat: boolean): MeshStandardMaterial {
  const [red, green, blue, alpha] = rgba;
  const isOpaque = alpha >= 1;
  return new MeshStandardMaterial({
    color: new Color().setRGB(red, green, blue, 'srgb'),
    roughness: 0.72,
    metalness: 0,
    flatShading: true,
    side: isFlat ? DoubleSide : FrontSide,
    transparent: !isOpaque,
    opacity: alpha,
    depthWrite: isOpaque,
    // Lines lie in the faces they belong to; faces step back a little for them.
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
  });
}
