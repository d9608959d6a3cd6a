// Whether Redis can be worked with, as all connections of a process show it. A person is told once when that ends and
// once when it is so again, however many commands were affected.

import { timeOfDay } from '../domain/waiting.js';
import type { Redis } from './connection.js';
import { LASTING_REFUSALS, refusalInWords, refusalOf, type LastingRefusal } from './refusal.js';
import type { Words } from '../words/words.js';
import { retold, wordsIn } from '../words/catalogue.js';

export const TROUBLES = ['away', ...LASTING_REFUSALS] as const;

export interface RedisTrouble {
  readonly kind: (typeof TROUBLES)[number];
  /** The end of a sentence that begins with "Redis". */
  readonly words: string;
  /** Unix milliseconds. */
  readonly since: number;
}

export function troubleInWords({ words: said, since }: RedisTrouble, words: Words): string {
  const at = timeOfDay(since);
  return retold(wordsIn('en').redisTroubles.since({ trouble: said, at }), words);
}

/**
 * Refused commands are sent again several times within this time, so the refusal is over when none came for as long.
 */
const QUIET_MS = 3_000;

export class RedisState {
  readonly #tell: (message: string) => void;
  readonly #whyAway: () => string | undefined;
  #trouble: RedisTrouble | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #waits = false;

  /** @param whyAway what may be known of a server that is away */
  constructor(tell: (message: string) => void, whyAway: () => string | undefined = () => undefined) {
    this.#tell = tell;
    this.#whyAway = whyAway;
  }

  get trouble(): RedisTrouble | undefined {
    return this.#trouble;
  }

  /**
   * Whether refused commands wait. They don't before `begin`, as a person who starts a process wants to hear at once
   * what is wrong.
   */
  get waits(): boolean {
    return this.#waits;
  }

  /** From now on troubles are waited out, and told. */
  begin(redis: Redis): void {
    this.#waits = true;
    redis.on('reconnecting', () => {
      if (this.#trouble === undefined) this.#goesAway();
    });
    redis.on('ready', () => {
      if (this.#trouble?.kind === 'away') this.#leave();
    });
    // A refused login shows here alone, as the connection is tried again and no command ends.
    redis.on('error', (error: Error) => {
      const kind = refusalOf(error);
      if (kind !== undefined && kind !== 'cut') this.refused(kind);
    });
    this.#quiet = setTimeout(() => {
      if (this.#trouble === undefined || this.#trouble.kind === 'away') return;
      if (redis.status === 'ready') this.#leave();
      else this.#goesAway();
    }, QUIET_MS).unref();
  }

  refused(kind: LastingRefusal): void {
    this.#quiet?.refresh();
    if (this.#trouble?.kind !== kind) this.#enter(kind, refusalInWords(kind));
  }

  #goesAway(): void {
    const why = this.#whyAway();
    const { redisTroubles: said } = wordsIn('en');
    this.#enter('away', why === undefined ? said.away : said.awayWhy({ why }));
  }

  #enter(kind: RedisTrouble['kind'], words: string): void {
    const since = this.#trouble?.since ?? Date.now();
    this.#trouble = { kind, words, since };
    const { untilBack, untilOver } = wordsIn('en').redisTroubles;
    this.#tell(kind === 'away' ? untilBack({ trouble: words }) : untilOver({ trouble: words }));
  }

  #leave(): void {
    const { kind } = this.#trouble ?? {};
    this.#trouble = undefined;
    const { back, over } = wordsIn('en').redisTroubles;
    this.#tell(kind === 'away' ? back : over);
  }
}
