// How far a batch is, for people to look at. Summaries are counted from the files, not from this.

import { z } from 'zod';
import type { Attempt } from '../../domain/attempt.js';
import { STATUSES, type Status } from '../../domain/status.js';
import { outcomeOfCalls, type OutcomeRules } from '../../domain/outcome.js';
import type { Fate } from '../../domain/row.js';
import { WAITS, type Waiting } from '../../domain/waiting.js';

export const progressSchema = z.object({
  batch: z.string(),
  /** Rows in the list; an estimate until the list has been read to its end. */
  rows: z.number(),
  rowsKnown: z.boolean(),
  done: z.number(),
  byStatus: z.partialRecord(z.enum(STATUSES), z.number()),
  duplicates: z.number(),
  calls: z.number(),
  /** Rows that may have been called without a line on record; absent where there are none. */
  gapRows: z.number().optional(),
  /** The rows a second over the last seconds; undefined while there is too little to compute it from. */
  rowsPerSecond: z.number().optional(),
  /** What holds up the calls for more than a moment, and until when in Unix milliseconds. */
  waiting: z.object({ why: z.enum(WAITS), until: z.number() }).optional(),
  /** Rows of the files being written; undefined before and after. */
  written: z.number().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

const TOLD_EVERY_MS = 250;

export class ProgressTally {
  readonly #batch: string;
  readonly #rules: OutcomeRules;
  readonly #byStatus: Partial<Record<Status, number>> = {};
  #rows: number;
  #rowsKnown = false;
  #done = 0;
  #duplicates = 0;
  #calls = 0;
  readonly #rate = new RowRate();
  readonly #nowMs: () => number;
  #toldAt = -Infinity;
  /** The rows that may have been called without a line on record, by row. */
  gaps: { readonly size: number } = { size: 0 };
  waiting: Waiting | undefined;
  /** Whether rows that meet the provider's daily limit come again later. */
  waits = true;
  written: number | undefined;

  constructor(batch: string, recordEstimate: number, rules: OutcomeRules, nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
    this.#batch = batch;
    this.#rows = recordEstimate;
    this.#rules = rules;
  }

  /**
   * Counts a row that was read; one that needs no call is done.
   *
   * @returns how it is done; undefined where it needs a call
   */
  read(fate: Fate): Status | 'duplicate' | undefined {
    if (fate.kind === 'call') return undefined;
    this.#done += 1;
    if (fate.kind === 'duplicate') {
      this.#duplicates += 1;
      return 'duplicate';
    }
    return this.#count(statusOf(fate));
  }

  /**
   * Counts the calls of finished slices, which come by row.
   *
   * @returns how their rows are done; those that come again on another day are not
   */
  collected(attempts: readonly Attempt[]): Status[] {
    const statuses: Status[] = [];
    for (let start = 0; start < attempts.length;) {
      let end = start + 1;
      while (attempts[end]?.row === attempts[start]?.row) end += 1;
      const row = attempts.slice(start, end);
      this.#calls += row.filter(({ result }) => result !== 'refused').length;
      start = end;
      if (this.waits && this.#rules.codes.overToday.has(row.at(-1)?.code ?? '')) continue;
      this.#done += 1;
      statuses.push(this.#count(outcomeOfCalls(row, true, this.#rules, '').status));
    }
    return statuses;
  }

  /** @param rows an estimate */
  expect(rows: number): void {
    this.#rows = rows;
    this.#rowsKnown = false;
  }

  rowsKnown(rows: number): void {
    this.#rows = rows;
    this.#rowsKnown = true;
  }

  /** Reports the progress, but not more often than a person needs. */
  tell(onProgress: (progress: Progress) => void): void {
    if (this.#nowMs() - this.#toldAt < TOLD_EVERY_MS) return;
    this.#toldAt = this.#nowMs();
    onProgress(this.now());
  }

  now(): Progress {
    return {
      batch: this.#batch,
      rows: Math.max(this.#rows, this.#done),
      rowsKnown: this.#rowsKnown,
      done: this.#done,
      byStatus: { ...this.#byStatus },
      duplicates: this.#duplicates,
      calls: this.#calls,
      ...(this.gaps.size === 0 ? {} : { gapRows: this.gaps.size }),
      rowsPerSecond: this.#rate.add(this.#nowMs(), this.#done),
      waiting: this.waiting,
      written: this.written,
    };
  }

  #count(status: Status): Status {
    this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
    return status;
  }
}

function statusOf(fate: Exclude<Fate, { kind: 'call' | 'duplicate' }>): Status {
  switch (fate.kind) {
    case 'carried':
      return fate.earlier.status;
    case 'local':
      return fate.status;
    case 'unreadable':
      return 'unreadable';
  }
}

const RATE_SPAN_MS = 10_000;
const RATE_FROM_MS = 500;

class RowRate {
  readonly #seen: { readonly at: number; readonly done: number }[] = [];

  /** @returns rows a second over the last seconds, from the first progress that was noted in them */
  add(at: number, done: number): number | undefined {
    this.#seen.push({ at, done });
    while (this.#seen.length > 2 && at - (this.#seen[0]?.at ?? at) > RATE_SPAN_MS) this.#seen.shift();
    const first = this.#seen[0];
    if (first === undefined || at - first.at < RATE_FROM_MS) return undefined;
    return Math.round(((done - first.done) * 10_000) / (at - first.at)) / 10;
  }
}

/** Seconds until all rows are done at the present rate; undefined where that can't be told. */
export function secondsLeft({ rows, done, rowsPerSecond }: Progress): number | undefined {
  if (rowsPerSecond === undefined || rowsPerSecond <= 0 || rows <= done) return undefined;
  return Math.ceil((rows - done) / rowsPerSecond);
}
