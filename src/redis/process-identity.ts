// Identifies a process and tells whether it still lives. A pid alone is not enough, as pids are used again. Knows the
// operating system's process table and nothing of Redis.

import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, from Linux's process table; empty where there is none to read. */
  readonly startTicks: string;
}

/** Undefined where no such process lives. One that has ended and waits for its parent's notice lives no more. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (process.platform !== 'linux') return exists(pid) ? { pid, startTicks: '' } : undefined;
  const stat = readStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  return { pid, startTicks: stat.startTicks };
}

export function isAlive(identity: ProcessIdentity): boolean {
  const now = identityOf(identity.pid);
  return now !== undefined && now.startTicks === identity.startTicks;
}

export function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid) ?? { pid: process.pid, startTicks: '' };
}

export function formatIdentity(identity: ProcessIdentity): string {
  return `${identity.pid}:${identity.startTicks}`;
}

/** Undefined for what `formatIdentity` never wrote in full. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const [, pid, startTicks] = /^([1-9]\d*):(\d*)$/.exec(text) ?? [];
  return pid === undefined || startTicks === undefined ? undefined : { pid: Number(pid), startTicks };
}

function readStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
