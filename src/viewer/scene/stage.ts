import {
  Box3,
  BufferAttribute,
  Color,
  DirectionalLight,
  HemisphereLight,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three';
import type { Shape } from '../geometry/shape.ts';
import type { Theme } from '../hosts/model-host.ts';
import { Eye } from './eye.ts';
import { buildGround, type Ground } from './ground.ts';
import { buildModelObject, type ModelObject } from './model-object.ts';
import { type Pick, pickPoint } from './picker.ts';
import { type Cut, SectionObject } from './section-object.ts';

/** Colours of the scene by theme. */
const COLORS = {
  light: { background: 0xf4f6f9, minor: 0xdfe4ea, major: 0xc3cbd5, line: 0x1c2530 },
  dark: { background: 0x1b1f25, minor: 0x2a3039, major: 0x3c4552, line: 0x0b0d10 },
} as const;

/** More physical pixels than this per CSS pixel nobody sees. */
const MAX_PIXEL_RATIO = 2;

/** What is shown now. */
interface Shown {
  readonly shape: Shape;
  readonly isClosed: boolean;
  readonly model: ModelObject;
  readonly section: SectionObject;
}

/** The picture: a scene with one model, drawn when something has changed. */
export class Stage {
  readonly eye: Eye;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #light = new DirectionalLight(0xffffff, 1.5);
  readonly #onDrawn: () => void;
  #shown: Shown | null = null;
  #ground: Ground | null = null;
  #cut: Cut | null = null;
  #box = new Box3(new Vector3(-10, -10, 0), new Vector3(10, 10, 10));
  #theme: Theme = 'light';
  #hasGrid = true;
  #hasLines = true;
  #isWaiting = false;

  /**
   * @param onDrawn is called after each picture, for what is drawn over it.
   * @throws Error when the browser has no WebGL.
   */
  constructor(canvas: HTMLCanvasElement, onDrawn: () => void) {
    this.#onDrawn = onDrawn;
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, stencil: true });
    this.#renderer.localClippingEnabled = true;
    this.#scene.add(new HemisphereLight(0xffffff, 0xc4bdb4, 2.2), this.#light);
    this.eye = new Eye(canvas, this.#box, () => this.requestDraw());
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#rebuildGround();
    this.#resize();
  }

  /** Whether there is a model. */
  get isShowing(): boolean {
    return this.#shown !== null;
  }

  get box(): Box3 {
    return this.#box;
  }

  get ground(): Ground | null {
    return this.#hasGrid ? this.#ground : null;
  }

  get size_px(): Vector2 {
    const { clientWidth, clientHeight } = this.#renderer.domElement;
    return new Vector2(clientWidth, clientHeight);
  }

  /**
   * Shows a shape in place of what was shown. The eye stays where it is, unless the first shape is shown, or one that
   * grew out of a picture that had all of it; who looks at a detail goes on doing so.
   */
  show(shape: Shape, isClosed: boolean): void {
    const isFirst = this.#shown === null;
    const wasSeen = this.#sees(this.#box);
    this.#removeShown();
    this.#box = new Box3().setFromBufferAttribute(new BufferAttribute(shape.positions, 3));
    const span = this.#box.getSize(new Vector3()).length() + 2 * maxAbs(this.#box);
    const model = buildModelObject(shape, isClosed, COLORS[this.#theme].line);
    const section = new SectionObject(shape, model.geometry, isClosed, span);
    this.#shown = { shape, isClosed, model, section };
    this.#scene.add(model.root, section.root);
    model.lines.visible = this.#hasLines;
    this.#rebuildGround();
    this.eye.setBox(this.#sceneBox());
    if (isFirst) this.look('iso');
    else if (wasSeen && !this.#sees(this.#box)) this.look('here');
    this.setCut(this.#cut);
  }

  /** Cuts the model open; null closes it again. */
  setCut(cut: Cut | null): void {
    this.#cut = cut;
    if (this.#shown === null) return;
    const { model, section } = this.#shown;
    if (cut !== null) section.moveTo(cut);
    section.root.visible = cut !== null;
    model.clip(cut === null ? [] : [section.plane]);
    this.requestDraw();
  }

  /** Shows the whole model from a side, or from where the eye is. */
  look(view: Parameters<Eye['look']>[0]): void {
    this.eye.setBox(this.#box);
    this.eye.look(view);
    this.eye.setBox(this.#sceneBox());
    this.requestDraw();
  }

  setPerspective(isPerspective: boolean): void {
    this.eye.setPerspective(isPerspective);
    this.requestDraw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#shown?.model.lines.material.color.set(COLORS[theme].line);
    this.#rebuildGround();
    this.requestDraw();
  }

  setGrid(isOn: boolean): void {
    this.#hasGrid = isOn;
    if (this.#ground !== null) this.#ground.root.visible = isOn;
    this.requestDraw();
  }

  setLines(isOn: boolean): void {
    this.#hasLines = isOn;
    if (this.#shown !== null) this.#shown.model.lines.visible = isOn;
    this.requestDraw();
  }

  /** What is under a point of the canvas, in CSS pixels from its upper left corner. */
  pick(at: Vector2): Pick | null {
    if (this.#shown === null) return null;
    const { x: width_px, y: height_px } = this.size_px;
    const { shape, model, section } = this.#shown;
    return pickPoint(model, shape, at, {
      camera: this.eye.camera,
      width_px,
      height_px,
      plane: this.#cut === null ? null : section.plane,
      scaleAt: point => this.eye.scaleAt(point, height_px),
    });
  }

  /** Where a point of the model is on the canvas, in CSS pixels; null behind the eye. */
  project(point: Vector3): Vector2 | null {
    const seen = point.clone().project(this.eye.camera);
    if (seen.z > 1) return null;
    const { x, y } = this.size_px;
    return new Vector2(((seen.x + 1) / 2) * x, ((1 - seen.y) / 2) * y);
  }

  /** The picture as PNG, as a data: URL. */
  takePicture(): string {
    // What was drawn is gone once the browser has shown it.
    this.#draw();
    return this.#renderer.domElement.toDataURL('image/png');
  }

  /** Draws soon, however often it is asked to. */
  requestDraw(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  }

  #draw(): void {
    this.eye.refresh();
    const { camera } = this.eye;
    // From over the left shoulder, wherever the eye is.
    this.#light.position.set(-0.45, 0.6, 1).applyQuaternion(camera.quaternion);
    this.#ground?.faceEye(this.eye.direction.z);
    this.#ground?.resizeLetters(point => this.eye.scaleAt(point, this.size_px.y));
    this.#renderer.render(this.#scene, camera);
    this.#onDrawn();
  }

  #resize(): void {
    const { x, y } = this.size_px;
    if (x === 0 || y === 0) return;
    this.#renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
    this.#renderer.setSize(x, y, false);
    this.eye.setViewport(x, y);
    // A window of another shape shows everything, too, unless the user looks at something.
    if (this.eye.isFitted) this.look('here');
    this.requestDraw();
  }

  /** Whether all of a box is in the picture. */
  #sees({ min, max }: Box3): boolean {
    const corners = [min.x, max.x].flatMap(x =>
      [min.y, max.y].flatMap(y => [min.z, max.z].map(z => new Vector3(x, y, z))),
    );
    return corners.every(corner => {
      const { x, y, z } = corner.project(this.eye.camera);
      return Math.abs(x) <= 1 && Math.abs(y) <= 1 && z <= 1;
    });
  }

  #sceneBox(): Box3 {
    const box = this.#box.clone().expandByPoint(new Vector3());
    return this.#ground === null ? box : box.union(new Box3().setFromObject(this.#ground.root));
  }

  #rebuildGround(): void {
    this.#ground?.root.removeFromParent();
    this.#ground?.dispose();
    this.#ground = buildGround(this.#box, COLORS[this.#theme]);
    this.#ground.root.visible = this.#hasGrid;
    this.#scene.add(this.#ground.root);
    this.#scene.background = new Color(COLORS[this.#theme].background);
  }

  #removeShown(): void {
    if (this.#shown === null) return;
    for (const part of [this.#shown.model, this.#shown.section]) {
      part.root.removeFromParent();
      part.dispose();
    }
  }
}

function maxAbs({ min, max }: Box3): number {
  return Math.max(...[...min.toArray(), ...max.toArray()].map(Math.abs));
}
