// A receiver of webhooks in the test's own process, which answers as a test says, be it hostile.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

export interface Receiver {
  /** `http://127.0.0.1:PORT/hook` */
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** How many connections were opened. */
  readonly connections: () => number;
  /** From now on it answers so. */
  answer: (answer: Answer | number) => void;
  /** Resolves once it has received so many requests. */
  readonly until: (count: number) => Promise<void>;
}

/** @param whenOver takes what is to be done when nobody needs it any more */
export async function receiver(
  first: Answer | number = 200,
  whenOver: (leave: () => void) => void = onTestFinished,
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  let connections = 0;
  let answer: Answer = answerOf(first);
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    received.push({ path: request.url ?? '', headers, body });
    answer(request, response, received.length);
    for (const tell of waiting.splice(0)) tell();
  };
  const server = createServer((request, response) => {
    void take(request, response);
  });
  server.on('connection', () => (connections += 1));
  server.on('clientError', (_error, socket) => socket.destroy());
  whenOver(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    connections: () => connections,
    answer: (next) => {
      answer = answerOf(next);
    },
    until: async (count) => {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

function answerOf(answer: Answer | number): Answer {
  return typeof answer === 'number' ? (_request, response) => response.writeHead(answer).end() : answer;
}
