// The client against real HTTP servers: what leaves, on which connection, and how every end of a call is named.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient, type ClientOptions } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { good } from '../../support/anomalous-service.js';

const ACCOUNT = { appid: '125', bucket: 'bücket', secretId: 'AKID', secretKey: 'secret' };
const PERSON = { idNumber: '11010519491231002X', name: '张𠮷·"三"' };
const OK = '{"code":0,"message":"OK","data":{"session_id":"s-1"}}';
const NO_PROXY = {};
const PATIENT_MS = 20_000;

type Answering = (response: ServerResponse, request: IncomingMessage) => void;

interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

/** The requests that a server has received, and waiting for them. */
class Seen {
  readonly requests: Received[] = [];
  readonly sockets = new Set<Socket>();
  #told: (() => void)[] = [];

  add(received: Received): void {
    this.requests.push(received);
    for (const tell of this.#told.splice(0)) tell();
  }

  async until(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise<void>((resolve) => this.#told.push(resolve));
  }
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A server that reads the whole request before it answers. */
async function serve(
  answer: (response: ServerResponse, request: IncomingMessage, count: number) => void,
): Promise<{ url: string; seen: Seen }> {
  const seen = new Seen();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.add({ request, body: Buffer.concat(chunks) });
      answer(response, request, seen.requests.length);
    });
  });
  server.on('connection', (socket: Socket) => seen.sockets.add(socket));
  return { url: `http://127.0.0.1:${await listen(server)}`, seen };
}

function client(authUrl: string, options: Partial<ClientOptions> = {}): ProviderClient {
  const made = new ProviderClient({
    authUrl,
    protocol: youtu.callsFor(ACCOUNT, Date.now),
    timeoutMs: PATIENT_MS,
    connections: 2,
    proxy: NO_PROXY,
    meter: new CallMeter(youtu.codes.monitored),
    ...options,
  });
  onTestFinished(() => made.close());
  return made;
}

function asBytes(part: string | Buffer): Buffer {
  return Buffer.from(part);
}

async function endOf(url: string, options: Partial<ClientOptions> = {}) {
  return (await client(url, options).call(PERSON)).end;
}

describe('what leaves', () => {
  it('is the documented request, byte for byte, signed as it says', async () => {
    const { url, seen } = await serve((response) => response.end(OK));
    const { authorization } = await client(`${url}/base`).call(PERSON);
    const [received] = seen.requests;
    expect(received?.body.toString()).toBe(
      '{"appid":"125","bucket":"bücket","idcard_number":"11010519491231002X","idcard_name":"张𠮷·\\"三\\""}',
    );
    expect(received?.request).toMatchObject({ method: 'POST', url: '/base/auth/idcard' });
    expect(received?.request.headers).toMatchObject({
      authorization,
      'content-type': 'application/json',
      'content-length': String(received?.body.length),
      host: url.slice('http://'.length),
    });
  });

  it('has the person in its body and nowhere else', async () => {
    const { url, seen } = await serve((response) => response.end(OK));
    await client(url).call(PERSON);
    const head = JSON.stringify([seen.requests[0]?.request.url, seen.requests[0]?.request.rawHeaders]);
    expect(head).toContain('/auth/idcard');
    expect(head).not.toContain(PERSON.idNumber);
    expect(decodeURIComponent(head)).not.toContain('张');
  });
});

describe('connections', () => {
  it('are kept alive: calls one after another share one', async () => {
    const { url, seen } = await serve((response, _request, count) => response.end(good(count)));
    const idcard = client(url, { connections: 1 });
    for (let call = 0; call < 5; call += 1) expect((await idcard.call(PERSON)).end.kind).toBe('answered');
    expect(seen.requests).toHaveLength(5);
    expect(seen.sockets.size).toBe(1);
  });

  it('are never more than asked for, and carry one call at a time', async () => {
    const open: ServerResponse[] = [];
    const { url, seen } = await serve((response) => open.push(response));
    const idcard = client(url, { connections: 2 });
    const calls = [1, 2, 3].map(() => idcard.call(PERSON));
    await seen.until(2);
    expect(seen.sockets.size).toBe(2);
    open[0]?.end(OK);
    await seen.until(3);
    expect(seen.sockets.size).toBe(2);
    for (const response of open) response.end(OK);
    expect((await Promise.all(calls)).map(({ end }) => end.kind)).toEqual([
      'answered',
      'answered',
      'answered',
    ]);
  });
});

