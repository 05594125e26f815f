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
  /** Whether its colours tell a finding, so that they are to be seen in drawings of lines and glass too. */
  readonly showsFinding: boolean;
  private foundEdges: MeshEdges | null = null;

  constructor(data: MeshData, theme: Theme, showsFinding = false) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(data.positions, 3));
    geometry.setIndex(new BufferAttribute(data.indices, 1));
    super(geometry, new MeshLambertMaterial({ color: hexColor(theme.face), flatShading: true }));
    this.data = data;
    this.theme = theme;
    this.showsFinding = showsFinding;
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

/** How bright a scene is: what comes from everywhere, so that no face is black, and from each lamp. */
export interface Light {
  readonly ambient: number;
  readonly lamp: number;
}

/** OpenSCAD's light. */
const USUAL_LIGHT: Light = { ambient: 0.2, lamp: 1 };

/** A light in which a colour looks nearly the same on all sides, so that it can be found in a legend. */
export const EVEN_LIGHT: Light = { ambient: 0.84, lamp: 0.2 };

/** Where OpenSCAD's two lamps stand as seen from the eye: x right, y up, z behind the viewer. */
const LAMP_POSITIONS = [
  [-1, 1, 1],
  [1, -1, -1],
] as const;

/** A scene with the model and its ambient light; a camera brings its lamps along. */
export function buildScene(model: ModelMesh, { ambient }: Light = USUAL_LIGHT): Scene {
  const scene = new Scene();
  scene.add(model, new AmbientLight(0xffffff, ambient));
  return scene;
}

/** Fixes OpenSCAD's two lamps to a camera, so that they move with it. */
export function attachLamps(camera: Object3D, { lamp: intensity }: Light = USUAL_LIGHT): void {
  for (const [x, y, z] of LAMP_POSITIONS) {
    const lamp = new DirectionalLight(0xffffff, intensity);
    lamp.position.set(x, y, z);
    camera.add(lamp, lamp.target);
  }
}
