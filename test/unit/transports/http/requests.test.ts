import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_BOUNDS } from '../../../../src/transports/http/bounds.ts';
import { readEnvelope } from '../../../../src/transports/http/envelope.ts';
import { checkNegotiation } from '../../../../src/transports/http/negotiation.ts';
import { parseJson } from '../../../../src/transports/http/parse-json.ts';
import { callBody, rawPost, send, startSite, type TestSite, talk } from '../../../support/http-site.ts';

const MAX_BODY_BYTES = 1_000_000;

let site: TestSite;
beforeAll(async () => {
  site = await startSite({ bounds: { maxBodyBytes: MAX_BODY_BYTES } });
});
afterAll(() => site.stop());

describe('a request', () => {
  it.each([
    ['GET', '/mcp', 405, 'POST'],
    ['DELETE', '/mcp', 405, 'POST'],
    ['PUT', '/mcp', 405, 'POST'],
    ['OPTIONS', '/mcp', 405, 'POST'],
    ['POST', '/health', 405, 'GET, HEAD'],
    ['DELETE', '/metrics', 405, 'GET, HEAD'],
    ['POST', '/', 404, undefined],
    ['POST', '/mcp/', 404, undefined],
    ['POST', '/MCP', 404, undefined],
    ['GET', '/mcp/../health', 404, undefined],
    ['GET', '/__proto__', 404, undefined],
    ['GET', '/constructor', 404, undefined],
  ])('%s %s is answered with %i', async (method, path, status, allow) => {
    const answer = await send(site.port, { method, path });
    expect(answer.status).toBe(status);
    expect(answer.headers.allow).toBe(allow);
    expect(answer.json).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32000 } });
  });

  it('is answered in a way that nobody keeps', async () => {
    for (const answer of [
      await send(site.port, { body: callBody('echo') }),
      await send(site.port, { body: 'nonsense' }),
      await send(site.port, { method: 'GET', path: '/health' }),
    ]) {
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('with a question in its target is MCP all the same', async () => {
    expect((await send(site.port, { path: '/mcp?x=1', body: callBody('echo') })).status).toBe(200);
  });

  it('that upgrades is answered as if it did not', async () => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    expect((await send(site.port, { method: 'GET', headers })).status).toBe(405);
  });

  it('that is a notification is accepted without an answer', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect(await send(site.port, { body })).toMatchObject({ status: 202, text: '' });
  });

  it('of an unknown protocol version is refused', async () => {
    const headers = { 'Mcp-Protocol-Version': '1999-01-01' };
    expect((await send(site.port, { headers, body: callBody('echo') })).status).toBe(400);
  });
});

describe('the type of a body', () => {
  const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const judge = (headers: object) => checkNegotiation({ ...json, ...headers })?.status ?? 200;

  it.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])(
    'may be %s',
    type => {
      expect(judge({ 'content-type': type })).toBe(200);
    },
  );

  it.each([
    undefined,
    '',
    'text/plain',
    'application/jsonx',
    'text/plain; application/json',
    'application/json; charset=utf-16',
  ])('may not be %s', type => {
    expect(judge({ 'content-type': type })).toBe(415);
  });

  it.each(['gzip', 'br', 'identity, gzip', 'deflate'])('may not be compressed with %s', encoding => {
    expect(judge({ 'content-encoding': encoding })).toBe(415);
    expect(judge({ 'content-encoding': 'Identity' })).toBe(200);
  });

  it.each(['*/*', 'text/event-stream,application/json;q=0.1', 'application/*, text/*'])(
    'of an answer may be asked for by %s',
    accept => {
      expect(judge({ accept })).toBe(200);
    },
  );

  it.each([
    undefined,
    '',
    'application/json',
    'text/event-stream',
    'application/json, text/event-stream;q=0',
    'text/html',
  ])('of an answer may not be asked for by %s', accept => {
    expect(judge({ accept })).toBe(406);
  });

  it('is checked by the server', async () => {
    const body = callBody('echo');
    expect((await send(site.port, { headers: { 'Content-Type': 'text/plain' }, body })).status).toBe(415);
    expect((await send(site.port, { headers: { 'Content-Encoding': 'gzip' }, body })).status).toBe(415);
    expect((await send(site.port, { headers: { Accept: 'application/json' }, body })).status).toBe(406);
    expect((await send(site.port, { headers: { Accept: '*/*' }, body })).status).toBe(200);
  });
});

