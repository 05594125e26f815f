import { fieldOf, isRecord, textOf } from '../hosts/results.ts';
import { make } from './dom.ts';
import { type Field, makeField } from './fields.ts';

/** The customizer's tab of parameters that name none. */
const USUAL_GROUP = 'Parameters';

/** Values by the names of parameters. */
export type Values = Readonly<Record<string, unknown>>;

/** The customizer: a control for each parameter of a model, its presets, and a way back. */
export class ParameterForm {
  readonly root = make('form', { class: 'parameters', 'aria-label': 'Parameters' });
  readonly #onChange: () => void;
  #fields: readonly Field[] = [];
  #defaults: Values = {};
  /** What was set before this viewer was opened; a default has to be sent where one of these was. */
  #inherited: Values = {};

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.root.addEventListener('submit', event => event.preventDefault());
  }

  get isEmpty(): boolean {
    return this.#fields.length === 0;
  }

  /**
   * Builds the controls anew, with what the user had set where that parameter is still there.
   *
   * @param listed what `list_parameters` answers as `parameters`.
   * @param inherited what is set from outside for the model.
   */
  fill(listed: unknown, inherited: Values): void {
    const before = this.changes();
    const properties = fieldOf(fieldOf(listed, 'schema'), 'properties');
    const schemas = isRecord(properties) ? Object.entries(properties) : [];
    this.#inherited = inherited;
    this.#defaults = Object.fromEntries(schemas.map(([name, schema]) => [name, fieldOf(schema, 'default')]));
    this.#fields = schemas.map(([name, schema]) => makeField(name, schema, this.#onChange));
    this.#write({ ...this.#defaults, ...inherited, ...before });
    const groups = [...new Set(schemas.map(([, schema]) => groupOf(schema)))];
    const byGroup = groups.map(group => ({
      group,
      roots: this.#fields.filter((_, at) => groupOf(schemas[at][1]) === group).map(({ root }) => root),
    }));
    const head = this.isEmpty ? [] : [this.#makeHead(fieldOf(listed, 'presets'))];
    const body = byGroup.map(({ group, roots }) =>
      groups.length === 1
        ? make('div', {}, ...roots)
        : make('details', { open: true }, make('summary', {}, group), ...roots),
    );
    this.root.replaceChildren(...head, ...body);
  }

  /** What has to be sent: values that differ from their defaults, or stand where something else was set. */
  changes(): Record<string, unknown> {
    const entries = this.#fields.flatMap(({ name, read }) => {
      const value = read();
      if (value === undefined) return [];
      const isDefault = isSame(value, this.#defaults[name]);
      return isDefault && !Object.hasOwn(this.#inherited, name) ? [] : [[name, value] as const];
    });
    return Object.fromEntries(entries);
  }

  #makeHead(presets: unknown): HTMLElement {
    const sets = isRecord(presets) ? Object.entries(presets) : [];
    const reset = make('button', { type: 'button', class: 'text' }, 'Reset');
    reset.addEventListener('click', () => this.#set(this.#defaults));
    if (sets.length === 0) return make('div', { class: 'form-head' }, reset);
    const options = sets.map(([name]) => make('option', { value: name }, name));
    const none = make('option', { value: '' }, 'Presets…');
    const choice = make('select', { 'aria-label': 'Preset' }, none, ...options);
    choice.addEventListener('change', () => {
      const set = sets.find(([name]) => name === choice.value)?.[1];
      if (isRecord(set)) this.#set({ ...this.#defaults, ...set });
      choice.value = '';
    });
    return make('div', { class: 'form-head' }, choice, reset);
  }

  #set(values: Values): void {
    this.#write(values);
    this.#onChange();
  }

  #write(values: Values): void {
    for (const { name, write } of this.#fields) write(values[name]);
  }
}

/** The tab that a parameter belongs to. */
function groupOf(schema: unknown): string {
  return textOf(schema, 'x-group') ?? USUAL_GROUP;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
