// The HTTP server itself: how long a request's head and body may take, how many connections there may be, and how it ends. It knows
// sockets, not what is served.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../domain/user-error.js';
import { wordsIn } from '../words/catalogue.js';
import { languageOf } from './language.js';

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Undefined: another one ends TLS, or nobody needs it. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly fetch: (request: Request, env: object) => Response | Promise<Response>;
  /** Whether a request's body may take as long as it makes progress, as lists do. */
  readonly mayTakeLong: (path: string) => boolean;
  /** How long a body may take, in milliseconds; another time for tests alone. */
  readonly bodyMs?: number;
}

const LIMITS = {
  headersTimeout: 10_000,
  // Bodies are watched one by one, because lists take long.
  requestTimeout: 0,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};
const CONNECTIONS = 10_000;
/** A connection on which nothing moves: making a batch of a long list takes minutes, and who reads nothing has to go. */
const SILENT_MS = 600_000;
const BODY_MS = 30_000;
/** A long body has to bring so many bytes in each of these times. */
const PROGRESS_BYTES = 16_384;

export class NodeServer {
  readonly #server: Server;
  readonly #protocol: string;

  private constructor({ tls, fetch, mayTakeLong, bodyMs = BODY_MS }: ServerOptions) {
    const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      const isLong = mayTakeLong((request.url ?? '').replace(/\?.*$/, ''));
      watchBody(request, response, { isLong, bodyMs });
      void answer(request, response);
    };
    this.#protocol = tls === undefined ? 'http' : 'https';
    this.#server =
      tls === undefined
        ? createServer(LIMITS, listener)
        : createTlsServer({ ...LIMITS, ...tls, minVersion: 'TLSv1.2' }, listener);
    this.#server.maxConnections = CONNECTIONS;
    this.#server.setTimeout(SILENT_MS);
  }

  /** @throws UserError where the port can't be had, or certificate and key can't be used */
  static async listen(options: ServerOptions): Promise<NodeServer> {
    const { host, port } = options;
    let server: NodeServer;
    try {
      server = new NodeServer(options);
    } catch (error) {
      const why = (error as Error).message;
      throw new UserError('invalid-options', ({ serving }) => serving.badTls({ why }), { cause: error });
    }
    server.#server.listen(port, host);
    try {
      await once(server.#server, 'listening');
    } catch (error) {
      const why = (error as Error).message;
      throw new UserError(
        'busy-address',
        ({ serving }) => serving.busyAddress({ address: `${host}:${port}`, why }),
        { cause: error },
      );
    }
    return server;
  }

  /**
   * With the port that is in use.
   *
   * @param name in place of the address
   */
  urlAt(name: string | undefined): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    const own = family === 'IPv6' ? `[${address}]` : address;
    return `${this.#protocol}://${name ?? own}:${port}`;
  }

  /**
   * Takes no more connections, and lets requests under way end.
   *
   * @param cutOff from then on whatever is still open is cut off
   */
  async close(cutOff: AbortSignal): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeIdleConnections();
    const cut = (): void => {
      this.#server.closeAllConnections();
    };
    if (cutOff.aborted) cut();
    cutOff.addEventListener('abort', cut);
    // Who has kept a connection open asks once more on it, and is told to close it.
    const idle = setInterval(() => {
      this.#server.closeIdleConnections();
    }, IDLE_LOOK_MS);
    await closed;
    clearInterval(idle);
  }
}

const IDLE_LOOK_MS = 200;

/** Cuts off a body that comes too slowly, with a word about it where that can still be said. */
function watchBody(
  request: IncomingMessage,
  response: ServerResponse,
  { isLong, bodyMs }: { readonly isLong: boolean; readonly bodyMs: number },
): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  let before = request.socket.bytesRead;
  const timer = setInterval(() => {
    // All has come, and whoever answers takes his time, or has no use for it.
    if (request.complete) {
      stop();
      return;
    }
    const now = request.socket.bytesRead;
    const moves = isLong && now - before >= PROGRESS_BYTES;
    before = now;
    if (!moves) refuseSlow(request, response);
  }, bodyMs);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
  };
  request.once('end', stop);
  request.once('close', stop);
}

function refuseSlow(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    request.destroy();
    return;
  }
  const headers = { 'content-type': 'application/problem+json', connection: 'close', 'retry-after': '5' };
  const { problems } = wordsIn(languageOf(request.headers['accept-language']));
  const problem = { type: 'urn:rollcall:problem:too-slow', title: problems.titles['too-slow'], status: 408 };
  response.writeHead(408, headers);
  response.end(JSON.stringify(problem), () => {
    request.destroy();
  });
}
