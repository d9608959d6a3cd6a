// Connections to a shared Redis are cut off silently, as by a cable: a command that waits for an answer gets it on the
// next connection.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRedis, type RedisAccess } from '../../../src/redis/access.js';
import { redisForFile } from './bench.js';

const socketPath = redisForFile();
const SILENCE_MS = 300;

/** Stands between Rollcall and Redis. */
class Cable {
  readonly #server = createServer((near) => this.#join(near));
  readonly #sockets: Socket[] = [];

  async plugIn(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections stay open, and nothing passes on them any more. New connections work. */
  lose(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  remove(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket): void {
    const far = connect(socketPath());
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      this.#sockets.push(socket);
    }
    near.pipe(far);
    far.pipe(near);
  }
}

async function setup(): Promise<{ cable: Cable; access: RedisAccess; said: string[] }> {
  const cable = new Cable();
  const said: string[] = [];
  const access = await openRedis({
    redisUrl: await cable.plugIn(),
    dataDir: '/nowhere',
    silenceMs: SILENCE_MS,
    onWarning: (message) => said.push(message),
    onError: () => undefined,
  });
  onTestFinished(async () => {
    await access.close();
    cable.remove();
  });
  return { cable, access, said };
}

describe('a connection that went dead without a word', () => {
  test('is given up: the command that waits is answered on a new one, and people are told', async () => {
    const { cable, access, said } = await setup();
    await access.redis.set('half-open', '1');
    cable.lose();
    expect(await access.redis.get('half-open')).toBe('1');
    expect(said).toEqual([
      'Redis is away: no call leaves until it is back.',
      'Redis is back: the work goes on.',
    ]);
  });

  test('is given up by whoever waits for announcements, too', async () => {
    const { cable, access } = await setup();
    const waiting = access.connect();
    const read = async (): Promise<unknown> => waiting.xread('BLOCK', 50, 'STREAMS', 'half-open:stream', '0');
    expect(await read()).toBeNull();
    cable.lose();
    const next = read();
    await access.redis.xadd('half-open:stream', '*', 'slice', '7');
    expect(JSON.stringify(await next)).toContain('"7"');
  });
});
