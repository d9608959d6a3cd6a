// The verify processes of a `run`: forked early, as they take a while to load, told when to start and when to stop, and
// replaced when one dies. Settings and secrets reach them through the environment, never through arguments.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createLog, type Log } from '../log.js';
import { builtProgram } from '../program-files.js';
import type { App } from './app.js';
import type { Verifiers } from './verifiers.js';
import { wordsIn } from '../words/catalogue.js';

const PROGRAM = builtProgram('verify');
/** What makes one die may last a moment. */
const REPLACE_AFTER_MS = 1_000;
/** When this many processes in a row have died before they were ready, and none is ready, no more are started. */
const DEATHS_MAX = 5;

export class VerifyProcesses implements Verifiers {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #log: Log;
  readonly #children = new Set<ChildProcess>();
  readonly #ready = new Set<ChildProcess>();
  #started = false;
  #stopping = false;
  #giveUp: (reason: string) => void = () => undefined;
  /** Resolves, with the reason in words, when no process can be started. */
  readonly givenUp = new Promise<string>((resolve) => {
    this.#giveUp = resolve;
  });

  private constructor(environment: NodeJS.ProcessEnv, log: Log) {
    this.#environment = environment;
    this.#log = log;
  }

  /** @param concurrency calls in flight in one of them; undefined: as the settings have it */
  static for({ config, variables }: App, concurrency?: number): VerifyProcesses {
    const own = concurrency === undefined ? {} : { ROLLCALL_CONCURRENCY: String(concurrency) };
    const environment = { ...process.env, ...variables, ...own };
    return new VerifyProcesses(environment, createLog(config.logLevel ?? 'warn'));
  }

  /** Those that live. */
  get count(): number {
    return this.#children.size;
  }

  /** They load, and touch nothing until they are told to start. */
  prepare(count: number): this {
    for (let index = 0; index < count; index += 1) this.#fork(0);
    return this;
  }

  start(): Promise<void> {
    this.#started = true;
    for (const child of this.#children) tell(child, 'start');
    return Promise.resolve();
  }

  /** From now on a process that ends is not replaced. */
  expectEnd(): void {
    this.#stopping = true;
  }

  /** Resolves when all processes have stopped by themselves, with their calls ended and recorded. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const exits = [...this.#children].map((child) => once(child, 'exit'));
    for (const child of this.#children) tell(child, 'stop');
    await Promise.all(exits);
  }

  /** Kills all processes at once. */
  kill(): void {
    this.#stopping = true;
    for (const child of this.#children) child.kill('SIGKILL');
  }

  /** @param deaths of those in whose place it comes, since the last one that was ready */
  #fork(deaths: number): void {
    if (this.#stopping) return;
    const child = fork(PROGRAM, [], {
      env: this.#environment,
      // Options of Node that started a program are that program's own.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // In a process group of its own Ctrl-C does not reach it: this process decides what to do.
      detached: true,
    });
    this.#children.add(child);
    if (this.#started) tell(child, 'start');
    child.once('message', () => this.#ready.add(child));
    child.once('exit', (code, signal) => {
      this.#children.delete(child);
      const dead = this.#ready.delete(child) ? 0 : deaths + 1;
      if (this.#stopping) return;
      if (dead >= DEATHS_MAX && this.#ready.size === 0) {
        const how = signal ?? `exit status ${code}`;
        this.#giveUp(wordsIn('en').warnings.noVerifyProcess({ dead, how }));
        return;
      }
      this.#log.warn({ code, signal }, 'a verify process ended; another is started');
      setTimeout(() => {
        this.#fork(dead);
      }, REPLACE_AFTER_MS);
    });
  }
}

function tell(child: ChildProcess, what: 'start' | 'stop'): void {
  if (child.connected) child.send(what, () => undefined);
}
