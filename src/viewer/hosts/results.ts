/** A field of something that came from outside; undefined when it is no object or has none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** Whether something is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a field; undefined when it is none. */
export function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

/** The number of a field; undefined when it is none. */
export function numberOf(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'number' ? field : undefined;
}

/** The entries of a list in a field; none when it is no list. */
export function listOf(value: unknown, name: string): readonly unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

/** Something that OpenSCAD or the server said about a model. */
export interface Message {
  readonly severity: string;
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly excerpt: string | undefined;
  readonly hint: string | undefined;
}

/** What the viewer uses of a report on a model. */
export interface Report {
  readonly ok: boolean;
  readonly summary: string;
  readonly modelId: string | undefined;
  readonly kind: string | undefined;
  /** What was set from outside. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly messages: readonly Message[];
  readonly triangles: number | undefined;
  readonly isWatertight: boolean;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Reads a report of `render_model`, which may come from any version of the server. */
export function readReport(value: unknown): Report {
  const mesh = fieldOf(value, 'mesh');
  const parameters = fieldOf(value, 'parameters');
  return {
    ok: fieldOf(value, 'ok') === true,
    summary: textOf(value, 'summary') ?? 'The server gave no answer.',
    modelId: textOf(value, 'model_id'),
    kind: textOf(value, 'kind'),
    parameters: isRecord(parameters) ? parameters : {},
    messages: readMessages(value),
    triangles: numberOf(mesh, 'triangles'),
    isWatertight: fieldOf(mesh, 'watertight') === true,
    facts: readFacts(value),
  };
}

/** The diagnostics of a report; an error that none of them tells of comes first. */
export function readMessages(report: unknown): Message[] {
  const messages = listOf(report, 'diagnostics').map(diagnostic => ({
    severity: textOf(diagnostic, 'severity') ?? 'warning',
    message: textOf(diagnostic, 'message') ?? '',
    file: textOf(diagnostic, 'file'),
    line: numberOf(diagnostic, 'line'),
    excerpt: textOf(diagnostic, 'excerpt'),
    hint: textOf(diagnostic, 'hint'),
  }));
  const error = fieldOf(report, 'error');
  if (!isRecord(error) || messages.some(({ severity }) => severity === 'error')) return messages;
  const message = textOf(error, 'message') ?? textOf(report, 'summary') ?? 'Something went wrong.';
  const place = { file: undefined, line: undefined, excerpt: undefined };
  return [{ severity: 'error', message, ...place, hint: textOf(error, 'hint') }, ...messages];
}

function readFacts(report: unknown): (readonly [string, string])[] {
  const size = listOf(fieldOf(report, 'size'), 'size').filter(side => typeof side === 'number');
  const mesh = fieldOf(report, 'mesh');
  const outline = fieldOf(report, 'outline');
  const amount = (value: unknown, name: string, unit: string) => {
    const number = numberOf(value, name);
    return number === undefined ? undefined : `${formatNumber(number)}${unit}`;
  };
  const closed = fieldOf(mesh, 'watertight');
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Size', size.length === 0 ? undefined : `${size.map(formatNumber).join(' × ')} mm`],
    ['Volume', amount(mesh, 'volume_mm3', ' mm³')],
    ['Surface', amount(mesh, 'area_mm2', ' mm²')],
    ['Area', amount(outline, 'area_mm2', ' mm²')],
    ['Parts', amount(mesh, 'parts', '')],
    ['Triangles', amount(mesh, 'triangles', '')],
    ['Watertight', typeof closed === 'boolean' ? (closed ? 'yes' : 'no') : undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** A number as people read it: four significant digits, more for large ones, thin spaces between thousands. */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  const decimals = magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 4;
  const [whole, fraction] = String(Number(value.toFixed(decimals))).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
