import type { Plugin } from 'esbuild';
import { toolList } from '../../src/mcp/tool-list.ts';

/** Puts the list of tools into the bundle as data, instead of the code that makes it of schemas. */
export const finishToolList: Plugin = {
  name: 'finished tool list',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]mcp[\\/]tool-list\.ts$/ }, () => ({
      contents: `export const toolList = ${JSON.stringify(toolList)};`,
      loader: 'js',
    }));
  },
};
