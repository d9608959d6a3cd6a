// What a suspended or ended batch needs: its calls that are still in Redis are put beside those on disk, and its
// working files are removed.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptLines } from '../../collect/attempt-line.js';
import type { Collector } from '../../collect/collector.js';
import { makeDirectory, writeWhole } from '../../files/durable.js';
import type { Segment } from '../../collect/segments.js';
import type { Attempt } from '../../domain/attempt.js';
import { forgedInWords, type ForgedSlice } from '../../domain/tampering.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import type { BatchSignals } from '../../journal/batch-signals.js';
import { providerOf } from '../../provider/index.js';
import type { OwnedBatch } from '../../journal/owned-batch.js';
import { approvalReason, awaitsApproval, callsAllowed } from '../approval.js';
import { capReason, haltReason, tamperingReason } from './halt-reason.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';

/** Why a batch's run ends before the batch does. */
export interface Suspension {
  readonly state: 'awaiting_approval' | 'queued' | 'paused' | 'waiting' | 'halted' | 'cancelled';
  readonly reason?: string | undefined;
  /** Says it with the number of rows that still need a call, once that is counted. */
  readonly reasonOf?: ((rowsLeft: number) => string) | undefined;
  /** Of one that waits: Unix milliseconds. */
  readonly until?: number | undefined;
  /** Of one that awaits its approval: how many calls are allowed without it. */
  readonly allowedCalls?: number | undefined;
}

/**
 * @param forged the first slice that was not collected because somebody else wrote into it
 * @param limit from how many calls on a batch needs an approval; undefined: none does
 * @param budget says why, where the budget of the batch's label is used up
 * @returns undefined where the batch may go on
 */
export function suspensionOf(
  signals: Pick<BatchSignals, 'desired' | 'capped' | 'halted' | 'tampering'> & { readonly spent?: boolean },
  record: BatchRecord,
  forged?: ForgedSlice,
  limit?: number,
  budget?: { readonly reasonFor: (record: BatchRecord) => string },
): Suspension | undefined {
  const { desired, capped, halted, tampering, spent = false } = signals;
  const { batch, provider, options } = record;
  if (desired !== undefined) return { state: desired };
  const changed = forged === undefined ? tampering : forgedInWords(forged);
  if (changed !== undefined) return { state: 'halted', reason: tamperingReason(changed, batch) };
  const allowedCalls = callsAllowed(record, limit);
  const isOverrun = capped && allowedCalls !== undefined && allowedCalls < (options.maxCalls ?? Infinity);
  if (allowedCalls !== undefined && (isOverrun || awaitsApproval(record, limit)))
    return { state: 'awaiting_approval', reason: approvalReason(record, allowedCalls), allowedCalls };
  if (halted !== undefined)
    return { state: 'halted', reason: haltReason(halted, batch, providerOf(provider).codes) };
  if (spent && budget !== undefined) return { state: 'halted', reason: budget.reasonFor(record) };
  const { maxCalls } = options;
  if (!capped || maxCalls === undefined) return undefined;
  const reasonOf = (rowsLeft: number): string => capReason(maxCalls, batch, rowsLeft);
  return { state: 'halted', reason: capReason(maxCalls, batch), reasonOf };
}

/** How many of the calls count against the cap. */
export function callsThatLeft(calls: readonly Attempt[]): number {
  return calls.filter(({ result }) => result !== 'refused').length;
}

/** Calls `use` with the segments and a further one that has these calls and is removed afterwards. */
export async function withExtraCalls<Result>(
  directory: string,
  name: string,
  segments: readonly Segment[],
  calls: readonly Attempt[],
  use: (segments: readonly Segment[]) => Promise<Result>,
): Promise<Result> {
  const file = `${name}.tmp.csv`;
  const path = join(directory, file);
  const lines = Buffer.from(attemptLines(calls));
  await makeDirectory(directory);
  await writeWhole(path, name, (handle) => handle.writeFile(lines));
  try {
    return await use([...segments, { file, bytes: lines.length }]);
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Keeps the calls of slices that a suspended batch leaves unfinished beside the segments, so that all its calls are on
 * disk. They count until the next owner takes the batch up and finds them in Redis. The present mark is kept too, so
 * that an older copy of Redis that is put back is recognised as such.
 */
export async function keepSuspendedCalls(
  directory: string,
  owned: Pick<OwnedBatch, 'owner' | 'signals'>,
  collector: Pick<Collector, 'saveMark'>,
  calls: readonly Attempt[],
): Promise<void> {
  const { owner } = owned;
  await makeDirectory(directory);
  const path = join(directory, suspendedFile(owner));
  await writeWhole(path, String(owner), (handle) => handle.writeFile(attemptLines(calls)));
  await owned.signals();
  await collector.saveMark();
}

/** Undefined where the batch was not suspended under this owner. */
export async function suspendedCalls(directory: string, owner: number): Promise<Segment | undefined> {
  const file = suspendedFile(owner);
  try {
    const { size } = await stat(join(directory, file));
    return { file, bytes: size };
  } catch (error) {
    return undefinedIfMissing(error);
  }
}

function suspendedFile(owner: number): string {
  return `resting-${owner}.csv`;
}

const DRAIN_LOOK_MS = 50;

/** Collects until every call under way has its end on record, or has had as long as a call may take: `timeoutMs`. */
export async function drain(
  owned: Pick<OwnedBatch, 'signals'>,
  collect: (waitMs: number) => Promise<unknown>,
  timeoutMs: number,
): Promise<void> {
  const until = performance.now() + timeoutMs + DRAIN_LOOK_MS;
  while (performance.now() < until) {
    const { open } = await owned.signals();
    if (open === 0) return;
    await collect(DRAIN_LOOK_MS);
  }
}

const UNFINISHED_FILE = /^(resting-|call-times|list\.|earlier|carried)|\.tmp$/;

/** Removes what an ended batch needs no more: the copy of the list, and the segments, whose calls attempts.csv has. */
export async function removeWork(paths: BatchPaths): Promise<void> {
  await rm(paths.list, { force: true });
  await rm(paths.segments, { recursive: true, force: true });
  // Temporary files of killed processes go too, as names and numbers may stand in them.
  for (const name of await readdir(paths.work)) {
    if (UNFINISHED_FILE.test(name)) await rm(join(paths.work, name), { force: true });
  }
}
