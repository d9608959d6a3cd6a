// The three addresses of a monitor, asked over HTTP.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Monitor } from '../../../src/http/monitor.js';
import { parseExposition, sumOf } from '../../support/exposition.js';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

async function listening(): Promise<Monitor> {
  const monitor = await Monitor.listen(LOOPBACK);
  onTestFinished(() => monitor.close());
  return monitor;
}

async function ask(
  monitor: Monitor,
  path: string,
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${monitor.url}${path}`, { method });
  return { status: response.status, text: await response.text() };
}

describe('/readyz', () => {
  it('says what is missing from the start to the end of a worker', async () => {
    const monitor = await listening();
    let fault: string | undefined = 'Redis is away';
    monitor.watch([], [() => undefined, () => fault]);
    expect(await ask(monitor, '/readyz')).toEqual({ status: 503, text: 'starting\n' });
    monitor.started();
    expect(await ask(monitor, '/readyz')).toEqual({ status: 503, text: 'Redis is away\n' });
    fault = undefined;
    expect(await ask(monitor, '/readyz')).toEqual({ status: 200, text: 'ready\n' });
    monitor.stopping();
    expect(await ask(monitor, '/readyz')).toEqual({ status: 503, text: 'stopping\n' });
  });
});

describe('/healthz', () => {
  it('is content whatever the worker waits for', async () => {
    expect((await ask(await listening(), '/healthz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('leaves out a source that fails or hangs, and has the others', async () => {
    const monitor = await listening();
    monitor.watch(
      [
        () => {
          throw new Error('broken at once');
        },
        async () => {
          await Promise.reject(new Error('broken later'));
        },
        () => new Promise(() => undefined),
        (scrape) => {
          scrape.add('rollcall_batches_running', 4);
        },
      ],
      [],
    );
    const scrape = parseExposition((await ask(monitor, '/metrics')).text);
    expect(sumOf(scrape, 'rollcall_batches_running')).toBe(4);
    expect(sumOf(scrape, 'rollcall_ready')).toBe(0);
  });
});

describe('a monitor', () => {
  it('answers nothing else and changes nothing', async () => {
    const monitor = await listening();
    expect((await ask(monitor, '/')).status).toBe(404);
    expect((await ask(monitor, '/metrics', 'POST')).status).toBe(405);
  });

  it('names the port that somebody else has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    await expect(Monitor.listen({ host: '127.0.0.1', port })).rejects.toThrow(
      new RegExp(`127\\.0\\.0\\.1:${port}.*--metrics-port`),
    );
  });
});

describe('connections on which nothing is asked', () => {
  it('don’t keep anybody from being answered', async () => {
    const monitor = await listening();
    const { port } = new URL(monitor.url);
    const idle = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1'));
    onTestFinished(() => {
      for (const socket of idle) socket.destroy();
    });
    for (const socket of idle) socket.on('error', () => undefined);
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    for (const socket of idle) socket.write('GET /healthz HTTP/1.1\r\nx-slow: ');
    for (let time = 0; time < 3; time += 1) expect((await ask(monitor, '/healthz')).status).toBe(200);
  });
});
