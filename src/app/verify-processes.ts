// The verify processes of a `run`: started, told when to stop, replaced when one dies. Settings and secrets reach them
// through the environment, never through arguments.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.js';

const PROGRAM = fileURLToPath(new URL('../../workers/verify.js', import.meta.url));
/** The cause of a death may pass in a moment, so a new process is started only after this time. */
const REPLACE_AFTER_MS = 1_000;
/** When this many processes in a row have died before they were ready, and none is ready, no more are started. */
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

  /** @param settings variables that replace those of this process's environment */
  constructor(settings: Readonly<Record<string, string>>, log: Log) {
    this.#environment = { ...process.env, ...settings };
    this.#log = log;
  }

  start(count: number): void {
    for (let index = 0; index < count; index += 1) this.#start(0);
  }

  /** From now on a process that ends is not replaced. */
  expectEnd(): void {
    this.#stopping = true;
  }

  /** Resolves when all processes have stopped by themselves, with their calls ended and recorded. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const exits = [...this.#children].map((child) => once(child, 'exit'));
    for (const child of this.#children) {
      if (child.connected) child.send('stop', () => undefined);
    }
    await Promise.all(exits);
  }

  /** Kills all processes at once. */
  kill(): void {
    this.#stopping = true;
    for (const child of this.#children) child.kill('SIGKILL');
  }

  /** @param deaths how many predecessors have died since the last one that was ready */
  #start(deaths: number): void {
    if (this.#stopping) return;
    const child = fork(PROGRAM, [], {
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // In a process group of its own Ctrl-C does not reach it: this process decides what to do.
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
