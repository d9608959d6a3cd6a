// Looks up for a monitor what all workers of an account share: its rate, circuit and halt, and the slices in its queue.
// Reads only.

import { Queue } from 'bullmq';
import type { Redis } from '../redis/connection.js';
import { z } from 'zod';
import type { Waiting } from '../domain/waiting.js';
import { accountState } from '../journal/account-state.js';
import { faultsOnly } from '../redis/connection-error.js';
import { accountPrefix, VERIFY_QUEUE } from '../journal/keys.js';
import { run } from '../redis/script.js';
import { STALLED } from './scripts.js';

export const HALT_CAUSES = ['code', 'http', 'same', 'outage'] as const;
type HaltCauseKind = (typeof HALT_CAUSES)[number];

export interface AccountSurvey {
  readonly slices: Readonly<Record<'waiting' | 'delayed' | 'active' | 'stalled', number>>;
  /** Verify workers that are connected; undefined where the server doesn't say. */
  readonly workers: number | undefined;
  /** Calls a second that all workers together may make; undefined until the first call. */
  readonly rate: number | undefined;
  /** Unix milliseconds since when calls have stopped but for probes. */
  readonly circuitOpenSince: number | undefined;
  /** What holds up the account's calls for more than a moment. */
  readonly waiting: Waiting | undefined;
  readonly halted: HaltCauseKind | undefined;
}

const haltSchema = z.object({ kind: z.enum(HALT_CAUSES) });

export class AccountSurveyor {
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #scope: string;

  constructor(redis: Redis, scope: string, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#scope = scope;
    // Whoever only looks must not overwrite the queue's settings.
    const options = { connection: redis, prefix: accountPrefix(scope), skipMetasUpdate: true };
    this.#queue = new Queue(VERIFY_QUEUE, options);
    this.#queue.on('error', faultsOnly(onError));
  }

  async look(): Promise<AccountSurvey> {
    const [counts, stalled, workers, { rate, circuit, halted, waiting }] = await Promise.all([
      this.#queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
      run(this.#redis, STALLED, { active: this.#queue.toKey('active') }, { prefix: this.#queue.toKey('') }),
      // Servers that forbid CLIENT LIST are no fault of anybody.
      this.#queue.getWorkersCount().catch(() => undefined),
      accountState(this.#redis, this.#scope),
    ]);
    const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
    return {
      slices: { waiting: wait + prioritized, delayed, active, stalled: Number(stalled) },
      workers,
      rate,
      circuitOpenSince: circuit,
      waiting,
      halted: halted === undefined ? undefined : haltSchema.parse(JSON.parse(halted)).kind,
    };
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}
