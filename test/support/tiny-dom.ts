import { SaxesParser } from 'saxes';

/** An attribute under each name by which a loader asks for what it says. */
interface TinyAttribute {
  readonly name: string;
  readonly value: string;
  readonly nodeValue: string;
  readonly textContent: string;
}

/** As much of a DOM element as three's loaders of XML formats use. */
class TinyElement {
  readonly nodeName: string;
  readonly attributes: TinyAttribute[];
  readonly childNodes: TinyElement[] = [];
  nextElementSibling: TinyElement | null = null;
  #text = '';

  constructor(nodeName: string, attributes: Readonly<Record<string, string>>) {
    this.nodeName = nodeName;
    this.attributes = Object.entries(attributes).map(([name, value]) => ({
      name,
      value,
      nodeValue: value,
      textContent: value,
    }));
    // A browser's list of attributes has them by name, too.
    for (const attribute of this.attributes) Object.assign(this.attributes, { [attribute.name]: attribute });
  }

  addText(text: string): void {
    this.#text += text;
  }

  addChild(child: TinyElement): void {
    const last = this.childNodes.at(-1);
    if (last !== undefined) last.nextElementSibling = child;
    this.childNodes.push(child);
  }

  get firstElementChild(): TinyElement | null {
    return this.childNodes[0] ?? null;
  }

  get children(): TinyElement[] {
    return this.childNodes;
  }

  get textContent(): string {
    return this.#text + this.childNodes.map(({ textContent }) => textContent).join('');
  }

  getAttribute(name: string): string | null {
    return this.attributes.find(attribute => attribute.name === name)?.value ?? null;
  }

  getElementsByTagName(name: string): TinyElement[] {
    return this.childNodes.flatMap(child => [
      ...(child.nodeName === name ? [child] : []),
      ...child.getElementsByTagName(name),
    ]);
  }

  /** None: our files stay within the namespace of their format. */
  getElementsByTagNameNS(): TinyElement[] {
    return [];
  }

  /** @param selector names of elements within each other, as in `vertices vertex`. */
  querySelectorAll(selector: string): TinyElement[] {
    return selector
      .split(' ')
      .reduce<TinyElement[]>((found, name) => found.flatMap(node => node.getElementsByTagName(name)), [this]);
  }

  querySelector(selector: string): TinyElement | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

/** A document around its root element. */
class TinyDocument extends TinyElement {
  get documentElement(): TinyElement {
    return this.childNodes[0];
  }
}

/** What a browser calls `DOMParser`, for XML without namespaces of its own. */
export class TinyDomParser {
  /** @throws Error for text that is not well-formed. */
  parseFromString(text: string): TinyDocument {
    const document = new TinyDocument('#document', {});
    const open: TinyElement[] = [document];
    const parser = new SaxesParser();
    parser.on('error', error => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      const element = new TinyElement(name, attributes);
      open.at(-1)?.addChild(element);
      open.push(element);
    });
    parser.on('text', content => open.at(-1)?.addText(content));
    parser.on('closetag', () => open.pop());
    parser.write(text).close();
    return document;
  }
}
