/** One line of numbers. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All samples of one name, with what is said about it. */
export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const VALUE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  counter: [''],
  gauge: [''],
};

/**
 * Reads the text format of Prometheus as strictly as `promtool check metrics`: every family has HELP and TYPE
 * once and before its samples, which stand together; every sample belongs to a family, no series comes twice,
 * counters end in `_total`, other names do not, and buckets are cumulative.
 *
 * @throws Error naming the line.
 */
export function parseMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  let current = '';
  for (const line of text.split('\n').filter(each => each !== '')) {
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (comment !== null) {
      const [, kind, name, rest] = comment;
      if (kind === 'HELP' && families.has(name)) throw new Error(`a second family: ${line}`);
      if (kind === 'HELP') families.set(name, { type: '', help: rest, samples: [] });
      const family = families.get(name);
      if (family === undefined || (kind === 'TYPE' && family.type !== ''))
        throw new Error(`misplaced: ${line}`);
      if (kind === 'TYPE') family.type = rest;
      current = name;
      continue;
    }
    const sample = parseSample(line);
    const family = families.get(current);
    const suffixes = SUFFIXES[family?.type ?? ''] ?? [];
    if (family === undefined || !suffixes.some(suffix => current + suffix === sample.name))
      throw new Error(`outside its family: ${line}`);
    family.samples.push(sample);
  }
  for (const [name, family] of families) checkFamily(name, family);
  return families;
}

function parseSample(line: string): Sample {
  const found = SAMPLE.exec(line);
  if (found === null || !VALUE.test(found[3])) throw new Error(`not a sample: ${line}`);
  const [, name, text = '', value] = found;
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const label = LABEL.exec(text);
    if (label === null || Object.hasOwn(labels, label[1])) throw new Error(`wrong labels: ${line}`);
    labels[label[1]] = label[2];
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

function checkFamily(name: string, { type, samples }: Family): void {
  if ((type === 'counter') !== name.endsWith('_total')) throw new Error(`${type} named ${name}`);
  if (/_(ms|milliseconds|kb|mb|minutes)(_|$)/.test(name)) throw new Error(`not in base units: ${name}`);
  const series = samples.map(sample => JSON.stringify([sample.name, sample.labels]));
  if (new Set(series).size < series.length) throw new Error(`a series comes twice: ${name}`);
  if (type === 'histogram') checkHistogram(name, samples);
}

/** Each series has buckets that grow up to +Inf, which is the count. */
function checkHistogram(name: string, samples: readonly Sample[]): void {
  const withoutBound = ({ labels: { le, ...rest } }: Sample) => JSON.stringify(rest);
  for (const series of new Set(samples.map(withoutBound))) {
    const own = samples.filter(sample => withoutBound(sample) === series);
    const buckets = own.filter(sample => sample.name === `${name}_bucket`).map(({ value }) => value);
    const count = own.find(sample => sample.name === `${name}_count`)?.value;
    const grows = buckets.every((value, index) => index === 0 || value >= buckets[index - 1]);
    const last = own.find(({ labels }) => labels.le === '+Inf')?.value;
    if (!grows || last !== count) throw new Error(`wrong buckets: ${name}${series}`);
  }
}
