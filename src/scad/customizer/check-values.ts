import type { Diagnostic, DiagnosticCode } from '../../contracts/diagnostics.ts';
import { cleanText } from '../clean-text.ts';
import { nearestName } from '../nearest-name.ts';
import { type Customizer, type CustomizerParameter, type CustomizerValue, isOnStep } from './customizer.ts';

/** Longer lists of choices are cut. */
const MAX_LISTED_CHOICES = 30;

/** Comparing a misspelled choice with more choices than this takes too long. */
const MAX_COMPARED_CHOICES = 1000;

/** Values are repeated in messages up to this length. */
const MAX_QUOTED_LENGTH = 80;

/** What is wrong with a value, as the end of a sentence, and what to do. */
interface Problem {
  /** Of a value that the model cannot mean; the default is one that its author did not offer. */
  readonly code?: 'BAD_ARGUMENT';
  readonly problem: string;
  readonly hint: string;
}

/**
 * Warns of values that the model's customizer does not offer. OpenSCAD takes any value that is set from
 * outside, and so does the evaluation: these are warnings. One of another type is `BAD_ARGUMENT`.
 *
 * @param values what is set; names that are no customizer parameters are passed over.
 */
export function checkValues(
  values: Readonly<Record<string, unknown>>,
  { parameters }: Customizer,
): Diagnostic[] {
  return parameters
    .filter(({ name }) => Object.hasOwn(values, name))
    .flatMap(parameter => {
      const value = values[parameter.name];
      const found = findProblem(parameter, value);
      return found === null
        ? []
        : [warn(`${parameter.name} = ${quote(value)} ${found.problem}.`, found.hint, found.code)];
    });
}

/** Warns of a text in a parameter set that has not the form of its parameter and was passed over. */
export function warnOfUnreadable(preset: string, parameter: CustomizerParameter, text: string): Diagnostic {
  const { name, initial } = parameter;
  return warn(
    `The preset ${quote(preset)} sets ${name} to ${quote(text)}, which is not ${describeType(parameter)}.`,
    `${name} stays ${quote(initial)}; correct the preset, or set ${name} in parameters.`,
  );
}

/** A value as JSON, safe to show and not too long. */
function quote(value: unknown): string {
  const text = cleanText(JSON.stringify(value) ?? String(value));
  return text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
}

function findProblem(parameter: CustomizerParameter, value: unknown): Problem | null {
  const { initial, choices } = parameter;
  if (choices.length > 0) return findProblemOfChoice(parameter, value);
  if (Array.isArray(initial)) return findProblemOfVector(parameter, initial.length, value);
  if (typeof value !== typeof initial) return wrongType(parameter, value);
  if (typeof value === 'number') return findProblemOfNumber(parameter, value, '');
  return typeof value === 'string' ? findProblemOfText(parameter, value) : null;
}

function findProblemOfChoice({ choices }: CustomizerParameter, value: unknown): Problem | null {
  if (choices.some(choice => choice.value === value)) return null;
  const text = String(value).toLowerCase();
  const meant =
    choices.find(choice => String(choice.value).toLowerCase() === text) ??
    choices.find(({ label }) => label.toLowerCase() === text);
  const texts = choices.map(choice => choice.value).filter(choice => typeof choice === 'string');
  const nearest = meant?.value ?? nearestName(text, texts.slice(0, MAX_COMPARED_CHOICES));
  const listed = choices
    .slice(0, MAX_LISTED_CHOICES)
    .map(choice =>
      choice.label === String(choice.value)
        ? quote(choice.value)
        : `${quote(choice.value)} (${choice.label})`,
    );
  const more = choices.length > listed.length ? ', …' : '';
  const question = nearest === null ? '' : `Did you mean ${quote(nearest)}? `;
  return { problem: 'is not one of the choices', hint: `${question}Choices: ${listed.join(', ')}${more}.` };
}

function findProblemOfVector(parameter: CustomizerParameter, length: number, value: unknown): Problem | null {
  const isVector = Array.isArray(value) && value.length === length;
  const numbers: readonly unknown[] = isVector ? value : [];
  if (!isVector || numbers.some(number => typeof number !== 'number')) return wrongType(parameter, value);
  const problems = numbers.map((number, index) =>
    findProblemOfNumber(parameter, Number(number), `has element ${index}, ${quote(number)}, that `),
  );
  return problems.find(problem => problem !== null) ?? null;
}

/** @param before words that lead from the parameter to the number, if that is not all of the value. */
function findProblemOfNumber(
  { min, max, step }: CustomizerParameter,
  value: number,
  before: string,
): Problem | null {
  if (min === undefined || max === undefined) return null;
  const steps = step === undefined ? '' : ` in steps of ${step}`;
  const hint = `The model's author meant values from ${min} to ${max}${steps}; this one was used all the same.`;
  if (value < min || value > max) return { problem: `${before}is outside the range ${min} to ${max}`, hint };
  if (step === undefined || isOnStep(value, min, step)) return null;
  return { problem: `${before}is not on the steps of ${step} from ${min}`, hint };
}

function findProblemOfText({ maxLength }: CustomizerParameter, value: string): Problem | null {
  const length = [...value].length;
  if (maxLength === undefined || length <= maxLength) return null;
  return {
    problem: `has ${length} characters, more than ${maxLength}`,
    hint: `OpenSCAD's customizer cuts this text after ${maxLength} characters; here it was used in full.`,
  };
}

function wrongType(parameter: CustomizerParameter, value: unknown): Problem {
  const { initial } = parameter;
  const advice = isQuoted(value, initial) ? 'Pass it without quotes.' : `The model has ${quote(initial)}.`;
  return { code: 'BAD_ARGUMENT', problem: `is not ${describeType(parameter)}`, hint: advice };
}

/** Whether a text holds what should have been passed as a number or as true or false. */
function isQuoted(value: unknown, initial: CustomizerValue): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  if (typeof initial === 'boolean') return value === 'true' || value === 'false';
  return typeof initial === 'number' && Number.isFinite(Number(value));
}

function describeType({ initial, choices }: CustomizerParameter): string {
  if (choices.length > 0) return 'one of the choices';
  if (Array.isArray(initial))
    return initial.length === 1 ? 'a list of one number' : `a list of ${initial.length} numbers`;
  if (typeof initial === 'boolean') return 'true or false';
  return typeof initial === 'number' ? 'a number' : 'a text';
}

function warn(message: string, hint: string, code: DiagnosticCode = 'PARAMETER_RANGE'): Diagnostic {
  return { severity: 'warning', code, message, hint };
}
