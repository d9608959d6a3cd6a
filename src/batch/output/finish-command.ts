// Runs a user's own program (`--on-finish`): no shell, a clean environment, bounded in time and in what is kept of
// its words. What it does or fails to do changes nothing here.

import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../files/durable.js';
import { chinaIso } from '../../domain/china-time.js';

export const commandEndSchema = z.object({
  command: z.string(),
  at: z.string(),
  /** The exit status; null where the program ended by a signal or was never started. */
  exit: z.number().nullable(),
  /** What went wrong, in words; null where it ended with 0. */
  problem: z.string().nullable(),
});
export type CommandEnd = z.infer<typeof commandEndSchema>;

export interface CommandPorts {
  /** All that the program sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Aborts when this process is to stop: the program is ended. */
  readonly stopping: AbortSignal;
  /** The time limit, which tests shorten. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 300_000;
/** How much of the program's output is kept; the rest is read and dropped. */
const KEPT_BYTES = 65_536;
/**
 * How long its output is read after it has ended: a program that it left in the background may hold the output open.
 */
const LAST_WORDS_MS = 200;

/**
 * @param argument the only argument of the program: the path of a summary or report
 * @param output the file that keeps the program's output, which is not logged because it may hold names
 * @returns how the program ended; undefined where this process is told to stop meanwhile
 */
export async function runFinishCommand(
  command: string,
  argument: string,
  output: string,
  ports: CommandPorts,
): Promise<CommandEnd | undefined> {
  const { environment, stopping, timeoutMs = TIMEOUT_MS } = ports;
  if (stopping.aborted) return undefined;
  const said: Buffer[] = [];
  const child = spawn(command, [argument], {
    cwd: dirname(argument),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The program leads a process group, so that everything it starts can be ended with it.
    detached: true,
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, timeoutMs);
  const stop = (): void => {
    endGroup(child);
  };
  stopping.addEventListener('abort', stop);
  keep(child, said);
  const { exit, reason } = await ended(child);
  clearTimeout(timer);
  stopping.removeEventListener('abort', stop);
  await keepOutput(output, said);
  if (stopping.aborted && exit === null) return undefined;
  const problem = timedOut ? `it was ended after ${timeoutMs / 1000} s` : reason;
  return { command, at: chinaIso(Date.now()), exit, problem: exit === 0 ? null : problem };
}

function keep(child: ChildProcess, said: Buffer[]): void {
  let room = KEPT_BYTES;
  const take = (chunk: Buffer): void => {
    if (room <= 0) return;
    said.push(chunk.subarray(0, room));
    room -= chunk.length;
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
}

function ended(child: ChildProcess): Promise<{ exit: number | null; reason: string }> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ exit: null, reason: `it can't be run: ${error.message}` });
    });
    child.once('exit', (exit, signal) => {
      const reason = exit === null ? `it was ended by ${signal}` : `exit status ${exit}`;
      const tell = (): void => {
        clearTimeout(timer);
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ exit, reason });
      };
      const timer = setTimeout(tell, LAST_WORDS_MS);
      child.once('close', tell);
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

/** A failure here is ignored: a full disk must not make the program's run a failure. */
async function keepOutput(path: string, said: readonly Buffer[]): Promise<void> {
  const write =
    said.length === 0
      ? rm(path, { force: true })
      : writeWhole(path, String(process.pid), (file) => file.writeFile(Buffer.concat(said)));
  await write.catch(() => undefined);
}
