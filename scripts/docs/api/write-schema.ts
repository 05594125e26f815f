/** A property of a JSON Schema, as far as the table of arguments needs it. */
interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly items?: Property | readonly Property[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Property>>;
}

/** A tool's input schema as a table of Markdown. */
export function writeArgumentTable(schema: {
  properties?: object | undefined;
  required?: readonly string[] | undefined;
}): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const required = schema.required?.includes(name) ? ' **(required)**' : '';
    return `| \`${name}\`${required} | ${writeType(property)} | ${escapeCell(property.description ?? '')} |`;
  });
  return ['| argument | type | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A few words for a type: `array of "iso" "front"`, `integer 16–4096`. */
function writeType(property: Property): string {
  if (property.enum !== undefined) return property.enum.map(value => `\`${value}\``).join(' ');
  if (property.anyOf !== undefined) return [...new Set(property.anyOf.map(writeType))].join(' or ');
  if (property.items !== undefined) {
    const items = Array.isArray(property.items) ? property.items : [property.items];
    return `array of ${[...new Set(items.map(writeType))].join(', ')}`;
  }
  if (property.properties !== undefined) {
    const fields = Object.entries(property.properties).map(
      ([name, field]) => `\`${name}\` ${writeType(field)}`,
    );
    return `object: ${fields.join('; ')}`;
  }
  const type = Array.isArray(property.type) ? property.type.join(' or ') : (property.type ?? 'any');
  const isBounded = property.minimum !== undefined && property.maximum !== undefined;
  return isBounded ? `${type} ${property.minimum}–${property.maximum}` : String(type);
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
