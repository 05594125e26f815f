import { make, makeToggle } from './dom.ts';
import { ICONS } from './icons.ts';

/** The places of the page that others fill. */
export interface Layout {
  readonly canvas: HTMLCanvasElement;
  readonly overlay: SVGSVGElement;
  /** Around the canvas; what floats over the picture goes in here. */
  readonly stage: HTMLElement;
  /** Over the lower edge of the picture. */
  readonly bottom: HTMLElement;
  readonly bar: HTMLElement;
  readonly summary: HTMLElement;
  readonly badge: HTMLButtonElement;
  readonly parameters: HTMLElement;
  readonly messages: HTMLElement;
  readonly messageList: HTMLElement;
  readonly facts: HTMLElement;
  readonly downloads: HTMLElement;
  readonly scale: HTMLElement;
  readonly notice: HTMLElement;
  readonly busy: HTMLElement;
}

/** Builds the page: a bar on top, the picture, and a panel with all that is written. */
export function buildLayout(root: HTMLElement): Layout {
  const canvas = make('canvas', {
    tabindex: 0,
    role: 'img',
    'aria-label': 'The model. Arrow keys turn it, plus and minus change its size.',
  });
  const overlay = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  overlay.setAttribute('class', 'overlay');
  overlay.setAttribute('aria-hidden', 'true');
  const bottom = make('div', { class: 'bottom' });
  const scale = make('div', { class: 'scale' });
  const notice = make('div', { class: 'notice', role: 'status' }, 'Waiting for a model…');
  const busy = make('div', { class: 'busy', role: 'status', hidden: true });
  const stage = make('main', { class: 'stage' }, canvas, scale, bottom, notice, busy);
  canvas.after(overlay);

  const messageList = make('ul', { class: 'messages' });
  const messages = panelSection('Messages', messageList);
  const parameters = panelSection('Parameters');
  const facts = panelSection('Model');
  const downloads = panelSection('Download');
  const panel = make(
    'aside',
    { class: 'panel', 'aria-label': 'Details' },
    messages,
    parameters,
    facts,
    downloads,
  );
  for (const section of [messages, parameters, facts, downloads]) section.hidden = true;

  const summary = make('div', { class: 'summary', role: 'status' });
  const badge = make('button', { type: 'button', class: 'badge', hidden: true });
  const panelToggle = makeToggle(ICONS.panel, 'Details', true, isOn => {
    panel.hidden = !isOn;
  });
  badge.addEventListener('click', () => {
    if (panel.hidden) panelToggle.click();
    messages.scrollIntoView({ block: 'nearest' });
  });
  const bar = make('header', { class: 'bar' }, summary, badge, panelToggle);
  root.append(bar, stage, panel);
  return {
    canvas,
    overlay,
    stage,
    bottom,
    bar,
    summary,
    badge,
    parameters,
    messages,
    messageList,
    facts,
    downloads,
    scale,
    notice,
    busy,
  };
}

function panelSection(title: string, ...content: readonly Node[]): HTMLElement {
  return make('section', { 'aria-label': title }, make('h2', {}, title), ...content);
}
