// Starts processes that do the same steps each time and kill themselves at one of their writes. The next one loads its modules
// while the test still looks at what the last one left: most of such a process's time is loading.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

interface Ended {
  /** What it wrote, in its order; empty where it was killed. */
  readonly writes: readonly string[];
  readonly killed: boolean;
}

/**
 * Of writes that are of one kind, as those to a lock that is taken again and again, the first and the last two.
 *
 * @returns their numbers, from 1
 */
export function distinct(writes: readonly string[]): number[] {
  const numbers = new Map<string, number[]>();
  for (const [index, write] of writes.entries())
    numbers.set(write, [...(numbers.get(write) ?? []), index + 1]);
  const chosen = [...numbers.values()].flatMap((of) => [...of.slice(0, 1), ...of.slice(1).slice(-2)]);
  return chosen.toSorted((a, b) => a - b);
}

export class WaitingSteps {
  readonly #script: string;
  #next: ChildProcess;

  /** @param script as erasure-steps.mjs: it waits for a line that says what to do */
  constructor(script: string) {
    this.#script = fileURLToPath(new URL(script, import.meta.url));
    this.#next = this.#start();
    onTestFinished(async () => {
      const ended = once(this.#next, 'close');
      this.#next.kill('SIGKILL');
      await ended;
    });
  }

  /** @param asked what the script is told, and at which write it kills itself (0: at none) */
  async run(asked: { readonly data: string; readonly nth: number; readonly job?: string }): Promise<Ended> {
    const steps = this.#next;
    let [printed, said] = ['', ''];
    steps.stdout?.on('data', (chunk) => (printed += String(chunk)));
    steps.stderr?.on('data', (chunk) => (said += String(chunk)));
    const ended = once(steps, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    steps.stdin?.end(JSON.stringify(asked));
    this.#next = this.#start();
    const [code, signal] = await ended;
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the steps failed: ${said}`);
    const killed = signal === 'SIGKILL';
    return { writes: killed ? [] : printed.split('\n'), killed };
  }

  #start(): ChildProcess {
    return spawn(process.execPath, [this.#script, DIST], { stdio: 'pipe' });
  }
}
