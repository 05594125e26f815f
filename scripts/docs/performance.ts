import { formatGoal, formatNumber, formatSpread } from '../bench/print.ts';
import {
  GROUPS,
  type GroupName,
  type GroupResults,
  type Measurement,
  meetsGoal,
  type Results,
  type Series,
} from '../bench/results.ts';

/** Where the plot lies, seen from the document. */
export const GROWTH_PICTURE = 'pictures/growth.svg';

const TITLES: Readonly<Record<GroupName, { title: string; text: string }>> = {
  start: { title: 'Start', text: 'The package as npm installs it, started over and over.' },
  latency: {
    title: 'Latency',
    text: 'A warm server on stdio, at the client, against native programs under a running X server.',
  },
  evaluation: {
    title: 'Evaluation',
    text:
      "Debian's examples and models of the bundled libraries: ours from the call to the picture, nothing cached, " +
      'against the native program writing STL alone. What that does not finish within its time counts as that time.',
  },
  throughput: {
    title: 'Throughput',
    text: 'Clients over HTTP; each sends its next call when it has an answer.',
  },
  memory: { title: 'Memory', text: 'Resident size of the process, threads included.' },
  growth: {
    title: 'Growth',
    text: 'Costs at the largest size against the one before, times as many as it is larger. Below 1 is better than linear.',
  },
};

/** Writes docs/PERFORMANCE.md from what the benchmark wrote. */
export function writePerformanceDocument({ machine, groups }: Results): string {
  const { processors, platform, node, native, runs } = machine;
  const parts = GROUPS.flatMap(name => {
    const group = groups[name];
    return group === undefined ? [] : [writeGroup(name, group)];
  });
  return `# Performance

<!-- Written by \`npm run docs\` from docs/performance.json; changes made here are lost. -->

\`npm run bench -- --output docs/performance.json\` measured this on a machine with ${processors} processors (${platform}, Node
${node}) against ${native}, by turns, ${runs} or more turns each. Each table was measured in one
go; a later run may have measured some of them again. A ratio is ours divided by the other: its median, with the least and
the most of a single turn. Milliseconds are those of that machine; only ratios carry over to another one.

${parts.join('\n\n')}
`;
}

function writeGroup(name: GroupName, { measurements, series }: GroupResults): string {
  const { title, text } = TITLES[name];
  const parts = [`## ${title}`, text, writeTable(measurements), ...listRemarks(measurements)];
  if (series.length > 0) parts.push(`![Costs against sizes](${GROWTH_PICTURE})`, ...series.map(writeSeries));
  return parts.join('\n\n');
}

function writeTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(measurement => {
    const { what, baseline, ratio, ours, base, unit } = measurement;
    const verdict = measurement.goal === null ? '' : meetsGoal(measurement) ? 'yes' : '**no**';
    const values = `${formatNumber(ours.median)} ${unit} / ${formatNumber(base.median)} ${unit}`;
    return row([what, baseline, formatSpread(ratio), formatGoal(measurement), verdict, values]);
  });
  const head = row(['what', 'against', 'ratio', 'goal', 'met', 'ours / other']);
  return [head, row(['---', '---', '---', '---', '---', '---']), ...rows].join('\n');
}

/** What is said of single measurements, such as why one is slower. */
function listRemarks(measurements: readonly Measurement[]): string[] {
  const remarks = measurements.flatMap(({ what, note }) =>
    note === undefined ? [] : [`- ${what}: ${note}`],
  );
  return remarks.length === 0 ? [] : [remarks.join('\n')];
}

function writeSeries({ what, cost, points }: Series): string {
  const sizes = points.map(({ size }) => size.toLocaleString('en'));
  const times = points.map(({ ms }) => formatSpread(ms));
  const line = points.map(() => '---');
  return `${row([what, ...sizes])}\n${row(['---', ...line])}\n${row([`${cost}, ms`, ...times])}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
