// Requests to addresses that somebody else names: none gets inside, whatever the name, its addresses, the receiver or a
// redirect says; and none takes longer or reads more than it may.

import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Lookup } from '../../../src/network/connector.js';
import { guardedPost, judgeAddress, PostFailure, type PostRules } from '../../../src/network/guarded-post.js';
import { forwardProxy } from '../../support/forward-proxy.js';
import { receiver } from '../../support/webhook-receiver.js';

const PATIENT_MS = 20_000;

/** A look-up that finds these addresses, those of each call one after another. */
function named(...answers: (readonly string[])[]): { lookup: Lookup; asked: () => number } {
  let asked = 0;
  const lookup: Lookup = (_name, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked: () => asked };
}

function post(url: string, rules: Partial<PostRules> = {}, readBytes = 1_000) {
  const { signal } = new AbortController();
  const request = { url, headers: { 'x-test': '1' }, body: '{"a":1}', readBytes, signal };
  return guardedPost({ namedHosts: [], proxy: {}, timeoutMs: PATIENT_MS, ...rules }, request);
}

async function refusal(posted: Promise<unknown>): Promise<PostFailure> {
  const error: unknown = await posted.catch((thrown: unknown) => thrown);
  if (error instanceof PostFailure) return error;
  throw new Error('it was not refused', { cause: error });
}

describe('a request', () => {
  it('reaches a host that is named, over plain http and inside, with its path, headers and body', async () => {
    const hook = await receiver((_request, response) =>
      response.writeHead(202, { 'retry-after': '7' }).end('taken'),
    );
    const { lookup } = named(['127.0.0.1']);
    const url = `http://hooks.lan:${hook.port}/a/b?key=c%20d`;
    const answer = await post(url, { namedHosts: ['hooks.lan'], lookup });
    expect(answer).toEqual({ status: 202, retryAfter: '7', body: 'taken' });
    expect(hook.received).toMatchObject([
      {
        path: '/a/b?key=c%20d',
        body: '{"a":1}',
        headers: { 'x-test': '1', host: `hooks.lan:${hook.port}` },
      },
    ]);
  });

  it.each([
    'http://hooks.example/',
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0.0.0.0/',
    'ftp://hooks.example/',
    'file:///etc/passwd',
  ])('to %s is refused before anything is opened', async (url) => {
    const { lookup, asked } = named(['127.0.0.1']);
    expect((await refusal(post(url, { lookup }))).kind).toBe('refused');
    expect(asked()).toBe(0);
  });

  it.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['::1']],
    [['fd00::5']],
    [['100.100.100.200']],
    [['169.254.169.254']],
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1111', '::ffff:10.0.0.1']],
  ])('to a name with the addresses %j is refused, and connects nowhere', async (addresses) => {
    const hook = await receiver();
    const { lookup } = named(addresses);
    const url = `https://hooks.example:${hook.port}/`;
    expect((await refusal(post(url, { lookup }))).kind).toBe('refused');
    expect(
      (await refusal(judgeAddress({ namedHosts: [], proxy: {}, timeoutMs: PATIENT_MS, lookup }, url))).kind,
    ).toBe('refused');
    expect(hook.connections()).toBe(0);
  });

  it('to a host that is named still never goes to what a cloud tells its machines', async () => {
    const { lookup } = named(['169.254.169.254']);
    const rules = { namedHosts: ['hooks.lan', '169.254.169.254'], lookup };
    expect((await refusal(post('http://hooks.lan/', rules))).kind).toBe('refused');
    expect((await refusal(post('http://169.254.169.254/', rules))).kind).toBe('refused');
  });

  it('goes to the address that was judged, though the name leads inside when it is asked again', async () => {
    const hook = await receiver();
    // 198.51.100.1 would be refused; this one is outside, and nothing here leads to it in time.
    const { lookup, asked } = named(['192.175.47.1'], ['127.0.0.1']);
    const url = `https://rebinding.example:${hook.port}/`;
    const first = await refusal(post(url, { lookup, timeoutMs: 300 }));
    expect(first.kind).not.toBe('refused');
    expect(asked()).toBe(1);
    // The next request looks again, and judges again.
    expect((await refusal(post(url, { lookup }))).kind).toBe('refused');
    expect(hook.connections()).toBe(0);
  });

  it('follows no redirect', async () => {
    const inside = await receiver();
    const hook = await receiver((_request, response) =>
      response.writeHead(307, { location: inside.url }).end(),
    );
    expect(await post(hook.url, { namedHosts: ['127.0.0.1'] })).toMatchObject({ status: 307 });
    expect(inside.received).toEqual([]);
  });
});

