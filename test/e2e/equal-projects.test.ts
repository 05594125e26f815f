import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

const folder = useModelFolder('file');
const small = { width_px: 64, height_px: 64 };

/** A cube as OFF. */
function off(side: number): string {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(at =>
    [at & 1, (at >> 1) & 1, at >> 2].map(bit => bit * side).join(' '),
  );
  const faces = ['0 2 3 1', '4 5 7 6', '0 1 5 4', '2 6 7 3', '0 4 6 2', '1 3 7 5'];
  return `OFF\n8 6 0\n${corners.join('\n')}\n${faces.map(face => `4 ${face}`).join('\n')}\n`;
}

describe('two projects with the same files', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    for (const [name, side] of [
      ['one', 10],
      ['two', 20],
    ] as const) {
      folder.write(`${name}/main.scad`, 'part = "a"; import(str(part, ".off"));');
      folder.write(`${name}/a.off`, off(1));
      folder.write(`${name}/b.off`, off(side));
    }
    server = await startServer({ args: ['--root', folder.at('one'), '--root', folder.at('two')] });
  });
  afterAll(() => server.close());

  it('stay apart when they ask for further files', async () => {
    const ids = [];
    for (const name of ['one', 'two']) {
      const { report } = await server.call('render_model', {
        ...small,
        path: folder.at(`${name}/main.scad`),
      });
      ids.push(report.model_id);
    }
    const sizes = [];
    for (const model_id of ids) {
      const { report } = await server.call('render_model', { ...small, model_id, parameters: { part: 'b' } });
      sizes.push(report.size.size[0]);
    }
    expect(sizes).toEqual([10, 20]);
  });
});
