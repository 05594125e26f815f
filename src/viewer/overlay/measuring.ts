import { Vector2, Vector3 } from 'three';
import { formatNumber } from '../hosts/results.ts';
import type { Pick } from '../scene/picker.ts';
import type { Stage } from '../scene/stage.ts';
import type { OverlayItem } from './overlay.ts';

/** A press that moves farther than this turns the view and picks nothing. */
const CLICK_PX = 5;

/** What was measured between two points, in mm. */
export interface Measurement {
  readonly distance_mm: number;
  /** From the first to the second. */
  readonly delta_mm: Vector3;
  /** Whether both points are corners of the mesh. */
  readonly isExact: boolean;
}

/** Measuring: the user points at two places, and at a third to begin anew. */
export class Measuring {
  readonly #stage: Stage;
  readonly #onResult: (measurement: Measurement | null) => void;
  #isOn = false;
  #picked: readonly Pick[] = [];
  #hovered: Pick | null = null;

  /** @param onResult gets what was measured, or null while there are fewer than two points. */
  constructor(canvas: HTMLElement, stage: Stage, onResult: (measurement: Measurement | null) => void) {
    this.#stage = stage;
    this.#onResult = onResult;
    let pressed: Vector2 | null = null;
    canvas.addEventListener('pointerdown', event => {
      pressed = placeOf(event, canvas);
    });
    canvas.addEventListener('pointerup', event => {
      const at = placeOf(event, canvas);
      if (this.#isOn && pressed !== null && pressed.distanceTo(at) <= CLICK_PX) this.#pickAt(at);
      pressed = null;
    });
    canvas.addEventListener('pointermove', event => {
      if (!this.#isOn || event.buttons !== 0) return;
      this.#hovered = stage.pick(placeOf(event, canvas));
      stage.requestDraw();
    });
  }

  /** Begins, or ends and forgets. */
  set(isOn: boolean): void {
    this.#isOn = isOn;
    this.clear();
  }

  /** Forgets the points: the model is another one. */
  clear(): void {
    this.#picked = [];
    this.#hovered = null;
    this.#onResult(null);
    this.#stage.requestDraw();
  }

  /** What to draw over the picture. */
  items(): OverlayItem[] {
    const dots = this.#picked.map(({ point }) => this.#stage.project(point));
    const hovered = this.#hovered === null ? null : this.#stage.project(this.#hovered.point);
    const [from, to] = dots;
    const end = to ?? hovered;
    const name = this.#hovered?.isVertex ? 'hover snapped' : 'hover';
    return [
      ...(from && end ? [{ kind: 'line' as const, name: 'measure', from, to: end }] : []),
      ...(hovered === null ? [] : [{ kind: 'dot' as const, name, at: hovered }]),
      ...dots.flatMap(at => (at === null ? [] : [{ kind: 'dot' as const, name: 'measure', at }])),
      ...this.#label(from, to),
    ];
  }

  #label(from: Vector2 | null | undefined, to: Vector2 | null | undefined): OverlayItem[] {
    if (!from || !to) return [];
    const at = new Vector2().addVectors(from, to).multiplyScalar(0.5);
    const length = this.#picked[0].point.distanceTo(this.#picked[1].point);
    return [{ kind: 'label', name: 'measure', at, text: `${formatNumber(length)} mm` }];
  }

  #pickAt(at: Vector2): void {
    const picked = this.#stage.pick(at);
    if (picked === null) return;
    this.#picked = this.#picked.length >= 2 ? [picked] : [...this.#picked, picked];
    this.#hovered = null;
    const [first, second] = this.#picked;
    if (second === undefined) {
      this.#onResult(null);
    } else {
      const delta_mm = new Vector3().subVectors(second.point, first.point);
      const isExact = first.isVertex && second.isVertex;
      this.#onResult({ distance_mm: delta_mm.length(), delta_mm, isExact });
    }
    this.#stage.requestDraw();
  }
}

function placeOf(event: PointerEvent, canvas: HTMLElement): Vector2 {
  const { left, top } = canvas.getBoundingClientRect();
  return new Vector2(event.clientX - left, event.clientY - top);
}
