// Remembers recent session ids with the persons they answered. An id belongs to one call, so the same id for two
// persons shows that an answer went to the wrong call. It keeps a limited number, in memory alone.

import type { Person } from '../domain/row.js';

export interface Asked {
  readonly person: Person;
  /** Told when another person's answer has the same id. */
  readonly onQuestioned: () => void;
}

/**
 * `first`: nothing speaks against the answer. `own`: the person's second answer with this id, which may repeat the
 * first. `anothers`: the answer may be another person's, and that person's may be this one's.
 */
export type Heard = 'first' | 'own' | 'anothers';

interface Known extends Asked {
  repeated: boolean;
  /** Whether answers to two persons had the id. */
  shared: boolean;
}

/** How many ids are kept: an answer that is sent twice comes again soon, so older ids are not needed. */
const KEPT = 10_000;
/** Once this many ids have come again and again, the service does not give each call its own. */
const COMMON_IDS = 20;
/**
 * Once this many of the kept ids were given to two persons, ids are not per call either: they may come from a clock.
 */
const SHARED_IDS = 20;

export class SessionIds {
  readonly #known = new Map<string, Known>();
  readonly #common = new Set<string>();
  #shared = 0;
  #off = false;
  readonly #onCommon: (() => void) | undefined;

  /** @param onCommon told when an id is shared by many calls, and proves nothing from now on */
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
      // The id comes a third time although connections were replaced, so mixed-up answers are not the reason.
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
