// Keeps commands that Redis refuses for reasons of its own, and sends them again for as long as it takes: whoever sent one
// waits, as for a Redis that is away, and BullMQ's commands do likewise. Only what is about keys or the server's time waits;
// what is about the connection itself (a login, a ping) is answered at once. Whatever is sent so may have been done already: all scripts,
// ours and BullMQ's, bear that.

import { Cluster, Command } from 'ioredis';
import type { Redis } from './connection.js';
import type { RedisState } from './redis-state.js';
import { refusalOf, type RefusalKind } from './refusal.js';

/** How often refused commands are tried again. */
const AGAIN_MS = 200;
/**
 * How many commands are tried for all that wait, as thousands would only keep Redis busy. It is more than one, because
 * some may be refused for longer than others, and the renewals of leases must get through before the leases end.
 */
const AT_ONCE = 16;
/** The pause between new connections: another server may be behind the address by now. */
const RECONNECT_MS = 500;

const ELSEWHERE: ReadonlySet<RefusalKind> = new Set(['read-only', 'cluster']);

/** Makes this connection, and those duplicated from it, wait out refusals. */
export function waitOutRefusals(redis: Redis, state: RedisState): void {
  const send = redis.sendCommand.bind(redis) as (command: Command, ...to: unknown[]) => unknown;
  const patience = new Patience(redis, state, send);
  redis.sendCommand = (command: Command, ...to: unknown[]): unknown => {
    // A cluster sets up its own handling of refusals when it sends a command. Heeding the command afterwards puts
    // ours in front of it.
    if (!(redis instanceof Cluster)) patience.heed(command);
    const sent = send(command, ...to);
    if (redis instanceof Cluster) patience.heed(command);
    return sent;
  };
  const duplicate = redis.duplicate.bind(redis) as unknown as (...options: unknown[]) => Redis;
  redis.duplicate = ((...options: unknown[]): Redis => {
    const copy = duplicate(...options);
    waitOutRefusals(copy, state);
    return copy;
  }) as unknown as typeof redis.duplicate;
}

type Reject = Command['reject'];

interface Refused {
  readonly command: Command;
  readonly reject: Reject;
  readonly ours: Reject;
}

class Patience {
  readonly #redis: Redis;
  readonly #state: RedisState;
  readonly #send: (command: Command) => unknown;
  /** The promises that each command was seen with, as ioredis replaces a command's promise to use the command again. */
  readonly #heeded = new WeakMap<Command, unknown>();
  readonly #again = new WeakSet<Command>();
  readonly #refused: Refused[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reconnectedAt = -Infinity;

  constructor(redis: Redis, state: RedisState, send: (command: Command) => unknown) {
    this.#redis = redis;
    this.#state = state;
    this.#send = send;
    redis.on('end', () => {
      clearTimeout(this.#timer);
      for (const { command, reject } of this.#refused.splice(0))
        reject.call(command, new Error('Connection is closed.'));
    });
  }

  /** To be called whenever the command is sent. */
  heed(command: Command): void {
    if (this.#heeded.get(command) === command.promise) return;
    this.#heeded.set(command, command.promise);
    const { reject } = command;
    const ours: Reject = (error) => {
      const kind = this.#waitsFor(command, error);
      if (kind === undefined) reject.call(command, error);
      else this.#keep({ command, reject, ours }, kind);
    };
    command.reject = ours;
  }

  #waitsFor(command: Command, error: Error): RefusalKind | undefined {
    if (!this.#state.waits || this.#redis.status === 'end' || command.inTransaction) return undefined;
    if (command.getKeys().length === 0 && command.name !== 'time') return undefined;
    return isScriptOnItsWay(command, error) ? 'cut' : refusalOf(error);
  }

  #keep(refused: Refused, kind: RefusalKind): void {
    const { command } = refused;
    // From now on the command stands alone: ioredis takes a command that is cut off in the middle of a pipeline for
    // lost by its index there.
    delete command.pipelineIndex;
    this.#refused.push(refused);
    if (kind !== 'cut') this.#state.refused(kind);
    if (ELSEWHERE.has(kind)) this.#lookElsewhere();
    if (!this.#again.has(command)) {
      this.#again.add(command);
      void this.#sendAllWhenAnswered(command);
    }
    this.#lookAgain();
  }

  /** The answers are not waited for, as a command may block for long once Redis has accepted it. */
  #sendSome(): void {
    for (const refused of this.#refused.splice(0, AT_ONCE)) this.#sendAgain(refused);
    if (this.#refused.length > 0) this.#lookAgain();
  }

  #lookAgain(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#sendSome();
    }, AGAIN_MS);
  }

  /** Sends all waiting commands once one of them was answered, as Redis takes commands again. */
  async #sendAllWhenAnswered(command: Command): Promise<void> {
    try {
      await command.promise;
    } catch {
      return;
    }
    for (const refused of this.#refused.splice(0)) this.#sendAgain(refused);
  }

  #sendAgain({ command, ours }: Refused): void {
    // ioredis wraps the rejection of a script's command each time it is sent, so it is reset here: it must not grow
    // with the length of an outage.
    command.reject = ours;
    this.#send(command);
  }

  #lookElsewhere(): void {
    const now = performance.now();
    if (now - this.#reconnectedAt < RECONNECT_MS) return;
    this.#reconnectedAt = now;
    if (this.#redis instanceof Cluster) this.#redis.refreshSlotsCache();
    else this.#redis.disconnect(true);
  }
}

/**
 * ioredis sends the text of a script once a connection, and its digest behind it without waiting: where the text was
 * refused, the server doesn't know the digest. Whoever hears so sends the text the next time.
 */
function isScriptOnItsWay(command: Command, { message }: Error): boolean {
  return message.startsWith('NOSCRIPT') && Object.getPrototypeOf(command) !== Command.prototype;
}
