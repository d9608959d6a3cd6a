// A command of the build as a real process: what it says, how it ends, signals to it and to its verify processes. It knows
// no batch.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workersOf } from './processes.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'dist', 'src', 'cli', 'main.js');
/** How long a command of a test may take at most before its output is shown and it counts as hanging. */
export const HANGS_AFTER_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export class Command {
  readonly child: ChildProcess;
  readonly startedAt = Date.now();
  readonly pid: number;
  #out = '';
  #err = '';
  readonly #ended: Promise<Ended>;
  #listeners: (() => void)[] = [];

  /** @param place a command that runs the process elsewhere, as `ip netns exec` does */
  constructor(
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    directory: string,
    place: readonly string[] = [],
  ) {
    const [program = process.execPath, ...rest] = [...place, process.execPath, PROGRAM, ...args];
    this.child = spawn(program, rest, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid ?? 0;
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#out += chunk.toString();
      this.#tell();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#err += chunk.toString();
      this.#tell();
    });
    this.#ended = once(this.child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      out: this.#out,
      err: this.#err,
    }));
  }

  get output(): string {
    return this.#out + this.#err;
  }

  /** @throws Error with the process's output, where it doesn't end */
  async ended(withinMs = HANGS_AFTER_MS): Promise<Ended> {
    return within(withinMs, this.#ended, () => `hangs; it said:\n${this.output}`);
  }

  /** Resolves when the process's output holds the text. */
  async says(text: string, withinMs = HANGS_AFTER_MS): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.output.includes(text)) resolve();
        else this.#listeners.push(look);
      };
      look();
    });
    await within(
      withinMs,
      Promise.race([said, this.#ended]),
      () => `never said "${text}" but:\n${this.output}`,
    );
    if (!this.output.includes(text)) throw new Error(`ended without saying "${text}" but:\n${this.output}`);
  }

  /** Sends the signal to this process alone. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Sends the signal to this process and its verify processes at the same time. */
  signalAll(signal: NodeJS.Signals): void {
    for (const pid of [this.pid, ...workersOf(this.pid)]) kill(pid, signal);
  }

  #tell(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

export function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // The process is gone already.
  }
}

export async function within<Value>(ms: number, work: Promise<Value>, why: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(why()));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
