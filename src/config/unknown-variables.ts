import { isInapplicable } from './inapplicable-names.ts';
import { findNearestName } from './nearest-name.ts';
import type { GivenByName } from './setting-definition.ts';
import { CONFIG_FILE_VARIABLE, VARIABLE_NAMES } from './setting-definitions.ts';

/** Variables of OpenSCAD itself, of its container images, and of MCP clients, which pass them on to servers. */
const NAMES_OF_OTHERS = new Set([
  'OPENSCAD_FONT_PATH',
  'OPENSCAD_LIBRARIES',
  'OPENSCAD_VERSION',
  'OPENSCAD_COMMIT',
  'MCP_TIMEOUT',
  'MCP_TOOL_TIMEOUT',
]);

/** One edit is forgiven for so many letters after the prefix; more would take other programs' names for typos. */
const LETTERS_PER_EDIT = 4;

/**
 * Variables that look like settings of this server and are none. `MCP_…` is the prefix of many programs, so
 * those are reported only when they resemble a setting.
 */
export function findUnknownVariables(source: GivenByName): readonly string[] {
  return [...source].flatMap(([name, { source: label }]) => {
    const prefix = /^(?:MCP_|OPENSCAD_?)/.exec(name)?.[0];
    if (prefix === undefined || isKnown(name)) return [];
    const maxEdits = Math.max(1, Math.floor((name.length - prefix.length) / LETTERS_PER_EDIT));
    const nearest = findNearestName(name, [...VARIABLE_NAMES, CONFIG_FILE_VARIABLE], maxEdits);
    if (nearest !== null) return [`${label}: no setting of this server; was ${nearest} meant?`];
    return prefix === 'MCP_' ? [] : [`${label}: no setting of this server.`];
  });
}

function isKnown(name: string): boolean {
  return (
    VARIABLE_NAMES.has(name) ||
    name === CONFIG_FILE_VARIABLE ||
    NAMES_OF_OTHERS.has(name) ||
    isInapplicable(name)
  );
}
