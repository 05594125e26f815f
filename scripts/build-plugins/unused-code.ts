import type { Plugin } from 'esbuild';

/**
 * Modules of bundled packages that are imported by their own package and never used here, by the end of their path,
 * and what stands in their places. They were a third of what a server reads before it can answer.
 */
const UNUSED: Readonly<Record<string, string>> = {
  // zod's messages in fifty languages; it loads English by itself.
  'zod/v4/locales/index.js': 'export {};',
  // The SDK checks with ajv what a client's user fills in when a server asks for it. This one never asks.
  '@modelcontextprotocol/sdk/dist/esm/validation/ajv-provider.js': 'export class AjvJsonSchemaValidator {}',
};

/** Leaves such modules out of a bundle. */
export const leaveOutUnusedCode: Plugin = {
  name: 'leave out unused code',
  setup({ onLoad }) {
    onLoad({ filter: /(locales[\\/]index|ajv-provider)\.js$/ }, ({ path }) => {
      const found = Object.keys(UNUSED).find(name => path.replaceAll('\\', '/').endsWith(name));
      if (found === undefined) return null;
      return { contents: UNUSED[found], loader: 'js' };
    });
  },
};
