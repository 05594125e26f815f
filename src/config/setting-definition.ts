import type * as z from 'zod';
import type { Settings } from './settings.ts';

/** A value as a source gives it; flags that were repeated and lists of a config file are lists. */
export type GivenValue = string | readonly string[];

/** What one source says under one name. */
export interface Given {
  readonly value: GivenValue;
  /** Where it stands, as `server_status` shows it: `MCP_PORT`, `--port`, `.env: MCP_PORT`, `config.yaml: server.port`. */
  readonly source: string;
  /** The same for messages about it, with the line where there is one. */
  readonly place: string;
  /** Folder from which a relative path is seen; the working directory when there is none. */
  readonly baseFolder?: string;
}

/** All that one source says, by variable or, in a config file, by key. */
export type GivenByName = ReadonlyMap<string, Given>;

/** A valid value that a setting could take, with where it comes from. */
export interface Candidate<Value> {
  /** Undefined when the name was given without choosing a value, as `MCP_CACHE_ENABLED=true`. */
  readonly value: Value | undefined;
  readonly name: string;
  readonly source: string;
  /** The source's place in the order of precedence; 0 wins. */
  readonly rank: number;
}

/** A further name whose text is read in a way of its own, for instance in another unit. */
export interface SpecialName<Value> {
  readonly name: string;
  /** How it differs, for the documentation: `in MB`. */
  readonly note: string;
  readonly schema?: z.ZodType<Value | undefined>;
  readonly separators?: string;
}

/** One setting: its names in every source, how its text is read, and what it means. */
export interface SettingDefinition<Value> {
  /** Canonical name. */
  readonly name: string;
  readonly aliases: readonly (string | SpecialName<Value>)[];
  /** Its keys in a config file: `section.key`. The canonical name and the aliases are keys as well. */
  readonly keys: readonly (string | SpecialName<Value>)[];
  /** The flag that sets it, as in the usage text. */
  readonly flag?: string;
  readonly description: string;
  /** The default in words. */
  readonly shownDefault: string;
  /** Whether its value is shown to nobody. */
  readonly isSecret?: true;
  /** Whether its text names files or folders, so that relative ones are made absolute. */
  readonly isPath?: true;
  /** Whether neither `.env` nor a config file that it names may set it: it chooses what is run on this machine. */
  readonly isOperatorOnly?: true;
  /** Characters between the items of a list; only lists have them. Their schema gets the items. */
  readonly separators?: string;
  readonly schema: z.ZodType<Value>;
  /**
   * Chooses among what was given, of which there is at least one, in order of precedence. The first wins when
   * this is missing. Null leaves the default.
   */
  readonly choose?: (candidates: readonly Candidate<Value>[]) => Candidate<Value> | null;
}

/** The definitions of some settings. */
export type DefinitionsOf<Key extends keyof Settings> = {
  readonly [K in Key]: SettingDefinition<Settings[K]>;
};

/** The name of an alias or key. */
export function nameOf(name: string | { readonly name: string }): string {
  return typeof name === 'string' ? name : name.name;
}
