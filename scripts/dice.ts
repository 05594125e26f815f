/** Numbers that follow from a seed and seem random (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Between two numbers, with three digits after the point as people write them. */
  between(low: number, high: number): number {
    return Number((low + this.#next() * (high - low)).toFixed(3));
  }

  /** A whole number, both bounds included. */
  whole(low: number, high: number): number {
    return Math.floor(low + this.#next() * (high - low + 1));
  }

  /** One of a list that has some. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)];
  }

  /** True so often as `probability` says. */
  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}
