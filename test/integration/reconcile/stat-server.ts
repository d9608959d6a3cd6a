// A stat endpoint that gives the answers of a test one after another, and repeats the last one.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CountsSettings } from '../../../src/provider/port.js';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON; `cut` ends the connection, `hang` never answers. */
  readonly body: unknown;
}

export interface StatServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly waitsMs: readonly number[];
  readonly settings: CountsSettings;
  close(): Promise<void>;
}

export const NOW = Date.parse('2017-09-03T12:00:00+08:00');

export async function statServer(...answers: Answer[]): Promise<StatServer> {
  const asked: Asked[] = [];
  const waitsMs: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const {
        status = 200,
        headers: own = {},
        body,
      } = answers[Math.min(asked.length, answers.length) - 1] ?? { body: '' };
      if (body === 'hang') return;
      if (body === 'cut') request.socket.destroy();
      else
        response
          .writeHead(status, own)
          .end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings: CountsSettings = {
    authUrl: 'http://127.0.0.1:1',
    statUrl: url,
    credentials: { appid: '1', bucket: 'b', secretId: 'AKIDid', secretKey: 'verysecretkey' },
    timeoutMs: 5000,
    backoff: { baseMs: 100, maxMs: 400 },
    maxAttempts: 3,
    proxy: {},
    dates: 'body',
    now: () => NOW,
    sleep: async (ms) => {
      waitsMs.push(ms);
    },
    random: () => 0.5,
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, asked, waitsMs, settings, close };
}
