// Connects to a name that has several addresses. Further addresses are tried while earlier ones are silent, and the
// first that answers is used (RFC 8305). It knows sockets and TLS; no proxy and no HTTP.

import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { buildConnector } from 'undici';

export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** How long an address may be silent before the next is tried beside it. */
const NEXT_AFTER_MS = 250;

/** @param timeoutMs for looking up and connecting; TLS may take as long again */
export function connectorFor(timeoutMs: number, lookup: Lookup = systemLookup): buildConnector.connector {
  const secured = buildConnector({ timeout: timeoutMs });
  return (options, callback) => {
    const { hostname, port, protocol } = options;
    const tls = protocol === 'https:';
    const race = new Race(Number(port) || (tls ? 443 : 80), timeoutMs, (error, socket) => {
      if (socket === undefined) callback(error ?? new Error('no connection'), null);
      else if (tls) secured({ ...options, httpSocket: socket }, callback);
      else callback(null, socket);
    });
    if (isIP(hostname) !== 0) race.start([hostname]);
    else {
      lookup(hostname, { all: true }, (error, addresses) => {
        if (error === null) race.start(inTurns(addresses));
        else race.fail(error);
      });
    }
  };
}

/** The families alternate, so that a family without a route costs one wait and not several. */
function inTurns(addresses: readonly LookupAddress[]): string[] {
  const first = addresses[0]?.family;
  const own = addresses.filter(({ family }) => family === first);
  const other = addresses.filter(({ family }) => family !== first);
  return own
    .flatMap((one, index) => [one, other[index]])
    .concat(other.slice(own.length))
    .flatMap((one) => one?.address ?? []);
}

class Race {
  readonly #port: number;
  readonly #settle: (error: Error | undefined, socket: Socket | undefined) => void;
  readonly #sockets = new Set<Socket>();
  readonly #limit: NodeJS.Timeout;
  #waiting: string[] = [];
  #next: NodeJS.Timeout | undefined;
  #firstError: Error | undefined;
  #settled = false;

  constructor(
    port: number,
    timeoutMs: number,
    settle: (error: Error | undefined, socket: Socket | undefined) => void,
  ) {
    this.#port = port;
    this.#settle = settle;
    this.#limit = setTimeout(() => {
      this.fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
    }, timeoutMs);
  }

  start(addresses: string[]): void {
    this.#waiting = addresses;
    this.#tryNext();
  }

  fail(error: Error): void {
    this.#end(error, undefined);
  }

  #tryNext(): void {
    clearTimeout(this.#next);
    if (this.#settled) return;
    const host = this.#waiting.shift();
    if (host === undefined) {
      if (this.#sockets.size === 0) this.fail(this.#firstError ?? new Error('the name has no address'));
      return;
    }
    const socket = connectTcp({ host, port: this.#port, noDelay: true, keepAlive: true });
    this.#sockets.add(socket);
    socket.once('connect', () => {
      this.#sockets.delete(socket);
      this.#end(undefined, socket);
    });
    // The listener stays, because the socket may fail before its new owner listens.
    socket.on('error', (error) => {
      this.#sockets.delete(socket);
      this.#firstError ??= error;
      this.#tryNext();
    });
    this.#next = setTimeout(() => {
      this.#tryNext();
    }, NEXT_AFTER_MS);
  }

  #end(error: Error | undefined, socket: Socket | undefined): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#limit);
    clearTimeout(this.#next);
    for (const loser of this.#sockets) loser.destroy();
    this.#settle(error, socket);
  }
}
