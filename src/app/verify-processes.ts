// The verify processes of a `run`: forked, told when to stop, replaced when one dies. Settings and secrets reach
// them through the environment, never through arguments.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.js';

const PROGRAM = fileURLToPath(new URL('../../workers/verify.js', import.meta.url));
/** What makes one die may last a moment. */
const REPLACE_AFTER_MS = 1_000;
/** Where so many in a row die before they are ready, and no other one is, none will be. */
const DEATHS_MAX = 5;

export class VerifyProcesses {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #log: Log;
  readonly #children = new Set<ChildProcess>();
  readonly #ready = new Set<ChildProcess>();
  #stopping = false;
  #giveUp: (reason: string) => void = () => undefined;
  /** Resolves, with the reason in words, when no process can be started. */
  readonly givenUp = new Promise<string>((resolve) => {
    this.#giveUp = resolve;
  });

  /** @param settings variables over those of this process */
  constructor(settings: Readonly<Record<string, string>>, log: Log) {
    this.#environment = { ...process.env, ...settings };
    this.#log = log;
  }

  start(count: number): void {
    for (let index = 0; index < count; index += 1) this.#start(0);
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

  /** @param deaths of those in whose place it comes, since the last one that was ready */
  #start(deaths: number): void {
    if (this.#stopping) return;
    const child = fork(PROGRAM, [], {
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own: Ctrl-C on the terminal is for this process to decide on.
      detached: true,
    });
    this.#children.add(child);
    child.once('message', () => this.#ready.add(child));
    child.once('exit', (code, signal) => {
      this.#children.delete(child);
      const dead = this.#ready.delete(child) ? 0 : deaths + 1;
      if (this.#stopping) return;
      if (dead >= DEATHS_MAX && this.#ready.size === 0) {
        const how = signal ?? `exit status ${code}`;
        this.#giveUp(`Verify processes can't start: ${dead} in a row ended before they were ready (${how}).`);
        return;
      }
      this.#log.warn({ code, signal }, 'a verify process ended; another is started');
      setTimeout(() => {
        this.#start(dead);
      }, REPLACE_AFTER_MS);
    });
  }
}
