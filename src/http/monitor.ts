// Serves /metrics, /healthz and /readyz of a worker. It knows HTTP; the figures come from its sources and checks.
// Nothing here is personal, and no request can change anything.

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { UserError } from '../domain/user-error.js';
import { within } from '../within.js';
import { CONTENT_TYPE, MetricPage, type MetricSource } from './exposition.js';

/** @returns why the worker can't work; undefined where it can */
export type Check = () => string | undefined | Promise<string | undefined>;

export interface MonitorOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** A source that hangs, as when Redis is away, must not hold up the others. */
const SOURCE_LIMIT_MS = 2_000;
const CONNECTIONS = 64;
/** Limits of a request in milliseconds. They are short, because clients that watch are never slow. */
const LIMITS = { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 };

export class Monitor {
  readonly #server: Server;
  /** The open connections, the oldest first. */
  readonly #connections = new Set<Socket>();
  readonly #sources: MetricSource[] = [];
  readonly #checks: Check[] = [];
  #unready: string | undefined = 'starting';

  private constructor() {
    this.#server = createServer(LIMITS, (request, response) => {
      void this.#answer(request.method ?? '', request.url ?? '', response);
    });
    this.#server.on('connection', (socket) => {
      this.#admit(socket);
    });
  }

  /** @throws UserError where the port can't be had */
  static async listen({ host, port }: MonitorOptions): Promise<Monitor> {
    const monitor = new Monitor();
    monitor.#server.listen(port, host);
    try {
      await once(monitor.#server, 'listening');
    } catch (error) {
      const why = (error as Error).message;
      throw new UserError(
        'busy-address',
        ({ settings }) => settings.metricsPort({ address: `${host}:${port}`, why }),
        { cause: error },
      );
    }
    return monitor;
  }

  /** The base URL, with the port that is in use. */
  get url(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  watch(sources: readonly MetricSource[], checks: readonly Check[]): void {
    this.#sources.push(...sources);
    this.#checks.push(...checks);
  }

  started(): void {
    this.#unready = undefined;
  }

  /** From now on the worker is not ready; metrics are served until `close`. */
  stopping(): void {
    this.#unready = 'stopping';
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #answer(method: string, url: string, response: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') {
      send(response, 405, 'Only GET.\n');
      return;
    }
    switch (url.replace(/\?.*$/, '')) {
      case '/metrics':
        send(response, 200, await this.#metrics(), CONTENT_TYPE);
        return;
      case '/healthz':
        send(response, 200, 'alive\n');
        return;
      case '/readyz': {
        const reason = await this.#whyNotReady();
        send(response, reason === undefined ? 200 : 503, `${reason ?? 'ready'}\n`);
        return;
      }
      default:
        send(response, 404, 'There is /metrics, /healthz and /readyz.\n');
    }
  }

  /** When there are too many connections, the oldest is closed, because it is most likely idle. */
  #admit(socket: Socket): void {
    this.#connections.add(socket);
    socket.once('close', () => this.#connections.delete(socket));
    if (this.#connections.size <= CONNECTIONS) return;
    const [oldest] = this.#connections;
    oldest?.destroy();
  }

  async #metrics(): Promise<string> {
    const page = new MetricPage();
    const ready = (await this.#whyNotReady()) === undefined;
    page.add('rollcall_ready', ready ? 1 : 0);
    const added = async (source: MetricSource): Promise<void> => source(page);
    // A source that fails is left out, because a missing figure is noticed and a wrong one is not.
    await Promise.all(
      this.#sources.map((source) => within(SOURCE_LIMIT_MS, added(source)).catch(() => undefined)),
    );
    return page.text();
  }

  async #whyNotReady(): Promise<string | undefined> {
    if (this.#unready !== undefined) return this.#unready;
    for (const check of this.#checks) {
      const reason = await check();
      if (reason !== undefined) return reason;
    }
    return undefined;
  }
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
}
