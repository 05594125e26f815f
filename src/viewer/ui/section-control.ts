import type { Box3, Vector3 } from 'three';
import type { AxisIndex } from '../geometry/cut-lines.ts';
import { formatNumber } from '../hosts/results.ts';
import type { Cut } from '../scene/section-object.ts';
import { make, makeButton } from './dom.ts';
import { ICONS } from './icons.ts';

const AXES = ['x', 'y', 'z'] as const;

/** Positions of the slider. */
const STEPS = 400;

/** Lets the user choose where the model is cut: an axis, a place along it, and the side that stays. */
export class SectionControl {
  readonly root: HTMLElement;
  readonly #slider = make('input', {
    type: 'range',
    min: 0,
    max: STEPS,
    'aria-label': 'Position of the section',
  });
  readonly #number = make('input', {
    type: 'number',
    step: 'any',
    'aria-label': 'Position of the section in mm',
  });
  readonly #axes: readonly HTMLButtonElement[];
  readonly #onCut: (cut: Cut) => void;
  #box: Box3;
  #axis: AxisIndex = 0;
  #offset_mm = 0;
  #isFlipped = false;

  constructor(box: Box3, onCut: (cut: Cut) => void) {
    this.#box = box;
    this.#onCut = onCut;
    this.#axes = ([0, 1, 2] as const).map(axis => {
      const name = AXES[axis];
      const label = `Cut across ${name}`;
      const button = make(
        'button',
        { type: 'button', class: `axis-${name}`, 'aria-label': label },
        name.toUpperCase(),
      );
      button.addEventListener('click', () => this.#choose(axis));
      return button;
    });
    const flip = makeButton(ICONS.flip, 'Keep the other side', () => {
      this.#isFlipped = !this.#isFlipped;
      this.#tell();
    });
    this.#slider.addEventListener('input', () => {
      const { min, max } = this.#range();
      this.#offset_mm = min + ((max - min) * Number(this.#slider.value)) / STEPS;
      this.#writeNumber();
      this.#tell();
    });
    this.#number.addEventListener('input', () => {
      if (this.#number.value === '') return;
      this.#offset_mm = Number(this.#number.value);
      this.#placeSlider();
      this.#tell();
    });
    const axes = make(
      'div',
      { class: 'segments', role: 'group', 'aria-label': 'Axis of the section' },
      ...this.#axes,
    );
    const unit = make('span', { class: 'unit' }, 'mm');
    this.root = make(
      'div',
      { class: 'section-control', hidden: true },
      axes,
      this.#slider,
      this.#number,
      unit,
      flip,
    );
  }

  /** Opens with the cut through the middle that the eye looks at, unless the user has cut before. */
  open(direction: Vector3): void {
    if (this.root.hidden) {
      const towards = direction.toArray().map(Math.abs);
      // From above nobody wants to see a model without its upper half.
      const axis = towards[0] > towards[1] ? 0 : 1;
      this.#isFlipped = direction.getComponent(axis) < 0;
      this.root.hidden = false;
      this.#choose(axis);
    } else this.#tell();
  }

  close(): void {
    this.root.hidden = true;
  }

  /** Takes over the size of another model; the plane stays, as far as it meets that model. */
  setBox(box: Box3): void {
    this.#box = box;
    const { min, max } = this.#range();
    if (this.#offset_mm <= min || this.#offset_mm >= max) {
      this.#offset_mm = (min + max) / 2;
      this.#writeNumber();
    }
    this.#placeSlider();
    if (!this.root.hidden) this.#tell();
  }

  #choose(axis: AxisIndex): void {
    this.#axis = axis;
    const { min, max } = this.#range();
    this.#offset_mm = (min + max) / 2;
    this.#axes.forEach((button, at) => {
      button.setAttribute('aria-pressed', String(at === axis));
    });
    this.#placeSlider();
    this.#writeNumber();
    this.#tell();
  }

  #range(): { min: number; max: number } {
    return { min: this.#box.min.getComponent(this.#axis), max: this.#box.max.getComponent(this.#axis) };
  }

  #placeSlider(): void {
    const { min, max } = this.#range();
    this.#slider.value = String(Math.round(((this.#offset_mm - min) / (max - min || 1)) * STEPS));
    this.#slider.setAttribute('aria-valuetext', `${formatNumber(this.#offset_mm)} mm`);
  }

  #writeNumber(): void {
    this.#number.value = String(Number(this.#offset_mm.toFixed(3)));
  }

  #tell(): void {
    this.#onCut({ axis: this.#axis, offset_mm: this.#offset_mm, isFlipped: this.#isFlipped });
  }
}
