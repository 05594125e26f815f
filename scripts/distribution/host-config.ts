/** How a host starts a server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The part of a bundle's manifest that says how it is started. */
export interface BundleManifest {
  readonly server: { readonly mcp_config: ServerCommand };
  readonly user_config: Readonly<Record<string, { readonly default?: string | number }>>;
}

/**
 * Puts the bundle's folder and what its user chose, or the defaults, into the command of a manifest, as hosts do.
 *
 * @throws Error for a variable nobody set: a host would pass it on as it stands.
 */
export function toServerCommand(
  { server, user_config }: BundleManifest,
  folder: string,
  chosen: Readonly<Record<string, string>>,
): ServerCommand {
  const defaults = Object.entries(user_config).flatMap(([name, option]) =>
    option.default === undefined ? [] : [[`user_config.${name}`, String(option.default)] as const],
  );
  const given = Object.entries(chosen).map(([name, value]) => [`user_config.${name}`, value] as const);
  const values = new Map<string, string>([['__dirname', folder], ...defaults, ...given]);
  const fill = (text: string) =>
    text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`nobody sets ${whole}`);
      return value;
    });
  const { command, args, env } = server.mcp_config;
  return {
    command,
    args: args.map(fill),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
  };
}
