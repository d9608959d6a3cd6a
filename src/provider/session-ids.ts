// Who was answered with which session id of late: an id is one call's, so the same one for two persons shows that an
// answer went to the wrong call. Keeps ids and persons in memory alone, and so many of them.

import type { Person } from '../domain/row.js';

export interface Asked {
  readonly person: Person;
  /** Told when another person gets an answer with the same id. */
  readonly onQuestioned: () => void;
}

/**
 * `first`: nothing is known against the answer. `own`: the person's second answer with this id, which may be their first
 * one once more. `anothers`: it may be another person's, and the other one's may be this person's.
 */
export type Heard = 'first' | 'own' | 'anothers';

interface Known extends Asked {
  repeated: boolean;
  /** By two persons. */
  shared: boolean;
}

/** An answer that is sent twice comes soon after its first time. */
const KEPT = 10_000;
/** A service where so many ids come again and again does not number its calls. */
const COMMON_IDS = 20;
/** So does one that gives so many of the ids kept to two persons: a clock's, or one id for calls at the same moment. */
const SHARED_IDS = 20;

export class SessionIds {
  readonly #known = new Map<string, Known>();
  readonly #common = new Set<string>();
  #shared = 0;
  #off = false;
  readonly #onCommon: (() => void) | undefined;

  /** @param onCommon told that an id stands for no one call, and proves nothing from now on */
  constructor(onCommon?: () => void) {
    this.#onCommon = onCommon;
  }

  heard(sessionId: string, asked: Asked): Heard {
    if (sessionId === '' || this.#off || this.#common.has(sessionId)) return 'first';
    const known = this.#known.get(sessionId);
    if (known === undefined) {
      this.#keep(sessionId, asked);
      return 'first';
    }
    if (known.repeated) {
      // The third time: connections were replaced since, and still it comes.
      this.#common.add(sessionId);
      this.#off = this.#common.size >= COMMON_IDS;
      this.#forget(sessionId, known);
      this.#onCommon?.();
      return 'first';
    }
    known.repeated = true;
    if (isSame(known.person, asked.person)) return 'own';
    known.shared = true;
    this.#shared += 1;
    if (this.#shared >= SHARED_IDS) {
      this.#off = true;
      this.#onCommon?.();
      return 'first';
    }
    known.onQuestioned();
    return 'anothers';
  }

  #keep(sessionId: string, { person, onQuestioned }: Asked): void {
    this.#known.set(sessionId, { person, onQuestioned, repeated: false, shared: false });
    if (this.#known.size <= KEPT) return;
    for (const [oldest, known] of this.#known) {
      this.#forget(oldest, known);
      return;
    }
  }

  #forget(sessionId: string, { shared }: Known): void {
    this.#known.delete(sessionId);
    if (shared) this.#shared -= 1;
  }
}

function isSame(one: Person, other: Person): boolean {
  return one.idNumber === other.idNumber && one.name === other.name;
}
