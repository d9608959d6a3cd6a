// A service whose every answer a test decides, as raw as it likes, with a log of who was asked about. For what the
// pretend service of `rollcall simulate` is too well-behaved to do.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Asked {
  readonly idNumber: string;
  readonly name: string;
  /** Of all calls, from 1. */
  readonly count: number;
  /** Of this person's, from 1. */
  readonly time: number;
}

export type AnswerCall = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;

export interface AnomalousService {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** From now on. */
  answer: AnswerCall;
  callsFor(part: Partial<Pick<Asked, 'idNumber' | 'name'>>): number;
  close(): Promise<void>;
}

export function good(count: number): string {
  return JSON.stringify({ code: 0, message: 'OK', data: { session_id: `s-${count}` } });
}

/** An answer as it goes over the wire, for a test that writes it where none belongs. */
function onTheWire(body: string): string {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', 'Connection: keep-alive'];
  return `${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/**
 * Answers as it should, but repeats the answer to the calls that are chosen: at once, or instead of the next answer on
 * that connection, which from then on is out of step: each call gets the answer to the one before.
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
