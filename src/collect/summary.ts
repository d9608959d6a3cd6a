// summary.json: every figure counted from the attempts and the outcomes as they are written.

import { STATUSES, type Status } from '../domain/status.js';
import { chinaIso } from '../domain/china-time.js';
import type { CallCost } from '../domain/cost.js';
import type { Attempt } from '../domain/attempt.js';
import { compareCodes, type ReturnCode } from '../domain/return-codes.js';
import type { Outcome } from '../domain/outcome.js';
import { questionedId } from './rows-in-question.js';

export interface Counts {
  rows: number;
  byStatus: Map<Status, number>;
  byCode: Map<ReturnCode, number>;
  answered: number;
  inDoubt: number;
  refused: number;
  retries: number;
  duplicates: number;
  local: number;
  /** Rows that were called, and rows that have an earlier batch's outcome. */
  called: number;
  carried: number;
  /** Rows that may have been called without a line on record. */
  gapRows: number;
  /** Rows that still need a call. */
  rowsLeft: number;
  /** Session ids of answers that were not believed, as they may be other rows'. */
  questionedIds: ReadonlySet<string>;
  /** Rows with an outcome whose session id is among `questionedIds`. */
  inQuestion: readonly number[];
}

export class Tally {
  readonly #byStatus = new Map<Status, number>();
  readonly #byCode = new Map<ReturnCode, number>();
  readonly #calls = { answered: 0, in_doubt: 0, refused: 0 };
  #retries = 0;
  #rows = 0;
  #duplicates = 0;
  #local = 0;
  #called = 0;
  #carried = 0;
  #gapRows = 0;
  #rowsLeft = 0;
  readonly #questionedIds = new Set<string>();

  /**
   * @param attempts the row's own calls
   * @param isOpen whether the row still needs a call
   */
  add(outcome: Outcome, attempts: readonly Attempt[], inGap = false, isOpen = false): void {
    if (inGap) this.#gapRows += 1;
    if (isOpen) this.#rowsLeft += 1;
    this.#rows += 1;
    count(this.#byStatus, outcome.status);
    if (outcome.source === 'duplicate') this.#duplicates += 1;
    if (outcome.source === 'local') this.#local += 1;
    if (outcome.source === 'carried') this.#carried += 1;
    if (attempts.length > 0) this.#called += 1;
    for (const attempt of attempts) {
      const { result, code } = attempt;
      const questioned = questionedId(attempt);
      if (questioned !== undefined) this.#questionedIds.add(questioned);
      this.#calls[result] += 1;
      if (result === 'answered' && code !== undefined) count(this.#byCode, code);
    }
    const left = attempts.filter(({ result }) => result !== 'refused').length;
    this.#retries += Math.max(0, left - 1);
  }

  counts(): Counts {
    return {
      rows: this.#rows,
      byStatus: this.#byStatus,
      byCode: this.#byCode,
      answered: this.#calls.answered,
      inDoubt: this.#calls.in_doubt,
      refused: this.#calls.refused,
      retries: this.#retries,
      duplicates: this.#duplicates,
      local: this.#local,
      called: this.#called,
      carried: this.#carried,
      gapRows: this.#gapRows,
      rowsLeft: this.#rowsLeft,
      questionedIds: this.#questionedIds,
      inQuestion: [],
    };
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export interface SummaryFrame {
  /** The provider whose service was called. */
  readonly provider: string;
  readonly batch: string;
  readonly label: string;
  readonly file: string;
  readonly sha256: string;
  readonly state: string;
  readonly reason?: string | undefined;
  /** Unix milliseconds at which a batch that waits for the next day goes on. */
  readonly until?: number | undefined;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  readonly nowMs: number;
  /** The id of the batch that this one corrects. */
  readonly corrects?: string | undefined;
  /** The changes from the earlier batch; undefined where there is none, or this one has not ended. */
  readonly changes?: SummaryChanges | undefined;
  /** What the calls cost; null where they have no price on record. */
  readonly cost: CallCost | null;
}

export interface SummaryChanges {
  /** The id of the earlier batch. */
  readonly previous: string;
  readonly changed: number;
  readonly new: number;
  readonly gone: number;
  /** How many people changed from one status to another, by `match→mismatch`. */
  readonly byEdge: ReadonlyMap<string, number>;
}

/** Summaries of version 1 have no `version`. */
const SUMMARY_VERSION = 2;

/** The object of `summary.json`, in the documented order and names. */
export function summaryOf(frame: SummaryFrame, counts: Counts) {
  const seconds = ((frame.finishedAt ?? frame.nowMs) - frame.startedAt) / 1000;
  const byStatus = STATUSES.map((status) => [status, counts.byStatus.get(status) ?? 0] as const);
  const byCode = [...counts.byCode].sort(([a], [b]) => compareCodes(a, b));
  return {
    version: SUMMARY_VERSION,
    provider: frame.provider,
    batch: frame.batch,
    label: frame.label,
    file: frame.file,
    sha256: frame.sha256,
    state: frame.state,
    ...(frame.reason === undefined ? {} : { reason: frame.reason }),
    ...(frame.until === undefined ? {} : { until: chinaIso(frame.until) }),
    rows: counts.rows,
    by_status: Object.fromEntries(byStatus),
    by_code: Object.fromEntries(byCode),
    calls: counts.answered + counts.inDoubt,
    answered: counts.answered,
    in_doubt: counts.inDoubt,
    refused: counts.refused,
    retries: counts.retries,
    duplicates: counts.duplicates,
    local: counts.local,
    carried: counts.carried,
    ...(frame.finishedAt === undefined ? { rows_left: counts.rowsLeft } : {}),
    ...(counts.gapRows === 0 ? {} : { gap_rows: counts.gapRows }),
    ...(counts.inQuestion.length === 0 ? {} : { rows_in_question: counts.inQuestion }),
    ...(frame.corrects === undefined ? {} : { corrects: frame.corrects }),
    ...(frame.changes === undefined ? {} : { changes: changesOf(frame.changes, counts) }),
    cost: frame.cost,
    started_at: chinaIso(frame.startedAt),
    finished_at: frame.finishedAt === undefined ? null : chinaIso(frame.finishedAt),
    rows_per_second: seconds > 0 ? Math.round((counts.rows / seconds) * 10) / 10 : 0,
  };
}
export type Summary = ReturnType<typeof summaryOf>;

function changesOf(changes: SummaryChanges, { called, carried }: Counts) {
  return {
    previous: changes.previous,
    called,
    carried,
    changed: changes.changed,
    new: changes.new,
    gone: changes.gone,
    by_edge: Object.fromEntries([...changes.byEdge].sort(([, a], [, b]) => b - a)),
  };
}