describe('a receiver', () => {
  const named127 = { namedHosts: ['127.0.0.1'] };

  it('that sends without end is read up to the limit, and not waited for', async () => {
    const hook = await receiver((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (response.destroyed) return;
        response.write('x'.repeat(65_536));
        setImmediate(more);
      };
      more();
    });
    const answer = await post(hook.url, named127, 1_000);
    expect(answer).toMatchObject({ status: 200, body: 'x'.repeat(1_000) });
    expect(await post(hook.url, named127, 0)).toMatchObject({ status: 200, body: '' });
  });

  it('that never answers is given up when the time is over', async () => {
    const hook = await receiver(() => undefined);
    expect((await refusal(post(hook.url, { ...named127, timeoutMs: 300 }))).kind).toBe('timed-out');
  });

  it('that answers drop by drop is given up when the time is over', async () => {
    const hook = await receiver((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    expect((await refusal(post(hook.url, { ...named127, timeoutMs: 300 }))).kind).toBe('timed-out');
  });

  it('that speaks no HTTP, sends endless headers or cuts the connection is a failure and no fault', async () => {
    const speaking = async (
      say: (write: (text: string) => void, end: () => void) => void,
    ): Promise<string> => {
      const server: Server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          say(
            (text) => void socket.write(text),
            () => socket.destroy(),
          );
        });
      });
      onTestFinished(() => void server.close());
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    };
    const rubbish = await speaking((write) => {
      write('SSH-2.0-OpenSSH_9.2\r\n');
    });
    const headers = await speaking((write) => {
      write('HTTP/1.1 200 OK\r\n');
      for (let line = 0; line < 3_000; line += 1) write(`x-${line}: ${'y'.repeat(100)}\r\n`);
    });
    const cut = await speaking((_write, end) => {
      end();
    });
    for (const url of [rubbish, headers, cut]) {
      const { kind, say } = await refusal(post(url, named127));
      expect(kind).toBe('unreached');
      expect(say).toBeTypeOf('function');
    }
  });

  it('that nobody waits for any more is left', async () => {
    const hook = await receiver(() => undefined);
    const leaving = new AbortController();
    const { signal } = leaving;
    const request = { url: hook.url, headers: {}, body: '', readBytes: 0, signal };
    const posted = refusal(guardedPost({ ...named127, proxy: {}, timeoutMs: PATIENT_MS }, request));
    await hook.until(1);
    leaving.abort();
    expect((await posted).kind).toBe('ended');
  });
});

describe('through a proxy', () => {
  it('a name that leads inside here is refused, and one that only the proxy knows is left to it', async () => {
    const proxy = await forwardProxy({ refuse: { status: 403 } });
    const settings = { httpsProxy: `http://${proxy.host}` };
    const url = 'https://hooks.example/a';
    const inside = named(['10.0.0.1']);
    expect((await refusal(post(url, { proxy: settings, lookup: inside.lookup }))).kind).toBe('refused');
    expect(proxy.seen).toEqual([]);
    const unknown: Lookup = (_name, _options, callback) => {
      callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
    };
    expect((await refusal(post(url, { proxy: settings, lookup: unknown }))).kind).toBe('unreached');
    expect(proxy.seen).toEqual(['CONNECT hooks.example:443']);
  });
});
