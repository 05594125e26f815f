import { type Box3, OrthographicCamera, PerspectiveCamera, Spherical, Vector3 } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { frameBox, type ViewerView, viewDirection } from './frame-view.ts';

/** Vertical angle of view; OpenSCAD's. */
const FIELD_OF_VIEW_DEG = 22.5;

const SLOPE = Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);

/** Width of the tools at the side of the picture; in a narrow one they are above the model. */
const TOOLS_PX = 50;
const NARROW_PX = 500;

/** One press of an arrow key turns by this much. */
const KEY_TURN_RAD = Math.PI / 24;

/** The eye: two cameras, with and without perspective, that show the same at the same size. */
export class Eye {
  readonly #perspective = new PerspectiveCamera(FIELD_OF_VIEW_DEG);
  readonly #orthographic = new OrthographicCamera();
  readonly #controls: OrbitControls;
  /** What is looked at, which near and far have to enclose. */
  #box: Box3;
  #aspect = 1;
  #isFitted = true;
  /** Of the part of the window that is free of tools. */
  #freeAspect = 1;

  /** @param onMove is called whenever the picture has to be drawn anew. */
  constructor(canvas: HTMLElement, box: Box3, onMove: () => void) {
    this.#box = box;
    for (const camera of [this.#perspective, this.#orthographic]) camera.up.set(0, 0, 1);
    this.#controls = new OrbitControls(this.#perspective, canvas);
    this.#controls.enableDamping = false;
    this.#controls.zoomToCursor = true;
    this.#controls.addEventListener('change', onMove);
    this.#controls.addEventListener('start', () => {
      this.#isFitted = false;
    });
    canvas.addEventListener('keydown', event => {
      if (this.#turnByKey(event.key)) event.preventDefault();
    });
    this.look('iso');
  }

  get camera(): PerspectiveCamera | OrthographicCamera {
    return this.isPerspective ? this.#perspective : this.#orthographic;
  }

  /** Whether everything is shown, and the user has not turned or moved since. */
  get isFitted(): boolean {
    return this.#isFitted;
  }

  get isPerspective(): boolean {
    return this.#controls.object === this.#perspective;
  }

  /** The direction from what is looked at to the eye, of length 1. */
  get direction(): Vector3 {
    return this.camera.position.clone().sub(this.#controls.target).normalize();
  }

  /** Millimetres per pixel at a point. */
  scaleAt(point: Vector3, height_px: number): number {
    if (!this.isPerspective) return 2 / this.#orthographic.zoom / height_px;
    const depth = point.clone().sub(this.camera.position).dot(this.camera.getWorldDirection(new Vector3()));
    return (2 * depth * SLOPE) / height_px;
  }

  /** Shows everything from the side that a name says, or from where the eye is. */
  look(view: ViewerView | 'here'): void {
    const direction = view === 'here' ? this.direction : viewDirection(view);
    const { distance, halfHeight } = frameBox(this.#box, direction, SLOPE, this.#freeAspect);
    const center = this.#box.getCenter(new Vector3());
    this.#controls.target.copy(center);
    this.camera.position.copy(center).addScaledVector(direction, distance);
    this.#orthographic.zoom = 1 / halfHeight;
    this.#controls.update();
    this.#isFitted = true;
    this.refresh();
  }

  /** Changes what is looked at, without moving. */
  setBox(box: Box3): void {
    this.#box = box;
    this.refresh();
  }

  /** Takes over the size of the picture, in pixels. */
  setViewport(width_px: number, height_px: number): void {
    this.#aspect = width_px / height_px;
    const tools_px = width_px < NARROW_PX ? 0 : 2 * TOOLS_PX;
    this.#freeAspect = (width_px - tools_px) / height_px;
    this.refresh();
  }

  /** Changes between the two cameras; what is looked at keeps its size. */
  setPerspective(isPerspective: boolean): void {
    if (isPerspective === this.isPerspective) return;
    const { direction } = this;
    const { target } = this.#controls;
    const distance = this.camera.position.distanceTo(target);
    if (isPerspective) {
      this.#perspective.position.copy(target).addScaledVector(direction, 1 / this.#orthographic.zoom / SLOPE);
      this.#controls.object = this.#perspective;
    } else {
      this.#orthographic.position.copy(target).addScaledVector(direction, distance);
      this.#orthographic.zoom = 1 / (distance * SLOPE);
      this.#controls.object = this.#orthographic;
    }
    this.#controls.update();
    this.refresh();
  }

  /** Brings the cameras in line with where they are. */
  refresh(): void {
    const { camera } = this;
    const center = this.#box.getCenter(new Vector3());
    const radius = this.#box.getSize(new Vector3()).length() + 1e-3;
    const distance = camera.position.distanceTo(center);
    camera.far = distance + 4 * radius;
    if (camera instanceof PerspectiveCamera) {
      camera.aspect = this.#aspect;
      camera.near = Math.max(distance - 4 * radius, camera.far / 2000);
    } else {
      Object.assign(camera, { left: -this.#aspect, right: this.#aspect, top: 1, bottom: -1 });
      camera.near = -camera.far;
    }
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  }

  #turnByKey(key: string): boolean {
    const turns: Readonly<Record<string, readonly [theta: number, phi: number, scale: number]>> = {
      ArrowLeft: [-KEY_TURN_RAD, 0, 1],
      ArrowRight: [KEY_TURN_RAD, 0, 1],
      ArrowUp: [0, -KEY_TURN_RAD, 1],
      ArrowDown: [0, KEY_TURN_RAD, 1],
      '+': [0, 0, 1 / 1.2],
      '-': [0, 0, 1.2],
    };
    const turn = Object.hasOwn(turns, key) ? turns[key] : undefined;
    if (turn === undefined) return false;
    const [theta, phi, scale] = turn;
    this.#isFitted = false;
    const { target } = this.#controls;
    const offset = this.camera.position.clone().sub(target);
    // Spherical coordinates of three have y up.
    const place = new Spherical().setFromCartesianCoords(offset.x, offset.z, -offset.y);
    place.theta += theta;
    place.phi = Math.min(Math.PI - 1e-4, Math.max(1e-4, place.phi + phi));
    if (this.isPerspective) place.radius *= scale;
    else this.#orthographic.zoom /= scale;
    offset.setFromSpherical(place);
    this.camera.position.copy(target).add(new Vector3(offset.x, -offset.z, offset.y));
    this.refresh();
    this.#controls.update();
    this.#controls.dispatchEvent({ type: 'change' });
    return true;
  }
}
