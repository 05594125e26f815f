import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendFile, sendPage } from '../../../../src/transports/view/answers.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Gets what a handler answers. */
async function get(handler: Parameters<typeof createServer>[1]): Promise<Response> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return fetch(`http://127.0.0.1:${port}/`);
}

describe('sendPage', () => {
  it('lets the page of an app, which may connect to nobody, connect to its server', async () => {
    const page = readFileSync(new URL('../../../../src/viewer/index.html', import.meta.url), 'utf8');
    expect(page).not.toContain('connect-src');
    const text = await (await get((_, response) => sendPage(response, page))).text();
    expect(text).toMatch(
      /<meta\s+http-equiv="Content-Security-Policy"\s+content="default-src 'none'[^"]*connect-src 'self'"/,
    );
  });
});

describe('sendFile', () => {
  it('gives a file a name that cannot break out of its header', async () => {
    const file = { name: 'a"\r\nX: y.stl', mimeType: 'model/stl', bytes: new Uint8Array([1, 2]) };
    const response = await get((_, answer) => sendFile(answer, file));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a___X__y.stl"');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(file.bytes);
  });
});
