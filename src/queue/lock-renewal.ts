// Renews the locks of this worker's jobs by a timer. BullMQ's own renewal goes by the wall clock: where that is set
// back by minutes, it renews nothing for as long, and live workers lose their jobs.

import type { Job } from 'bullmq';

/** What of a BullMQ worker is used. */
export interface LockHolder {
  /** @returns the jobs whose locks are somebody else's by now */
  extendJobLocks(jobIds: string[], tokens: string[], durationMs: number): Promise<string[]>;
}

export class LockRenewal {
  readonly #holder: LockHolder;
  readonly #lockMs: number;
  readonly #onError: (error: Error) => void;
  readonly #tokens = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #renewing = false;

  constructor(holder: LockHolder, lockMs: number, onError: (error: Error) => void) {
    this.#holder = holder;
    this.#lockMs = lockMs;
    this.#onError = onError;
  }

  /** @returns ends the renewal of this job's lock */
  hold({ id = '' }: Pick<Job, 'id'>, token: string | undefined): () => void {
    this.#tokens.set(id, token ?? '');
    this.#timer ??= setInterval(() => void this.#renew(), this.#lockMs / 4);
    return () => {
      // A job with another token by now was handed to this worker again: that lock is still needed.
      if (this.#tokens.get(id) === token) this.#tokens.delete(id);
      if (this.#tokens.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** One renewal at a time: while Redis is away, more of them would only queue up. */
  async #renew(): Promise<void> {
    if (this.#renewing) return;
    this.#renewing = true;
    try {
      await this.#holder.extendJobLocks([...this.#tokens.keys()], [...this.#tokens.values()], this.#lockMs);
    } catch (error) {
      this.#onError(error as Error);
    } finally {
      this.#renewing = false;
    }
  }
}
