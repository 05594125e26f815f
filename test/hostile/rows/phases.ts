import { until } from '../../support/cache-lab.ts';
import { type RawServer, renderMessage, shakeHands } from '../../support/raw-server.ts';
import type { FaultRow } from './fault-row.ts';

/** Runs for minutes if nobody stops it. */
export const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

/** Takes long to draw: many views, large, of many triangles. */
const DRAWN_LONG = {
  code: 'sphere(9, $fn = 400);',
  width_px: 2048,
  height_px: 2048,
  views: ['front', 'back', 'left', 'right', 'top', 'bottom'],
};

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Brings a server on stdio into a phase of its life. */
export type Phase = (server: RawServer) => Promise<unknown>;

/** Phases in which the process is asked to end, and its exit code. */
export const PHASES: readonly FaultRow<Phase, 0 | null>[] = [
  // Until its code has run, Node.js ends by the signal itself.
  { id: 122, title: 'while Node.js starts', fault: () => pause(0), expected: null, maxMs: 2000 },
  { id: 122, title: 'while it gets ready', fault: shakeHands, expected: 0, maxMs: 2000 },
  {
    id: 122,
    title: 'while its threads warm up',
    fault: async server => {
      await shakeHands(server);
      await pause(250);
    },
    expected: 0,
    maxMs: 2000,
  },
  {
    id: 122,
    title: 'while it evaluates',
    fault: async server => {
      await shakeHands(server);
      server.send(renderMessage(1, { code: ENDLESS }));
      await pause(1500);
    },
    expected: 0,
    maxMs: 2000,
  },
  {
    id: 122,
    title: 'while it draws',
    fault: async server => {
      await shakeHands(server);
      server.send({ ...renderMessage(1, DRAWN_LONG) });
      await pause(2500);
    },
    expected: 0,
    maxMs: 2000,
  },
  {
    id: 122,
    title: 'while its queue is full',
    fault: async server => {
      await shakeHands(server);
      for (let id = 1; id <= 150; id++) server.send(renderMessage(id, { code: `${ENDLESS} // ${id}` }));
      await until(() => server.stdout().includes('QUEUE_FULL'), 20_000);
    },
    expected: 0,
    maxMs: 2500,
  },
  {
    id: 122,
    title: 'while its client reads nothing',
    fault: async server => {
      await shakeHands(server);
      server.child.stdout?.pause();
      for (let id = 1; id <= 3000; id++) server.send({ jsonrpc: '2.0', id, method: 'tools/list' });
      await pause(1500);
    },
    expected: 0,
    maxMs: 2500,
  },
];
