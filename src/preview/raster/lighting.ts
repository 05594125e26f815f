import { AmbientLight, DirectionalLight, type Scene, Vector3 } from 'three';
import type { SceneCamera } from './screen-transform.ts';

/** A lamp infinitely far away. */
interface Lamp {
  /** Unit vector towards the lamp, in eye coordinates. */
  readonly direction: Vector3;
  readonly intensity: number;
}

/** The light of a scene as the eye sees it. All light is white. */
export interface Lighting {
  readonly ambient: number;
  readonly lamps: readonly Lamp[];
  /** Whether bright faces keep their hue; in OpenSCAD's own look they do not. */
  readonly keepsHue: boolean;
}

/** Gathers the ambient and directional lights of a scene whose world matrices are up to date. */
export function gatherLighting(scene: Scene, camera: SceneCamera, keepsHue: boolean): Lighting {
  let ambient = 0;
  const lamps: Lamp[] = [];
  scene.traverseVisible(object => {
    if (object instanceof AmbientLight) ambient += object.intensity;
    if (object instanceof DirectionalLight) {
      const target = new Vector3().setFromMatrixPosition(object.target.matrixWorld);
      const direction = new Vector3()
        .setFromMatrixPosition(object.matrixWorld)
        .sub(target)
        .transformDirection(camera.matrixWorldInverse);
      lamps.push({ direction, intensity: object.intensity });
    }
  });
  return { ambient, lamps, keepsHue };
}

/**
 * How bright a face with this unit normal (eye coordinates) is: ambient light plus, per lamp, the cosine of
 * the angle of incidence. As in OpenSCAD this is a factor on sRGB values, not on linear ones.
 */
export function brightness({ ambient, lamps }: Lighting, x: number, y: number, z: number): number {
  let sum = ambient;
  for (let i = 0; i < lamps.length; i++) {
    const { direction, intensity } = lamps[i];
    sum += intensity * Math.max(0, x * direction.x + y * direction.y + z * direction.z);
  }
  return sum;
}
