import type { Shape } from '../geometry/shape.ts';
import { formatNumber } from '../hosts/results.ts';
import { boxDimensions } from '../overlay/dimensions.ts';
import { type Measurement, Measuring } from '../overlay/measuring.ts';
import { drawOverlay } from '../overlay/overlay.ts';
import { VIEWER_VIEWS } from '../scene/frame-view.ts';
import { Stage } from '../scene/stage.ts';
import { isPressed, make, makeButton, makeToggle, setPressed } from './dom.ts';
import { ICONS } from './icons.ts';
import type { Layout } from './layout.ts';
import { SectionControl } from './section-control.ts';

/** The picture with everything that is done to it by hand: turning, cutting, measuring. */
export class PictureControls {
  readonly stage: Stage;
  readonly #section: SectionControl;
  readonly #measuring: Measuring;
  readonly #readout = make('div', { class: 'readout', role: 'status', hidden: true });
  readonly #layout: Layout;
  #hasDimensions = true;
  #isMeasuring = false;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.stage = new Stage(layout.canvas, () => this.#drawOver());
    this.#section = new SectionControl(this.stage.box, cut => this.stage.setCut(cut));
    this.#measuring = new Measuring(layout.canvas, this.stage, measured => this.#showMeasured(measured));
    layout.bottom.append(this.#readout, this.#section.root);
    layout.stage.append(this.#makeTools(), this.#makeViews());
  }

  /** Shows a model in place of the one before; the cut stays, what was measured goes. */
  show(shape: Shape, isClosed: boolean): void {
    this.stage.show(shape, isClosed);
    this.#section.setBox(this.stage.box);
    this.#measuring.clear();
  }

  #makeTools(): HTMLElement {
    const { stage } = this;
    const measure = makeToggle(ICONS.measure, 'Measure between two points', false, isOn =>
      this.#measure(isOn),
    );
    const section = makeToggle(ICONS.section, 'Cut open', false, isOn => {
      if (isOn) return this.#section.open(stage.eye.direction);
      this.#section.close();
      stage.setCut(null);
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && isPressed(measure)) setPressed(measure, false, isOn => this.#measure(isOn));
    });
    return make(
      'div',
      { class: 'float tools', role: 'toolbar', 'aria-label': 'Tools', 'aria-orientation': 'vertical' },
      makeButton(ICONS.fit, 'Fit to window', () => stage.look('here')),
      makeToggle(ICONS.perspective, 'Perspective', true, isOn => stage.setPerspective(isOn)),
      section,
      measure,
      makeToggle(ICONS.dimensions, 'Dimensions', true, isOn => {
        this.#hasDimensions = isOn;
        stage.requestDraw();
      }),
      makeToggle(ICONS.lines, 'Edges', true, isOn => stage.setLines(isOn)),
      makeToggle(ICONS.grid, 'Grid and axes', true, isOn => stage.setGrid(isOn)),
    );
  }

  #makeViews(): HTMLElement {
    const buttons = VIEWER_VIEWS.map(view => {
      const name = `${view[0].toUpperCase()}${view.slice(1)}`;
      const button = make('button', { type: 'button', 'aria-label': `View: ${view}` }, name);
      button.addEventListener('click', () => this.stage.look(view));
      return button;
    });
    return make(
      'div',
      { class: 'float views', role: 'group', 'aria-label': 'Views' },
      make('div', { class: 'segments' }, ...buttons),
    );
  }

  #measure(isOn: boolean): void {
    this.#isMeasuring = isOn;
    this.#layout.stage.classList.toggle('measuring', isOn);
    this.#measuring.set(isOn);
  }

  #showMeasured(measured: Measurement | null): void {
    this.#readout.hidden = !this.#isMeasuring;
    if (measured === null) {
      this.#readout.replaceChildren('Click two points; corners are caught.');
      return;
    }
    const { distance_mm, delta_mm, isExact } = measured;
    const parts = (['x', 'y', 'z'] as const).map(axis =>
      make('span', {}, `Δ${axis} ${formatNumber(delta_mm[axis])}`),
    );
    const distance = make('strong', {}, `${formatNumber(distance_mm)} mm`);
    const remark = isExact ? [] : [make('span', { class: 'unit' }, 'not corner to corner')];
    this.#readout.replaceChildren(distance, ...parts, ...remark);
  }

  #drawOver(): void {
    const { stage } = this;
    drawOverlay(this.#layout.overlay, [
      ...(stage.isShowing && this.#hasDimensions && !this.#isMeasuring ? boxDimensions(stage) : []),
      ...this.#measuring.items(),
    ]);
    const step = stage.ground?.step_mm;
    this.#layout.scale.textContent = step === undefined ? '' : `Grid ${formatNumber(step)} mm`;
  }
}
