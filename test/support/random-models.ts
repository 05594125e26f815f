/** A model of several files made at random: name → text. */
export type RandomModel = Readonly<Record<string, string>>;

/** Few names, so that files have many in common; some are OpenSCAD's own. */
const VARIABLES = ['a', 'b', 'c', 'd'];
const FUNCTIONS = ['f', 'g', 'h', 'len'];
const MODULES = ['m', 'n', 'p', 'cube'];
const OTHER_FILES = ['u1.scad', 'u2.scad', 'i1.scad', 'i2.scad'];

/**
 * Makes a model whose files include and use each other, with names that clash everywhere. A function calls
 * only those after it in the list, a module likewise, so that calls come to an end. The defaults of parameters
 * are part of a call: those of functions keep to the same rule.
 */
export function makeRandomModel(seed: number): RandomModel {
  const maker = new ModelMaker(seed);
  const others = OTHER_FILES.map(name => [name, maker.file()] as const);
  return { ...Object.fromEntries(others), 'main.scad': maker.entry() };
}

class ModelMaker {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  entry(): string {
    const shows = ['echo(a, b, c, d);', 'm(1);', 'n(2) sphere(1);', 'p(b = 3);', 'echo(f(1), len([1]));'];
    return [this.#reference(), this.#reference(), this.file(), ...shows].join('\n');
  }

  file(): string {
    return this.#several(8, () => this.#topLevel()).join('\n');
  }

  #topLevel(): string {
    const make = this.#pick([
      () => this.#assignment(),
      () => `${this.#pick(VARIABLES)} = ${this.#digit()};`,
      () => this.#function(),
      () => this.#module(1),
      () => this.#action(1, MODULES),
      () => this.#reference(),
      () => (this.#chance(0.5) ? `$q = ${this.#digit()};` : this.#module(1)),
    ]);
    return make();
  }

  #reference(): string {
    return `${this.#pick(['include', 'use'])} <${this.#pick(OTHER_FILES)}>`;
  }

  #function(): string {
    const index = this.#below(FUNCTIONS.length);
    const callable = FUNCTIONS.slice(index + 1);
    return `function ${FUNCTIONS[index]}(${this.#parameters(callable)}) = ${this.#value(2, callable)};`;
  }

  #module(depth: number): string {
    const index = this.#below(MODULES.length);
    const body = this.#several(3, () => this.#bodyItem(depth, MODULES.slice(index + 1)));
    return `module ${MODULES[index]}(${this.#parameters()}) { ${body.join(' ')} }`;
  }

  #bodyItem(depth: number, callable: readonly string[]): string {
    if (this.#chance(0.3)) return this.#assignment();
    if (this.#chance(0.15)) return this.#function();
    if (depth > 0 && this.#chance(0.15))
      return `module inner() { ${this.#bodyItem(depth - 1, callable)} } inner();`;
    return this.#action(depth, callable);
  }

  #action(depth: number, callable: readonly string[]): string {
    const next = () => this.#action(depth - 1, callable);
    if (depth === 0 || this.#chance(0.4)) return `echo(${this.#value(2)});`;
    const variable = this.#pick(VARIABLES);
    const module = callable.length === 0 ? 'square' : this.#pick(callable);
    const make = this.#pick([
      () => `${module}(${this.#value(1)});`,
      () => `${module}(${variable} = ${this.#value(1)}) ${next()}`,
      () => `for (${variable} = [1:2]) ${next()}`,
      () => `let (${this.#pick([variable, '$q'])} = ${this.#value(1)}) ${next()}`,
      () => `union() { ${this.#assignment()} ${next()} ${next()} }`,
      () => `if (${this.#value(1)} == 3) ${next()} else { ${next()} }`,
      () => `translate([${this.#value(1)}, 0]) sphere(${this.#digit()});`,
      () => 'children();',
    ]);
    return make();
  }

  #assignment(): string {
    return `${this.#pick(VARIABLES)} = ${this.#value(2)};`;
  }

  #parameters(callable: readonly string[] = FUNCTIONS): string {
    return VARIABLES.filter(() => this.#chance(0.4))
      .map(name => (this.#chance(0.4) ? `${name} = ${this.#value(1, callable)}` : name))
      .join(', ');
  }

  #value(depth: number, callable: readonly string[] = FUNCTIONS): string {
    const next = () => this.#value(depth - 1, callable);
    const variable = this.#pick(VARIABLES);
    if (depth === 0 || this.#chance(0.35)) return this.#pick([variable, variable, '$q', this.#digit()]);
    const make = this.#pick([
      () => (callable.length === 0 ? next() : `${this.#pick(callable)}(${next()})`),
      () => (callable.length === 0 ? next() : `${this.#pick(callable)}(${variable} = ${next()})`),
      () => `(let (${variable} = ${next()}) ${next()})`,
      () => `[for (${variable} = [1:2]) ${next()}]`,
      () => `[${next()}, ${next()}]`,
      () => `(function(${variable}) ${next()})(${next()})`,
      () => `(is_undef(${variable}) ? ${next()} : ${next()})`,
    ]);
    return make();
  }

  #several(most: number, make: () => string): string[] {
    return Array.from({ length: 1 + this.#below(most) }, make);
  }

  #digit(): string {
    return String(1 + this.#below(9));
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)];
  }

  #below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  /** From 0 to below 1; the generator known as mulberry32. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
