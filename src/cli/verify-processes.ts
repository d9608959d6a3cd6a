// The verify processes of a `run`: forked, told when to stop, replaced when one dies. Settings and secrets reach
// them through the environment, never through arguments.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.js';

const PROGRAM = fileURLToPath(new URL('../../workers/verify.js', import.meta.url));
/** A process that dies again and again is not replaced without end. */
const REPLACE_AFTER_MS = 1_000;

export class VerifyProcesses {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #log: Log;
  readonly #children = new Set<ChildProcess>();
  #stopping = false;

  /** @param settings variables over those of this process */
  constructor(settings: Readonly<Record<string, string>>, log: Log) {
    this.#environment = { ...process.env, ...settings };
    this.#log = log;
  }

  start(count: number): void {
    for (let index = 0; index < count; index += 1) this.#start();
  }

  /** From here on a process that ends is not replaced. */
  expectEnd(): void {
    this.#stopping = true;
  }

  /** Resolves when all have stopped by themselves: calls under way have ended and are recorded. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const exits = [...this.#children].map((child) => once(child, 'exit'));
    for (const child of this.#children) {
      if (child.connected) child.send('stop', () => undefined);
    }
    await Promise.all(exits);
  }

  /** Ends all at once. */
  kill(): void {
    this.#stopping = true;
    for (const child of this.#children) child.kill('SIGKILL');
  }

  #start(): void {
    if (this.#stopping) return;
    const child = fork(PROGRAM, [], {
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own: Ctrl-C on the terminal is for this process to decide on.
      detached: true,
    });
    this.#children.add(child);
    child.once('exit', (code, signal) => {
      this.#children.delete(child);
      if (this.#stopping) return;
      this.#log.warn({ code, signal }, 'a verify process ended; another is started');
      setTimeout(() => {
        this.#start();
      }, REPLACE_AFTER_MS);
    });
  }
}
