import { isRecord, listOf, numberOf, textOf } from '../hosts/results.ts';
import { make } from './dom.ts';

/** A control for one parameter. */
export interface Field {
  readonly name: string;
  readonly root: HTMLElement;
  /** What the control says now; undefined while it says nothing that could be sent. */
  read(): unknown;
  write(value: unknown): void;
}

/**
 * Makes the control that suits a parameter: a list of choices, a switch, a slider with its number, a number, a row of
 * numbers, or a text.
 *
 * @param schema of the parameter, as `list_parameters` gives it.
 */
export function makeField(name: string, schema: unknown, onChange: () => void): Field {
  const control = makeControl(name, schema, onChange);
  const description = textOf(schema, 'description');
  const label = make('label', { for: idOf(name), class: 'name' }, name.replaceAll('_', ' '));
  const help = description === undefined ? [] : [make('p', { class: 'help' }, description)];
  const root = make('div', { class: `field ${control.layout}` }, label, control.root, ...help);
  return { name, root, read: control.read, write: control.write };
}

interface Control extends Omit<Field, 'name'> {
  /** Beside its name or below. */
  readonly layout: 'inline' | 'stacked';
}

function makeControl(name: string, schema: unknown, onChange: () => void): Control {
  if (listOf(schema, 'enum').length > 0) return makeChoice(name, schema, onChange);
  switch (textOf(schema, 'type')) {
    case 'boolean':
      return makeSwitch(name, onChange);
    case 'array':
      return makeVector(name, schema, onChange);
    case 'number':
      return numberOf(schema, 'maximum') === undefined
        ? makeNumber(name, schema, onChange)
        : makeSlider(name, schema, onChange);
    default:
      return makeText(name, schema, onChange);
  }
}

function idOf(name: string): string {
  return `parameter-${name}`;
}

function makeChoice(name: string, schema: unknown, onChange: () => void): Control {
  const labelled = listOf(schema, 'oneOf');
  const choices = listOf(schema, 'enum').map((value, at) => ({
    value,
    title: textOf(labelled[at], 'title') ?? String(value),
  }));
  const options = choices.map(({ title }, at) => make('option', { value: at }, title));
  const root = make('select', { id: idOf(name) }, ...options);
  root.addEventListener('change', onChange);
  return {
    root,
    layout: 'inline',
    read: () => choices[root.selectedIndex]?.value,
    write: value => {
      root.selectedIndex = choices.findIndex(choice => choice.value === value);
    },
  };
}

function makeSwitch(name: string, onChange: () => void): Control {
  const root = make('input', { id: idOf(name), type: 'checkbox', role: 'switch' });
  root.addEventListener('change', onChange);
  return {
    root,
    layout: 'inline',
    read: () => root.checked,
    write: value => {
      root.checked = value === true;
    },
  };
}

function makeText(name: string, schema: unknown, onChange: () => void): Control {
  const root = make('input', { id: idOf(name), type: 'text', maxlength: numberOf(schema, 'maxLength') });
  root.addEventListener('input', onChange);
  return {
    root,
    layout: 'stacked',
    read: () => root.value,
    write: value => {
      root.value = String(value);
    },
  };
}

/** The range of a number, as an input takes it. */
function rangeOf(schema: unknown): { min?: number; max?: number; step: number | 'any' } {
  const min = numberOf(schema, 'minimum');
  const max = numberOf(schema, 'maximum');
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    step: numberOf(schema, 'x-step') ?? numberOf(schema, 'multipleOf') ?? 'any',
  };
}

function makeNumberInput(schema: unknown, onChange: () => void): HTMLInputElement {
  const input = make('input', { type: 'number', ...rangeOf(schema), inputmode: 'decimal' });
  input.addEventListener('input', onChange);
  return input;
}

/** What a number's input says; one that is empty or out of its range says nothing yet. */
function readNumber(input: HTMLInputElement): number | undefined {
  const { validity, value } = input;
  const isUsable = value !== '' && !validity.badInput && !validity.rangeUnderflow && !validity.rangeOverflow;
  return isUsable ? Number(value) : undefined;
}

function makeNumber(name: string, schema: unknown, onChange: () => void): Control {
  const root = makeNumberInput(schema, onChange);
  root.id = idOf(name);
  return {
    root,
    layout: 'inline',
    read: () => readNumber(root),
    write: value => {
      root.value = String(value);
    },
  };
}

function makeSlider(name: string, schema: unknown, onChange: () => void): Control {
  const number = makeNumberInput(schema, () => {
    slider.value = number.value;
    onChange();
  });
  number.id = idOf(name);
  const { min = 0, max = 1, step } = rangeOf(schema);
  const fine = step === 'any' ? (max - min) / 200 : step;
  const slider = make('input', { type: 'range', min, max, step: fine, 'aria-label': `${name}, slider` });
  slider.addEventListener('input', () => {
    number.value = slider.value;
    onChange();
  });
  return {
    root: make('div', { class: 'slider' }, slider, number),
    layout: 'stacked',
    read: () => readNumber(number),
    write: value => {
      number.value = String(value);
      slider.value = String(value);
    },
  };
}

function makeVector(name: string, schema: unknown, onChange: () => void): Control {
  const items = isRecord(schema) ? schema.items : undefined;
  const count = numberOf(schema, 'maxItems') ?? listOf(schema, 'default').length;
  const inputs = Array.from({ length: count }, (_, at) => {
    const input = makeNumberInput(items, onChange);
    input.setAttribute('aria-label', `${name}, ${at + 1} of ${count}`);
    return input;
  });
  if (inputs.length > 0) inputs[0].id = idOf(name);
  return {
    root: make('div', { class: 'vector' }, ...inputs),
    layout: 'stacked',
    read: () => {
      const values = inputs.map(readNumber);
      return values.includes(undefined) ? undefined : values;
    },
    write: value => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [];
      inputs.forEach((input, at) => {
        input.value = String(values[at] ?? '');
      });
    },
  };
}
