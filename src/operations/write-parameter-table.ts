import type { ListedParameters, PropertySchema } from './list-parameters.ts';

/** Cells wider than this do not push the next column away; the row just gets longer. */
const MAX_CELL_WIDTH = 32;

/** Writes parameters as a table that a person or a language model reads easily: a block for each group, then the presets. */
export function writeParameterTable(parameters: ListedParameters): string {
  return [...writeGroups(parameters), ...writePresets(parameters)].join('\n\n');
}

function writeGroups({ schema, groups }: ListedParameters): string[] {
  const rows = Object.entries(schema.properties).map(([name, property]) => ({
    group: property['x-group'],
    cells: [name, JSON.stringify(property.default), describeValues(property)],
    description: property.description?.split('\n') ?? [],
  }));
  const widths = [0, 1, 2].map(column => columnWidth(rows.map(({ cells }) => cells[column])));
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 2));
  return groups.map(group =>
    [
      `[${group}]`,
      ...rows
        .filter(row => row.group === group)
        .map(({ cells, description }) => {
          const columns = cells.map((cell, column) => cell.padEnd(widths[column])).join('  ');
          return `  ${columns}  ${description.join(`\n${indent}`)}`.trimEnd();
        }),
    ].join('\n'),
  );
}

function columnWidth(cells: readonly string[]): number {
  return Math.max(0, ...cells.map(({ length }) => length).filter(length => length <= MAX_CELL_WIDTH));
}

/** What a parameter may be set to, in a few words. */
function describeValues({ type, enum: choices, oneOf, items, maxLength, ...range }: PropertySchema): string {
  if (oneOf !== undefined) {
    return oneOf.map(({ const: value, title }) => `${JSON.stringify(value)} (${title})`).join(', ');
  }
  if (choices !== undefined) return choices.map(choice => JSON.stringify(choice)).join(', ');
  if (type === 'array') return `${range.maxItems} × ${describeRange(items ?? {})}`;
  if (type === 'boolean') return 'true, false';
  if (type === 'string') return maxLength === undefined ? 'text' : `text, up to ${maxLength} characters`;
  return describeRange(range);
}

function describeRange(range: Partial<PropertySchema>): string {
  const { minimum, maximum } = range;
  if (minimum === undefined || maximum === undefined) return 'number';
  const step = range.multipleOf ?? range['x-step'];
  return `${minimum} to ${maximum}${step === undefined ? '' : `, step ${step}`}`;
}

function writePresets({ presets }: ListedParameters): string[] {
  const lines = Object.entries(presets).map(([name, values]) => {
    const settings = Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return `  ${JSON.stringify(name)}: ${settings.join(' ')}`;
  });
  return lines.length === 0 ? [] : [['Presets', ...lines].join('\n')];
}
