// Listens for what asks a process to end: a signal, the end of its terminal, or of the npm that started it. It knows no
// command and no worker.

import { readFileSync, readlinkSync } from 'node:fs';
import { launchOf } from './launch.js';
import { exists } from './redis/process-identity.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** How often a process that is not a child is looked at, because its end can't be waited for. */
const LOOK_MS = 500;
/**
 * The same signal within this time is not a second one: npm repeats SIGINT and SIGTERM to its child, which may have had
 * them through its process group.
 */
const HANDED_ON_MS = 500;

/**
 * @param tell called with `again` true for a second signal, on which the process has to end at once
 * @param nowMs a clock that is never set back
 * @returns a function that stops listening
 */
export function whenAskedToEnd(
  tell: (again: boolean) => void,
  nowMs: () => number = () => performance.now(),
): () => void {
  let asked = false;
  let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
  // Only a signal counts as asking again: a closing terminal sends SIGHUP more than once, and npm ends beside this
  // process by the same signal.
  const onEnd = (): void => {
    if (asked) return;
    asked = true;
    tell(false);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (first === undefined) {
      first = { signal, at: nowMs() };
      onEnd();
    } else if (signal !== first.signal || nowMs() - first.at > HANDED_ON_MS) tell(true);
  };
  const detached = isDetached();
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (!detached) process.on('SIGHUP', onEnd);
  const unwatch = detached ? () => undefined : watchNpm(onEnd);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('SIGHUP', onEnd);
    unwatch();
  };
}

/** From now on a hang-up is ignored by a process that was started to outlive its terminal. */
export function outliveTerminal(): void {
  if (isDetached()) process.on('SIGHUP', () => undefined);
}

/**
 * Whether `nohup` started this process. Node resets an ignored SIGHUP, so the other signs of nohup are looked for: its
 * name, and /dev/null opened for writing in place of the terminal's input.
 */
function isDetached(): boolean {
  if (launchOf().nohup) return true;
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1] ?? '';
    return readlinkSync('/proc/self/fd/0') === '/dev/null' && flags.endsWith('1');
  } catch {
    return false;
  }
}

/** `npx` passes no signal to its child, so the child has to notice itself that npx or its shell has died. */
function watchNpm(tell: () => void): () => void {
  if (!launchOf().npmExec) return () => undefined;
  const chain = npmChain();
  if (chain.length === 0) return () => undefined;
  const timer = setInterval(() => {
    if (process.ppid === chain[0] && chain.every(exists)) return;
    clearInterval(timer);
    tell();
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

/** The parent processes up to npm; none where npm is not among the first two, as it did not start this process then. */
function npmChain(): number[] {
  const parent = process.ppid;
  if (isNpm(parent)) return [parent];
  const grandparent = parentOf(parent);
  return grandparent !== undefined && isNpm(grandparent) ? [parent, grandparent] : [];
}

function isNpm(pid: number): boolean {
  try {
    return /^(npm|npx)\b|\/(npm-cli|npx-cli)\.js\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
