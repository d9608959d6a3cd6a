// A service whose raw answers the test decides one by one, with a log of the persons asked about. It does what the
// pretend service of `rollcall simulate` is too well-behaved to do.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Asked {
  readonly idNumber: string;
  readonly name: string;
  /** The call's number among all calls, from 1. */
  readonly count: number;
  /** The call's number among those about this person, from 1. */
  readonly time: number;
}

export type AnswerCall = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;

export interface AnomalousService {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Sets the answer from now on. */
  answer: AnswerCall;
  callsFor(part: Partial<Pick<Asked, 'idNumber' | 'name'>>): number;
  close(): Promise<void>;
}

export function good(count: number): string {
  return JSON.stringify({ code: 0, message: 'OK', data: { session_id: `s-${count}` } });
}

/** The bytes of an answer, for a test that writes them where no answer belongs. */
function onTheWire(body: string): string {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', 'Connection: keep-alive'];
  return `${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/**
 * Answers correctly, but sends the answers to chosen calls twice: at once, or in place of the next answer on the
 * connection. From then on each call of the connection gets the answer to the one before.
 */
export function repeating(
  bodyOf: (asked: Asked) => string,
  chosen: (asked: Asked) => 'at once' | 'late' | undefined,
): AnswerCall {
  const behind = new WeakMap<Socket, string>();
  return (asked, response, { socket }) => {
    const body = bodyOf(asked);
    const late = behind.get(socket);
    const when = chosen(asked);
    if (late !== undefined || when === 'late') behind.set(socket, body);
    response.end(late ?? body, () => {
      if (when === 'at once') socket.write(onTheWire(body));
    });
  };
}

export async function startAnomalousService(answer: AnswerCall): Promise<AnomalousService> {
  const asked: Asked[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { idcard_number: idNumber, idcard_name: name } = JSON.parse(Buffer.concat(chunks).toString()) as {
        idcard_number: string;
        idcard_name: string;
      };
      const time = asked.filter((call) => call.idNumber === idNumber).length + 1;
      const call = { idNumber, name, count: asked.length + 1, time };
      asked.push(call);
      service.answer(call, response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: AnomalousService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer,
    callsFor: (part) =>
      asked.filter(
        (call) =>
          call.idNumber === (part.idNumber ?? call.idNumber) && call.name === (part.name ?? call.name),
      ).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}