describe('a body', () => {
  it.each(['', '{', 'nonsense', '{"a":1}x', '\u0000', '[1,]', '\u00ff{}'])(
    'that is %j is no JSON',
    async body => {
      const { status, json } = await send(site.port, { body });
      expect(status).toBe(400);
      expect(json.error.code).toBe(-32700);
    },
  );

  it('in another encoding is no JSON', async () => {
    const body = Buffer.from([...Buffer.from('{"jsonrpc":"2.0","method":"'), 0xff, ...Buffer.from('"}')]);
    expect((await send(site.port, { body })).json.error.code).toBe(-32700);
  });

  it.each([
    '1',
    'null',
    '"text"',
    '{}',
    '{"jsonrpc":"1.0","id":1,"method":"ping"}',
    '{"jsonrpc":"2.0","id":{},"method":"ping"}',
  ])('that is %s is no request', async body => {
    expect((await send(site.port, { body })).status).toBe(400);
  });

  it.each([
    [[]],
    [[{ jsonrpc: '2.0', id: 1, method: 'ping' }]],
    [Array(1000).fill(JSON.parse(callBody('wait')))],
  ])('that is a batch is refused', async batch => {
    const { status, json } = await send(site.port, { body: JSON.stringify(batch) });
    expect(status).toBe(400);
    expect(json.error.code).toBe(-32600);
    expect(site.waiting.begun).toBe(0);
  });

  it('with a name that JavaScript knows does no harm', async () => {
    const body =
      '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{"polluted":1},"params":{"constructor":{"prototype":{}}}}';
    expect((await send(site.port, { body })).status).toBeLessThan(500);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(readEnvelope(JSON.parse('{"__proto__":{"method":"initialize"}}'))).toEqual({ kind: 'other' });
  });

  it('nested too deeply is refused, however deep', async () => {
    const nest = (depth: number) =>
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    expect((await send(site.port, { body: nest(30) })).status).toBe(200);
    for (const depth of [31, 1000, 400_000]) {
      const { status, json } = await send(site.port, { body: nest(depth) });
      expect(status).toBe(400);
      expect(json.error.message).toMatch(/nested/);
    }
  });

  it.each([
    ['[{}]', 2, 3],
    ['[{"a":[]}]', 3, 4],
    ['[[1],[2],"[[[["]', 2, 6],
    ['{"a\\"[[[[":1}', 1, 2],
    ['{"a\\\\":[1]}', 2, 3],
    ['["\\\\","[[[,,,"]', 1, 3],
  ])('of %s has %i levels and at most %i values', (text, depth, values) => {
    const kindOf = (maxJsonDepth: number, maxJsonValues: number) =>
      parseJson(Buffer.from(text), { maxJsonDepth, maxJsonValues }).kind;
    expect(kindOf(depth, values)).toBe('json');
    expect(kindOf(depth - 1, values)).toBe('refused');
    expect(kindOf(depth, values - 1)).toBe('refused');
  });

  it('is read as JSON.parse reads it, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const parsed = parseJson(Buffer.from(text), { maxJsonDepth: 1000, maxJsonValues: 1e6 });
        expect(parsed).toEqual({ kind: 'json', value: JSON.parse(text) });
      }),
    );
  });

  it.each(['[],', '1,', '{"a":{}},', '[', '"a",'])(
    'of millions of %j is refused before it costs anything',
    unit => {
      const bytes = Buffer.alloc(HTTP_BOUNDS.maxBodyBytes, unit);
      bytes[0] = 0x5b;
      const started = performance.now();
      expect(parseJson(bytes, HTTP_BOUNDS).kind).toBe('refused');
      expect(performance.now() - started).toBeLessThan(1500);
    },
  );

  it('may be as long as allowed and no longer', async () => {
    const fill = (length: number) =>
      callBody('echo', { text: 'x'.repeat(length - callBody('echo', { text: '' }).length) });
    expect((await send(site.port, { body: fill(MAX_BODY_BYTES) })).status).toBe(200);
    const { status, json, headers } = await send(site.port, { body: fill(MAX_BODY_BYTES + 1) });
    expect(status).toBe(413);
    expect(json.error.data.code).toBe('SOURCE_TOO_LARGE');
    expect(headers.connection).toBe('close');
  });

  it('that comes in pieces of unknown number is not read beyond the limit', async () => {
    const piece = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    const head = rawPost('', { 'Transfer-Encoding': 'chunked' }).replace('Content-Length: 0\r\n', '');
    const { socket, ended, heard } = talk(site.port, head);
    let pieces = 0;
    const timer = setInterval(() => {
      if (!socket.destroyed && socket.writableLength < 1_000_000) socket.write(piece);
      pieces++;
    }, 1);
    const answer = await ended;
    clearInterval(timer);
    expect(heard()).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('SOURCE_TOO_LARGE');
    expect(pieces).toBeLessThan(2000);
  });

  it('that is announced as too long is refused before it is sent', async () => {
    const { ended } = talk(
      site.port,
      rawPost('', { 'Content-Length': String(2 ** 40), Expect: '100-continue' }),
    );
    const answer = await ended;
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).not.toContain('100 Continue');
  });

  it('is asked for when its sender wants to be asked', async () => {
    const body = callBody('echo', { text: 'asked' });
    const [head, rest] = rawPost(body, { Expect: '100-continue', Connection: 'close' }).split('\r\n\r\n');
    const { socket, ended } = talk(site.port, `${head}\r\n\r\n`);
    socket.once('data', () => socket.write(rest));
    expect(await ended).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 [\s\S]*asked/);
  });

  it('too long can be refused to fetch, which goes on sending', async () => {
    for (let round = 0; round < 5; round++) {
      const answer = await fetch(site.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: '*/*' },
        body: 'x'.repeat(30_000_000),
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { data: { code: 'SOURCE_TOO_LARGE' } } });
    }
  });

  it('too long can be refused to a client that reads only when it has sent everything', async () => {
    const size = 8_000_000;
    const { socket, ended } = talk(site.port, rawPost('x'.repeat(size)));
    socket.pause();
    setTimeout(() => socket.resume(), 100);
    expect(await ended).toMatch(/^HTTP\/1.1 413 [\s\S]*SOURCE_TOO_LARGE/);
  });

  it('that its sender never finished costs nothing', async () => {
    const { socket, ended } = talk(site.port, rawPost('{"a":', { 'Content-Length': '1000' }));
    setTimeout(() => socket.destroy(), 50);
    await ended;
    expect((await send(site.port, { body: callBody('echo') })).status).toBe(200);
    expect(site.log()).not.toContain('"level":"error"');
  });
});

describe('bodies together', () => {
  it('may take so much memory, and give it back', async () => {
    const small = await startSite({ bounds: { maxBodyBytesTogether: 100_000 } });
    const text = 'x'.repeat(60_000);
    const first = send(small.port, { body: callBody('wait', { ms: 300, text }) });
    await expect.poll(() => small.waiting.begun).toBe(1);
    const second = await send(small.port, { body: callBody('echo', { text }) });
    expect(second.status).toBe(503);
    expect(second.headers['retry-after']).toBe('2');
    expect((await first).status).toBe(200);
    expect((await send(small.port, { body: callBody('echo', { text }) })).status).toBe(200);
    for (let round = 0; round < 5; round++) {
      await send(small.port, { body: `${text}{` });
      await send(small.port, { body: 'y'.repeat(200_000) });
    }
    expect((await send(small.port, { body: callBody('echo', { text }) })).status).toBe(200);
    await small.stop();
  });
});
