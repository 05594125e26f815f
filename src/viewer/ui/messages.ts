import type { Message } from '../hosts/results.ts';
import { make } from './dom.ts';

/** Lists what is wrong with a model: errors and warnings with file, line, the source around it and what helps. */
export function showMessages(root: HTMLElement, messages: readonly Message[]): void {
  root.replaceChildren(...messages.map(showMessage));
}

function showMessage({ severity, message, file, line, excerpt, hint }: Message): HTMLElement {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `, line ${line}`}`;
  const head = make('div', { class: 'head' }, make('span', { class: 'severity' }, severity));
  if (place !== '') head.append(make('span', { class: 'place' }, place));
  const item = make('li', { class: severity }, head, make('p', {}, message));
  if (excerpt !== undefined) item.append(make('pre', { tabindex: 0 }, excerpt));
  if (hint !== undefined) item.append(make('p', { class: 'hint' }, hint));
  return item;
}

/** How many errors and warnings there are, in words; empty when there are none. */
export function countMessages(messages: readonly Message[]): string {
  const count = (severity: string) => messages.filter(message => message.severity === severity).length;
  const words = (number: number, noun: string) =>
    number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`];
  return [...words(count('error'), 'error'), ...words(count('warning'), 'warning')].join(', ');
}
