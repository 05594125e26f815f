import { expect } from 'vitest';
import type { ConnectedClient } from './server.ts';

/**
 * The server is well: it answers, renders a cube right, has neither a queue nor more threads than it may have,
 * printed nothing but the protocol on stdout, and left no file behind. Asked after every attack.
 */
export async function expectWell(server: ConnectedClient): Promise<void> {
  await server.client.ping();
  const cube = await server.call('render_model', {
    code: 'cube([1, 2, 3]); // still well',
    width_px: 64,
    height_px: 64,
  });
  expect(cube.report).toMatchObject({ ok: true, size: { size: [1, 2, 3] } });
  expect(cube.images).toHaveLength(1);
  const { report } = await server.call('server_status', {});
  for (const pool of [report.pool.evaluate, report.pool.draw]) {
    expect(pool.queued).toBe(0);
    expect(pool.threads).toBeLessThanOrEqual(pool.maxThreads);
  }
  expect(server.stdoutNoise()).toEqual([]);
  expect(server.strayFiles()).toEqual([]);
}
