// The server itself: how long it waits for a body, and for whom it does not.

import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NodeServer } from '../../../src/serve/node-server.js';

let begun: Promise<void>;
let answer: () => void;
let server: NodeServer;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let begin: () => void = () => undefined;
  begun = new Promise((resolve) => (begin = resolve));
  const answered = new Promise<void>((resolve) => (answer = resolve));
  server = await NodeServer.listen({
    host: '127.0.0.1',
    port: 0,
    fetch: async () => {
      begin();
      await answered;
      return new Response('done');
    },
    mayTakeLong: () => false,
  });
});
afterEach(async () => {
  answer();
  await server.close(AbortSignal.abort());
  vi.useRealTimers();
});

function post(length: number) {
  const request = httpRequest(server.urlAt(undefined), {
    method: 'POST',
    headers: { 'content-length': String(length) },
  });
  request.on('error', () => undefined);
  request.flushHeaders();
  return request;
}

it('a request whose body has come is waited for, though nobody has read the body', async () => {
  const request = post(0);
  request.end();
  await begun;
  vi.advanceTimersByTime(120_000);
  answer();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  response.resume();
});

it('a request whose body does not come is told so, and cut off', async () => {
  const request = post(10);
  await begun;
  vi.advanceTimersByTime(30_000);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(408);
  expect(response.headers['content-type']).toBe('application/problem+json');
  response.resume();
});
