import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedClient, startServer } from '../support/server.ts';

/** Recursion, which in OpenSCAD takes C stack: a native program has 8 MB, the WebAssembly package 64 KB. */

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('recursion', () => {
  it.each([
    ['a function', 'function f(n) = n == 0 ? 0 : 1 + f(n - 1); cube(f(6000));'],
    ['a function literal', 'f = function(g, n) n == 0 ? 0 : 1 + g(g, n - 1); cube(f(f, 6000));'],
  ])('of %s works to a depth of 6000', async (_, code) => {
    const { report } = await server.call('check_model', { code, level: 'geometry' });
    expect(report.size, report.summary).toMatchObject({ size: [6000, 6000, 6000] });
  });

  // Not a measurement: the error has to come before the deadline, else the answer is another one.
  it.each([
    ['a function', 'function f(x) = f(x) + 0;\necho(f(1)); cube(1);'],
    ['a function that ends in its own call', 'function f(n) = n < 0 ? 0 : f(n + 1);\necho(f(0)); cube(1);'],
    ['a module', 'module m() m();\nm();'],
    ['a module of children', 'module m() { m() children(); }\nm() cube(1);'],
    ['a function literal', 'f = function(g) g(g) + 0;\necho(f(f)); cube(1);'],
  ])('of %s without an end is named within three seconds', { retry: 2 }, async (_, code) => {
    const { report } = await server.call('check_model', { code, timeout_s: 3 });
    expect(report.verdict, report.summary).toBe('fail');
    expect(report.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', message: expect.stringMatching(/^Recursion detected/) }),
    );
  });
});