describe('an answer', () => {
  it('of the documented shape is answered, with its HTTP status', async () => {
    const { url } = await serve((response) => response.end(OK));
    expect(await endOf(url)).toEqual({
      kind: 'answered',
      code: '0',
      message: 'OK',
      sessionId: 's-1',
      httpStatus: 200,
      retryAfterMs: undefined,
    });
  });

  it('is read in pieces, also where one cuts a character', async () => {
    const body = Buffer.from('{"code":3,"message":"账户","data":{"session_id":""}}');
    const cut = body.indexOf('账') + 1;
    const { url } = await serve((response) => {
      response.write(body.subarray(0, cut), () => response.end(body.subarray(cut)));
    });
    expect(await endOf(url)).toMatchObject({ kind: 'answered', code: '3', message: '账户' });
  });

  it('of the documented shape counts with a 4xx too, and says how long to wait', async () => {
    const { url } = await serve((response) =>
      response.writeHead(403, { 'Retry-After': '2' }).end('{"code":15,"message":"操作太频繁"}'),
    );
    expect(await endOf(url)).toMatchObject({
      kind: 'answered',
      code: '15',
      httpStatus: 403,
      retryAfterMs: 2000,
    });
  });

  it.each([500, 502, 503])('with status %i is not trusted, even of the documented shape', async (status) => {
    const { url } = await serve((response) => response.writeHead(status).end(OK));
    expect(await endOf(url)).toMatchObject({ kind: 'unreadable', httpStatus: status });
  });

  it.each([
    ['a page', '<html>gateway</html>'],
    ['empty', ''],
    ['cut off', OK.slice(0, 20)],
  ])('that is %s is unreadable', async (_what, body) => {
    const { url } = await serve((response) => response.end(body));
    expect(await endOf(url)).toMatchObject({ kind: 'unreadable', httpStatus: 200 });
  });

  it('that is longer than an answer can be is given up, and the next call goes through', async () => {
    const { url } = await serve((response, _request, count) => {
      if (count > 1) response.end(OK);
      else response.end(`{"code":0,"message":"${'x'.repeat(200_000)}"}`);
    });
    const idcard = client(url);
    expect((await idcard.call(PERSON)).end).toMatchObject({ kind: 'unreadable', httpStatus: 200 });
    expect((await idcard.call(PERSON)).end.kind).toBe('answered');
  });

  it('that redirects is not followed', async () => {
    const { url, seen } = await serve((response) =>
      response.writeHead(302, { Location: '/elsewhere' }).end(),
    );
    expect(await endOf(url)).toMatchObject({ kind: 'unreadable', httpStatus: 302 });
    expect(seen.requests).toHaveLength(1);
  });
});

