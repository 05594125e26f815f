/** A value that OpenSCAD's customizer can offer: vectors have one to four numbers. */
export type CustomizerValue = number | string | boolean | readonly number[];

/** One entry of a drop-down list. */
export interface Choice {
  readonly value: number | string;
  /** What a person reads; the value itself unless the file says otherwise. */
  readonly label: string;
}

/** A top-level variable as OpenSCAD's customizer sees it. */
export interface CustomizerParameter {
  readonly name: string;
  /** The tab it is shown on. */
  readonly group: string;
  /** The last line of the comment above it. */
  readonly caption?: string;
  /** What the file assigns; its type is the type of the parameter. */
  readonly initial: CustomizerValue;
  /** Values of a drop-down list in its order, the initial one among them; empty without a list. */
  readonly choices: readonly Choice[];
  /** Bounds of a number, or of each number of a vector; always both or neither. */
  readonly min?: number;
  readonly max?: number;
  /** Values are `min` plus a multiple of this, the initial one too. */
  readonly step?: number;
  /** Of a text, in characters. */
  readonly maxLength?: number;
}

/** The customizer of a model: its parameters in the order of the file, without those of `[Hidden]`. */
export interface Customizer {
  /** The name of the file without its extension. */
  readonly title: string;
  readonly parameters: readonly CustomizerParameter[];
}

/** The group of what stands before the first group comment, as OpenSCAD calls it. */
export const DEFAULT_GROUP = 'Parameters';

/** Counts steps up to rounding: 0.3 is three steps of 0.1. */
const STEP_TOLERANCE = 1e-6;

/** Whether `value` lies a whole number of steps from `start`. */
export function isOnStep(value: number, start: number, step: number): boolean {
  const steps = (value - start) / step;
  return Math.abs(steps - Math.round(steps)) <= STEP_TOLERANCE * Math.max(1, Math.abs(steps));
}
