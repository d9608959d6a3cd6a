// Calls the service in this process, beside its batch worker. It knows nothing of batches.

import { startVerifyWorker } from '../../workers/verify-worker.js';
import type { StoppableWorker } from '../../workers/lifetime.js';
import type { Config } from '../config.js';
import type { App } from './app.js';
import type { BatchAccess } from './batch-access.js';
import type { Verifiers } from './verifiers.js';

export class OwnVerifier implements Verifiers {
  readonly #config: Config;
  readonly count = 1;
  /** This process lives as long as its work. */
  readonly givenUp = new Promise<never>(() => undefined);
  #worker: StoppableWorker | undefined;
  #stopped: Promise<void> | undefined;

  /** @param concurrency calls in flight; undefined: as the settings have it */
  constructor({ config }: App, concurrency = config.concurrency) {
    this.#config = { ...config, concurrency };
  }

  async start({ redis, log }: BatchAccess): Promise<void> {
    this.#worker = await startVerifyWorker(this.#config, redis, log);
  }

  expectEnd(): void {
    // Nothing would take its place.
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#worker?.stop() ?? Promise.resolve());
  }

  kill(): void {
    // A signal that ends the work at once ends this process; where only the work has failed, no new call begins.
    this.stop().catch(() => undefined);
  }
}
