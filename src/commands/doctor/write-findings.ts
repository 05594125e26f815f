import type { Finding } from './finding.ts';

/** A setting as the doctor shows it. */
interface ShownSetting {
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
}

/** Words rather than signs: some consoles show signs as something else, and words can be searched for. */
const STATE_WORDS: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok  ',
  warning: 'warn',
  failed: 'FAIL',
};

/** Width of a line; longer ones are broken between words. */
const LINE_WIDTH = 100;

/** Where the text of a finding begins: after the word and the longest name. */
const INDENT = ' '.repeat(21);

/** All findings, one below the other, with what to do about those that are not ok. */
export function writeFindings(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ name, state, detail, fix }) => [
    ...wrap(`${STATE_WORDS[state]}  ${name.padEnd(13)}  ${detail}`),
    ...(fix === undefined ? [] : wrap(`${INDENT}-> ${fix}`)),
  ]);
}

/** What the findings come to, in one sentence. */
export function summarizeFindings(findings: readonly Finding[]): string {
  const failures = findings.filter(({ state }) => state === 'failed').length;
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  const also =
    warnings === 0 ? '' : ` ${warnings === 1 ? 'One thing' : `${warnings} things`} to look at, marked warn.`;
  if (failures === 0) return `Everything needed works.${also}`;
  return `${failures === 1 ? 'One thing does' : `${failures} things do`} not work, marked FAIL.${also}`;
}

/** Settings that somebody set, and by what; then those that have their default. */
export function writeSettings(settings: readonly ShownSetting[]): string[] {
  const write = ({ name, value }: ShownSetting) => `  ${name} = ${show(value)}`;
  const given = settings.filter(({ source }) => source !== 'default');
  const defaults = settings.filter(({ source }) => source === 'default');
  return [
    ...section(
      'Settings that were set, and by what',
      given.map(setting => `${write(setting)}  (${setting.source})`),
    ),
    ...section('Settings with their default', defaults.map(write)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines];
}

function show(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Breaks a line between words; the rest is indented as far as the texts of findings. */
function wrap(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > LINE_WIDTH) {
    const space = rest.lastIndexOf(' ', LINE_WIDTH);
    // A path that is longer than a line stays whole, so that it can be copied.
    const at = space > INDENT.length ? space : rest.indexOf(' ', LINE_WIDTH);
    if (at < 0) break;
    lines.push(rest.slice(0, at));
    rest = `${INDENT}${rest.slice(at + 1)}`;
  }
  return [...lines, rest];
}
