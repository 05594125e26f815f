/** Attributes of an element; one that is false or undefined is left out, and true stands without a value. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element with attributes and content. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(attribute, value === true ? '' : String(value));
  }
  made.append(...content);
  return made;
}

/** Makes a button with a sign and a name that is read out. */
export function makeButton(icon: string, label: string, onPress: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', class: 'tool', title: label, 'aria-label': label });
  // Icons are constants of this program.
  button.innerHTML = icon;
  button.addEventListener('click', onPress);
  return button;
}

/** Makes a button that stays down until it is pressed again. */
export function makeToggle(
  icon: string,
  label: string,
  isOn: boolean,
  onChange: (isOn: boolean) => void,
): HTMLButtonElement {
  const button = makeButton(icon, label, () => setPressed(button, !isPressed(button), onChange));
  button.setAttribute('aria-pressed', String(isOn));
  return button;
}

/** Puts a toggle up or down, and tells so. */
export function setPressed(
  button: HTMLButtonElement,
  isOn: boolean,
  onChange: (isOn: boolean) => void,
): void {
  button.setAttribute('aria-pressed', String(isOn));
  onChange(isOn);
}

/** Whether a toggle is down. */
export function isPressed(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-pressed') === 'true';
}