describe('an answer in an unusual manner of HTTP is one call and one answer', () => {
  const packed = (name: string, pack: (text: string) => Buffer): [string, Answering] => [
    `packed as ${name}`,
    (response) => response.writeHead(200, { 'Content-Encoding': name }).end(pack(OK)),
  ];
  const raw = (text: string): Answering => {
    return (_response, { socket }) => socket.end(text);
  };
  const ways: [string, Answering][] = [
    packed('gzip', gzipSync),
    packed('deflate', deflateSync),
    packed('br', brotliCompressSync),
    [
      'in chunks of a byte, called GBK',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'text/html;charset=gbk' });
        for (const character of OK) response.write(character);
        response.end();
      },
    ],
    [
      'behind early hints',
      (response) => {
        response.writeEarlyHints({ link: '</x>; rel=preload' });
        response.end(OK);
      },
    ],
    ['without a length', raw(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${OK}`)],
    ['in HTTP/1.0', raw(`HTTP/1.0 200 OK\r\n\r\n${OK}`)],
    ['before the connection is closed', (response, { socket }) => response.end(OK, () => socket.end())],
  ];
  it.each(ways)('%s', async (_what, answer) => {
    const { url, seen } = await serve(answer);
    const idcard = client(url, { connections: 1 });
    for (let call = 0; call < 5; call += 1) {
      expect((await idcard.call(PERSON)).end).toMatchObject({
        kind: 'answered',
        code: '0',
        sessionId: 's-1',
      });
    }
    expect(seen.requests).toHaveLength(5);
  });

  it('before the connection is reset, by which a later call never leaves, if it fails at all', async () => {
    const { url, seen } = await serve((response, { socket }) =>
      response.end(OK, () => setImmediate(() => socket.resetAndDestroy())),
    );
    const idcard = client(url, { connections: 1 });
    const ends = [];
    // Under Node 24 the next call may find the connection dead before it is written.
    for (let answered = 0; answered < 5;) {
      const { end } = await idcard.call(PERSON);
      ends.push(end.kind);
      if (end.kind !== 'refused') answered += 1;
    }
    expect(ends.filter((kind) => kind !== 'refused')).toEqual(Array.from({ length: 5 }, () => 'answered'));
    expect(seen.requests).toHaveLength(5);
  });
});

describe('a whole answer whose end never comes is an answer', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
  const chunk = `${Buffer.byteLength(OK).toString(16)}\r\n${OK}\r\n`;
  const longer = (bytes: string | Buffer): string =>
    `Content-Length: ${Buffer.byteLength(bytes) + 9}\r\n\r\n`;
  const packed = gzipSync(OK);
  const ways: [string, (string | Buffer)[]][] = [
    ['shorter than its length says', [head, longer(OK), OK]],
    ['in chunks without the last', [head, 'Transfer-Encoding: chunked\r\n\r\n', chunk]],
    [
      'packed, and shorter than its length says',
      [head, 'Content-Encoding: gzip\r\n', longer(packed), packed],
    ],
  ];
  it.each(ways)('%s, on a connection that is cut', async (_what, parts) => {
    const { url, seen } = await serve((_response, { socket }) =>
      socket.end(Buffer.concat(parts.map(asBytes))),
    );
    expect(await endOf(url)).toMatchObject({
      kind: 'answered',
      code: '0',
      sessionId: 's-1',
      httpStatus: 200,
    });
    expect(seen.requests).toHaveLength(1);
  });

  it.each(ways)('%s, when its time is over', async (_what, parts) => {
    const { url, seen } = await serve((_response, { socket }) =>
      socket.write(Buffer.concat(parts.map(asBytes))),
    );
    const end = await endOf(url, { timeoutMs: 1000 });
    expect(end).toMatchObject({ kind: 'answered', code: '0', sessionId: 's-1', httpStatus: 200 });
    expect(seen.requests).toHaveLength(1);
  });

  it('and its connection is not used again', async () => {
    const { url, seen } = await serve((_response, { socket }) => socket.write(`${head}${longer(OK)}${OK}`));
    const idcard = client(url, { connections: 1, timeoutMs: 1000 });
    for (let call = 0; call < 2; call += 1) {
      expect((await idcard.call(PERSON)).end).toMatchObject({ kind: 'answered', code: '0' });
    }
    expect(seen.sockets.size).toBe(2);
  });
});

describe('a 429', () => {
  async function retryAfter(value: string): Promise<number | undefined> {
    const { url } = await serve((response) => response.writeHead(429, { 'Retry-After': value }).end(OK));
    const end = await endOf(url);
    expect(end).toMatchObject({ kind: 'unreadable', httpStatus: 429 });
    return end.kind === 'unreadable' ? end.retryAfterMs : undefined;
  }

  it('says in seconds how long to wait', async () => {
    expect(await retryAfter('7')).toBe(7000);
  });

  it('says by a date how long to wait', async () => {
    const wait = (await retryAfter(new Date(Date.now() + 60_000).toUTCString())) ?? 0;
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  it('with a date that is past waits for nothing', async () => {
    expect(await retryAfter(new Date(Date.now() - 60_000).toUTCString())).toBe(0);
  });

  it('is not waited for longer than five minutes, whatever it asks', async () => {
    expect(await retryAfter('99999999')).toBe(300_000);
    expect(await retryAfter(new Date(Date.now() + 86_400_000).toUTCString())).toBe(300_000);
  });

  it('goes by the clock of the service, where that is another one', async () => {
    const aheadMs = 3_600_000;
    const date = (atMs: number) => new Date(atMs).toUTCString();
    const { url } = await serve((response) => {
      const headers = {
        Date: date(Date.now() + aheadMs),
        'Retry-After': date(Date.now() + aheadMs + 60_000),
      };
      response.writeHead(429, headers).end();
    });
    const end = await endOf(url);
    const wait = end.kind === 'unreadable' ? (end.retryAfterMs ?? 0) : 0;
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(62_000);
  });

  it('whose wait is no time at all has none', async () => {
    expect(await retryAfter('soon')).toBeUndefined();
  });
});

describe('a call that never left is refused', () => {
  it('when nobody listens', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    expect(await endOf(`http://127.0.0.1:${port}`)).toEqual({
      kind: 'refused',
      reason: `127.0.0.1:${port} refuses connections: nothing listens there`,
    });
  });

  it('when the name is not known', async () => {
    expect(await endOf('http://nowhere.invalid')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('DNS') as unknown,
    });
  });

  it('when TLS fails', async () => {
    const { url, seen } = await serve((response) => response.end(OK));
    expect(await endOf(url.replace('http:', 'https:'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining("doesn't speak TLS there") as unknown,
    });
    expect(seen.requests).toHaveLength(0);
  });

  it('when the proxy doesn’t let it through', async () => {
    const { url, seen } = await serve((response) => response.end(OK));
    const denying = createTcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n')),
    );
    const settings = { ...NO_PROXY, httpProxy: `http://127.0.0.1:${await listen(denying)}` };
    expect(await endOf(url, { proxy: settings })).toMatchObject({ kind: 'refused' });
    expect(await endOf(url, { proxy: { ...settings, noProxy: '127.0.0.1' } })).toMatchObject({
      kind: 'answered',
    });
    expect(seen.requests).toHaveLength(1);
  });

  it('when its time was over before a connection was free, and it doesn’t leave later either', async () => {
    const { url, seen } = await serve((response, _request, count) => {
      if (count > 1) response.end(OK);
    });
    const hasty = client(url, { connections: 1, timeoutMs: 1000 });
    const names = ['first', 'second', 'third'];
    const calls = names.map((name) => hasty.call({ ...PERSON, name }));
    const ends = (await Promise.all(calls)).map(({ end }) => end);
    expect((await hasty.call({ ...PERSON, name: 'last' })).end.kind).toBe('answered');
    // The first call's end frees the connection at about the moment at which the others time out.
    const left = names.filter((_, index) => ends[index]?.kind !== 'refused');
    expect(left.length).toBeLessThan(names.length);
    expect(ends[0]).toEqual({ kind: 'lost', reason: 'time-out' });
    const sent = seen.requests.map(({ body }) => body.toString());
    expect(sent).toEqual([...left, 'last'].map((name): unknown => expect.stringContaining(`"${name}"`)));
  });

  it('when the client was closed', async () => {
    const { url } = await serve((response) => response.end(OK));
    const idcard = client(url);
    await idcard.close();
    expect((await idcard.call(PERSON)).end).toMatchObject({ kind: 'refused' });
  });
});

