// A name has several addresses of which one is silent, slow or closed: another address is used.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallEnd } from '../../../src/domain/decision.js';
import type { Lookup } from '../../../src/network/connector.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';

const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const PERSON = { idNumber: '11010519491231002X', name: '张三' };
const OK = '{"code":0,"message":"OK","data":{"session_id":"s-1"}}';
const PATIENT_MS = 20_000;
const CLOSED = '127.0.0.3';

/** A service that answers at this address; port 0 is a free one. */
async function service(host: string, port = 0): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(OK));
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * A program that listens and accepts no connection before a byte arrives on its standard input, so that its queue fills
 * up.
 */
const SILENT = `
const server = require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.end(${JSON.stringify(OK)}));
});
server.listen({ port: 0, host: '127.0.0.2', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  require('node:fs').readSync(0, Buffer.alloc(1));
});`;

interface Silent {
  readonly host: string;
  readonly port: number;
  readonly wake: () => void;
}

async function silent(): Promise<Silent> {
  const child: ChildProcess = spawn(process.execPath, ['-e', SILENT], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const port = Number(said);
  const host = '127.0.0.2';
  const queued = [1, 2, 3, 4].map(() => connect({ host, port }).on('error', () => undefined));
  onTestFinished(() => {
    for (const socket of queued) socket.destroy();
  });
  await Promise.all(queued.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    host,
    port,
    wake: () => {
      for (const socket of queued) socket.destroy();
      child.stdin?.write('x');
    },
  };
}

/** A look-up that finds these addresses. */
function named(...addresses: string[]): Lookup {
  return (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

async function endAt(port: number, lookup: Lookup, timeoutMs = PATIENT_MS): Promise<CallEnd> {
  const made = new ProviderClient({
    authUrl: `http://service.example:${port}`,
    protocol: youtu.callsFor(ACCOUNT, Date.now),
    timeoutMs,
    connections: 2,
    proxy: {},
    meter: new CallMeter(youtu.codes.monitored),
    lookup,
  });
  onTestFinished(() => made.close());
  return (await made.call(PERSON)).end;
}

describe('a name with two addresses', () => {
  it.each([
    ['the first', [CLOSED, '127.0.0.1']],
    ['the second', ['127.0.0.1', CLOSED]],
    ['all of the other family', ['::2', '100::1', '127.0.0.1']],
  ])('of which %s refuse is called at the other', async (_which, addresses) => {
    const port = await service('127.0.0.1');
    expect(await endAt(port, named(...addresses))).toMatchObject({ kind: 'answered' });
  });

  it('of which one is silent is called at the other, long before the time is over', async () => {
    const { host, port } = await silent();
    await service('127.0.0.1', port);
    expect(await endAt(port, named(host, '127.0.0.1'))).toMatchObject({ kind: 'answered' });
  });

  it('of which one is slow and the other refuses is called at the slow one', async () => {
    const { host, port, wake } = await silent();
    const end = endAt(port, named(host, CLOSED));
    // Longer than one address alone is waited for.
    await sleep(500);
    wake();
    expect(await end).toMatchObject({ kind: 'answered' });
  });

  it('that are both silent is given up when the time of a call is over, and nothing has left', async () => {
    const { host, port } = await silent();
    expect(await endAt(port, named(host, host), 1_000)).toMatchObject({ kind: 'refused' });
  });

  it('that both refuse says so', async () => {
    const port = await service('127.0.0.1');
    expect(await endAt(port, named(CLOSED, '127.0.0.4'))).toMatchObject({
      kind: 'refused',
      reason: `service.example:${port} refuses connections: nothing listens there`,
    });
  });
});

it('a name that no longer has any address is refused', async () => {
  expect(await endAt(1, named())).toMatchObject({ kind: 'refused' });
});
