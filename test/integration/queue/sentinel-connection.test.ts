// A Sentinel names a new master at a bad moment. The test plays Sentinel and master, because real ones can't be stopped
// at a moment.

import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { connectTo } from '../../../src/redis/connect.js';

const HOST = '127.0.0.1';
const SWITCHED = '+switch-master';

type Answer = (words: readonly string[], socket: Socket) => string | Promise<string>;

function list(...items: readonly string[]): string {
  return `*${items.length}\r\n${items.map((item) => `$${item.length}\r\n${item}\r\n`).join('')}`;
}

/** Speaks as much of the protocol as a client needs. */
class PlayedServer {
  readonly sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(answer: Answer): Promise<PlayedServer> {
    const server = createServer();
    const played = new PlayedServer(server);
    server.on('connection', (socket) => {
      played.sockets.add(socket.on('error', () => undefined));
      socket.on('data', (chunk) => void respond(String(chunk), socket, answer));
      socket.on('close', () => played.sockets.delete(socket));
    });
    server.listen(0, HOST);
    await once(server, 'listening');
    return played;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cutAll();
    this.#server.close();
  }
}

/** Commands arrive whole, several at a time: lists of texts, each after its length. */
async function respond(chunk: string, socket: Socket, answer: Answer): Promise<void> {
  for (const command of chunk.split(/^\*\d+\r\n/m).slice(1)) {
    const words = command.split('\r\n').filter((_, index) => index % 2 === 1);
    socket.write(await answer(words, socket));
  }
}

const common: Answer = ([command = '']) => {
  if (/^hello$/i.test(command)) return "-ERR unknown command 'HELLO'\r\n";
  if (/^ping$/i.test(command)) return '+PONG\r\n';
  return /^info$/i.test(command) ? '$11\r\nrole:master\r\n' : '+OK\r\n';
};

const servers: PlayedServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

it('a connection whose master died is told of the next one while it looks for it, and goes on', async () => {
  const events = new EventEmitter();
  const subscribed = once(events, 'subscribed').then(([socket]) => socket as Socket);
  const asked = once(events, 'asked');
  const mayAnswer = once(events, 'mayAnswer');
  let isHeld = false;
  const master = await PlayedServer.listen(common);
  const sentinel = await PlayedServer.listen(async (words, socket) => {
    const [command = '', question] = words;
    if (/^subscribe$/i.test(command)) {
      events.emit('subscribed', socket);
      return `*3\r\n$9\r\nsubscribe\r\n$${SWITCHED.length}\r\n${SWITCHED}\r\n:1\r\n`;
    }
    if (!/^sentinel$/i.test(command)) return common(words, socket);
    if (question !== 'get-master-addr-by-name') return list();
    if (isHeld) {
      events.emit('asked');
      await mayAnswer;
    }
    return list(HOST, String(master.port));
  });
  servers.push(master, sentinel);
  const nobody = { username: undefined, password: undefined };
  const redis = connectTo({
    kind: 'sentinel',
    tls: false,
    login: nobody,
    sentinelLogin: nobody,
    hosts: [{ host: HOST, port: sentinel.port }],
    master: 'lists',
    database: 0,
  });
  redis.on('error', () => undefined);
  try {
    await redis.ping();
    const listener = await subscribed;
    const left = once(listener, 'close');
    isHeld = true;
    master.cutAll();
    await asked;
    if (!listener.destroyed) listener.write(list('message', SWITCHED, 'lists'));
    // The client has heard it, or no longer listens.
    await left;
    events.emit('mayAnswer');
    expect(await redis.ping()).toBe('PONG');
  } finally {
    redis.disconnect();
  }
});
