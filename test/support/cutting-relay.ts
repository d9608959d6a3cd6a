// A relay before a server, which cuts a connection, or lets it hang, once so much of a large request has passed.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Limit {
  readonly bytes: number;
  readonly what: 'cut' | 'hang';
  readonly reached: () => void;
}

export class CuttingRelay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #limit: Limit | undefined;

  private constructor(port: number) {
    this.#server = createServer((socket) => {
      this.#relay(socket, connect(port, '127.0.0.1'));
    });
  }

  /** @param port of the server on this machine */
  static async before(port: number): Promise<CuttingRelay> {
    const relay = new CuttingRelay(port);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * Until something else is said: each connection by which more than so many bytes come is cut; or one of them hangs, once. Browsers
   * send again by themselves what was cut on a connection that they had used before.
   *
   * @returns resolves when the first has
   */
  after(bytes: number, what: Limit['what']): Promise<void> {
    return new Promise((resolve) => {
      this.#limit = { bytes, what, reached: resolve };
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #relay(from: Socket, to: Socket): void {
    let came = 0;
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    to.pipe(from);
    from.on('data', (piece) => {
      came += piece.length;
      if (!to.write(piece)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
      const limit = this.#limit;
      if (limit === undefined || came <= limit.bytes) return;
      if (limit.what === 'cut') from.destroy();
      else {
        this.#limit = undefined;
        to.removeAllListeners('drain');
        from.pause();
      }
      limit.reached();
    });
  }
}
