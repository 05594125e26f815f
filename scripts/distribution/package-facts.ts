import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../project-paths.ts';

/** What package.json says that other manifests repeat. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly keywords: readonly string[];
  /** The server's name in the MCP registry, which asks for the same in the npm package. */
  readonly mcpName: string;
  /** Such as `>=20.19`. */
  readonly nodeRange: string;
  /** Address of the source code; null until there is a public one. */
  readonly repositoryUrl: string | null;
}

const packageSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  keywords: z.array(z.string()),
  mcpName: z.string(),
  engines: z.object({ node: z.string() }),
  repository: z.object({ url: z.string() }).optional(),
});

/** Reads package.json. Throws when a field is missing. */
export function readPackageFacts(): PackageFacts {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8');
  const { engines, repository, ...facts } = packageSchema.parse(JSON.parse(text));
  const url = repository?.url.replace(/^git\+/, '').replace(/\.git$/, '') ?? null;
  return { ...facts, nodeRange: engines.node, repositoryUrl: url };
}
