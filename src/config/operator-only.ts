import { describeNoEffect } from './inapplicable-names.ts';
import { type GivenByName, nameOf } from './setting-definition.ts';
import { SETTING_DEFINITIONS } from './setting-definitions.ts';

/** Every name of the settings that only the operator may set. */
const OPERATOR_ONLY_NAMES: ReadonlySet<string> = new Set(
  Object.values(SETTING_DEFINITIONS)
    .filter(({ isOperatorOnly }) => isOperatorOnly === true)
    .flatMap(({ name, aliases, keys }) => [name, ...[...aliases, ...keys].map(nameOf)]),
);

/**
 * Takes out of a source what only the operator may set. Clients start servers in the folder of the open project,
 * and a `.env` that came with somebody else's project must not choose a program to run.
 */
export function withholdOperatorOnly(source: GivenByName): {
  readonly values: GivenByName;
  readonly warnings: readonly string[];
} {
  const isWithheld = ([name]: readonly [string, unknown]) => OPERATOR_ONLY_NAMES.has(name);
  const withheld = [...source].filter(isWithheld).map(([, given]) => given);
  if (withheld.length === 0) return { values: source, warnings: [] };
  const reason = 'a file of the working directory does not choose what runs; set it in the environment';
  return {
    values: new Map([...source].filter(entry => !isWithheld(entry))),
    warnings: [describeNoEffect(withheld, reason)],
  };
}
