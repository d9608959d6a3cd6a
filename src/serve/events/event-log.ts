// The last events with their numbers, so that whoever was cut off goes on where he was. It knows no batch and no listener.

import { randomBytes } from 'node:crypto';
import type { Caller } from '../../access/caller.js';

type EventKind = 'batch' | 'removed' | 'account' | 'budget';

export interface ServedEvent {
  readonly id: string;
  /** Whose it is. */
  readonly isFor: (caller: Caller) => boolean;
  /** As it is sent, with its number. */
  readonly bytes: Buffer;
}

const KEPT = 2_000;
/** The beginning of the numbers tells this process from every other one, whose numbers mean something else. */
const RUN_BYTES = 6;

export class EventLog {
  readonly #run = randomBytes(RUN_BYTES).toString('hex');
  readonly #events: ServedEvent[] = [];
  #last = 0;

  /** What a listener has seen who has seen everything. */
  get lastId(): string {
    return this.#idOf(this.#last);
  }

  add(kind: EventKind, data: object, isFor: ServedEvent['isFor']): ServedEvent {
    this.#last += 1;
    const id = this.#idOf(this.#last);
    const event = { id, isFor, bytes: eventBytes(kind, data, id) };
    this.#events.push(event);
    if (this.#events.length > KEPT) this.#events.shift();
    return event;
  }

  /** What came after; undefined where that can't be told any more. */
  after(id: string): readonly ServedEvent[] | undefined {
    const [run, number = ''] = id.split('-');
    if (run !== this.#run || !/^\d{1,15}$/.test(number) || Number(number) > this.#last) return undefined;
    const missed = this.#last - Number(number);
    if (missed > this.#events.length) return undefined;
    return missed === 0 ? [] : this.#events.slice(-missed);
  }

  #idOf(number: number): string {
    return `${this.#run}-${number}`;
  }
}

/** In the form of server-sent events. */
export function eventBytes(kind: string, data: object, id?: string): Buffer {
  const lines = [
    `event: ${kind}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n`);
}