describe('a call that may have left is lost', () => {
  it('when its time is over before the answer', async () => {
    const { url, seen } = await serve(() => undefined);
    expect(await endOf(url, { timeoutMs: 1000 })).toEqual({ kind: 'lost', reason: 'time-out' });
    expect(seen.requests).toHaveLength(1);
  });

  it('when its time is over in the middle of the answer', async () => {
    const { url } = await serve((response) => response.writeHead(200).write(OK.slice(0, 10)));
    expect(await endOf(url, { timeoutMs: 1000 })).toEqual({ kind: 'lost', reason: 'time-out' });
  });

  it('when the connection is cut before the answer', async () => {
    const { url } = await serve((response) => response.destroy());
    expect(await endOf(url)).toMatchObject({ kind: 'lost' });
  });

  it('when the connection is cut in the middle of the answer', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write(OK.slice(0, 10), () => response.destroy());
    });
    expect(await endOf(url)).toMatchObject({ kind: 'lost' });
  });

  it('when the connection is cut while it is sent', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await endOf(`http://127.0.0.1:${await listen(server)}`)).toMatchObject({ kind: 'lost' });
  });

  it('when what comes back is no HTTP', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-nothing\r\n')));
    expect(await endOf(`http://127.0.0.1:${await listen(server)}`)).toMatchObject({ kind: 'lost' });
  });
});
