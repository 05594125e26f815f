import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  DoubleSide,
  FrontSide,
  Mesh,
  MeshLambertMaterial,
  type Object3D,
  Scene,
} from 'three';
import type { Mesh as MeshData } from '../../contracts/mesh.ts';
import { hexColor, type Theme } from '../theme.ts';
import { findEdges, type MeshEdges } from './mesh-edges.ts';

/**
 * How faces seen from behind are drawn: not at all, in their own colour, or in the warning colour because
 * they show that the mesh is open or inside out.
 */
export type BackFaces = 'hide' | 'show' | 'warn';

/** The model in a scene, with what three.js has no place for. */
export class ModelMesh extends Mesh<BufferGeometry, MeshLambertMaterial> {
  readonly data: MeshData;
  readonly theme: Theme;
  /** Whether some faces let through what is behind them. */
  readonly translucent: boolean;
  backFaces: BackFaces = 'show';
  private foundEdges: MeshEdges | null = null;

  constructor(data: MeshData, theme: Theme) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
    geometry.setIndex(new BufferAttribute(data.indices, 1));
    super(geometry, new MeshLambertMaterial({ color: hexColor(theme.face), flatShading: true }));
    this.data = data;
    this.theme = theme;
    this.translucent = hasTranslucentFaces(data);
  }

  /** The edges of the mesh, found when they are first asked for. */
  get edges(): MeshEdges {
    this.foundEdges ??= findEdges(this.data);
    return this.foundEdges;
  }

  /** Sets how faces seen from behind are drawn, on the material too. */
  showBackFaces(backFaces: BackFaces): void {
    this.backFaces = backFaces;
    this.material.side = backFaces === 'hide' ? FrontSide : DoubleSide;
  }
}

function hasTranslucentFaces({ faceColors }: MeshData): boolean {
  if (faceColors === null) return false;
  for (let alpha = 3; alpha < faceColors.length; alpha += 4) {
    if (faceColors[alpha] > 0 && faceColors[alpha] < 255) return true;
  }
  return false;
}

/** OpenSCAD's light: a little from everywhere, so that no face is black. */
const AMBIENT_INTENSITY = 0.2;

/** Where OpenSCAD's two lamps stand as seen from the eye: x right, y up, z behind the viewer. */
const LAMP_POSITIONS = [
  [-1, 1, 1],
  [1, -1, -1],
] as const;

/** A scene with the model and its ambient light; a camera brings its lamps along. */
export function buildScene(model: ModelMesh): Scene {
  const scene = new Scene();
  scene.add(model, new AmbientLight(0xffffff, AMBIENT_INTENSITY));
  return scene;
}

/** Fixes OpenSCAD's two lamps to a camera, so that they move with it. */
export function attachLamps(camera: Object3D): void {
  for (const [x, y, z] of LAMP_POSITIONS) {
    const lamp = new DirectionalLight(0xffffff, 1);
    lamp.position.set(x, y, z);
    camera.add(lamp, lamp.target);
  }
}
