// Writes a batch's files for its owner: begun with its calls, completed at its end. A suspended batch gets its summary
// alone. Written rows are reported only when nothing but the files is left to wait for.

import type { Segment } from '../../collect/segments.js';
import type { Summary } from '../../collect/summary.js';
import type { Attempt } from '../../domain/attempt.js';
import type { Ledger, LedgerRules } from '../../domain/ledger.js';
import type { DuplicateFinder } from '../../ingest/people/duplicate-finder.js';
import { DEFAULT_TOLERANCE_MS } from '../../reconcile/index.js';
import type { EarlierPeople } from '../baseline/earlier-people.js';
import { correctFirst } from '../correction/corrected-file.js';
import { BackgroundWriter } from './background-writer.js';
import { finalLedger } from './final-ledger.js';
import {
  unlessStopped,
  writeFinalFiles,
  writeFinalSummary,
  writeRestingSummary,
  type RecordedCalls,
  type SuspendedState,
} from './write-results.js';
import type { FinalFiles, SummaryPlace } from './write-summary.js';
import { removeHalfWritten, writerOf } from './temporary-files.js';
import type { GapSpan } from '../run/gaps.js';
import type { PendingRows } from '../run/pending-rows.js';
import type { BatchPorts } from '../run/ports.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord, StateRecord } from '../record.js';
import { withExtraCalls } from '../run/suspended.js';

export interface BatchFilesParts {
  /** The record as it is at present. */
  readonly record: () => BatchRecord;
  readonly paths: BatchPaths;
  readonly owner: number;
  readonly open: PendingRows;
  /** The segments as they are at present. */
  readonly segments: () => readonly Segment[];
  /** Rows that may have been called without a line, as known at present. */
  readonly gaps?: () => ReadonlyMap<number, GapSpan>;
  /** Whether the provider was asked too often about the row's person on a day. */
  readonly wasAside?: (row: number) => boolean;
  readonly earlier: EarlierPeople | undefined;
  readonly finder: DuplicateFinder | undefined;
  /** @throws OwnershipLost where somebody else owns the batch now */
  readonly confirm: () => Promise<void>;
  /** How long a call may take, and where the batches are that this one corrects. */
  readonly ports: Pick<BatchPorts, 'timeoutMs' | 'dataDirectory' | 'onWarning'>;
  /** Told how many rows are written while only the files are waited for; undefined once that is over. */
  readonly onRows: (rows: number | undefined) => void;
}

export class ResultWriter {
  readonly #parts: BatchFilesParts;
  readonly #behind: BackgroundWriter;
  #written = 0;
  #awaited = false;

  constructor(parts: BatchFilesParts) {
    this.#parts = parts;
    this.#behind = new BackgroundWriter((signal) => this.#write(signal));
  }

  /** Begins to write, or begins again, where options have changed what the rows say. */
  begin(): Promise<void> {
    return this.#behind.begin();
  }

  /** Stops writing, and removes what was written so far. */
  stop(): Promise<void> {
    return this.#behind.stop();
  }

  /**
   * Completes the files; no further call comes.
   *
   * @returns undefined where the signal ended the writing
   */
  async complete(end: StateRecord, signal: AbortSignal): Promise<Summary | undefined> {
    const { record, paths, open, confirm } = this.#parts;
    return this.#awaitedAlone(async () => {
      open.end();
      const files = await unlessStopped(this.#behind.complete(signal, confirm), signal);
      if (files === undefined) return undefined;
      await correctFirst(record(), this.#parts.ports);
      const ledger = await this.#priced(files.ledger);
      return writeFinalSummary(record(), paths, { ...files, ledger }, end, this.#place);
    });
  }

  /**
   * The summary of a batch that is suspended.
   *
   * @param calls of its unfinished slices
   * @returns undefined where the signal ended the writing
   */
  async summarise(
    state: SuspendedState,
    calls: readonly Attempt[],
    signal: AbortSignal,
  ): Promise<Summary | undefined> {
    const { record, paths, open, segments } = this.#parts;
    return this.#awaitedAlone(() => {
      open.end();
      const onlooker = { signal, onRows: this.#onRows };
      const summary = withExtraCalls(paths.segments, `resting-${this.#writer}`, segments(), calls, (all) => {
        const recorded = this.#recorded(() => all);
        return writeRestingSummary(record(), paths, recorded, this.#rules, state, this.#place, onlooker);
      });
      return unlessStopped(summary, signal);
    });
  }

  async #write(signal: AbortSignal): Promise<FinalFiles> {
    const { paths, open, segments } = this.#parts;
    const record = this.#parts.record();
    const settled = (row: number): Promise<void> => open.settled(row, signal);
    const calls = { ...this.#recorded(segments), settled };
    await removeHalfWritten(record.outDirectory, record.batch, this.#parts.owner);
    return writeFinalFiles(record, paths, calls, this.#rules, this.#writer, { signal, onRows: this.#onRows });
  }

  readonly #priced = (counted: Ledger): Promise<Ledger> => {
    const { record, gaps, ports } = this.#parts;
    return finalLedger(record(), counted, gaps?.() ?? new Map(), ports.dataDirectory);
  };

  get #rules(): LedgerRules {
    return { toleranceMs: DEFAULT_TOLERANCE_MS, timeoutMs: this.#parts.ports.timeoutMs };
  }

  get #place(): SummaryPlace {
    return { writer: this.#writer, dataDirectory: this.#parts.ports.dataDirectory };
  }

  get #writer(): string {
    return writerOf(this.#parts.record().batch, this.#parts.owner);
  }

  #recorded(segments: () => readonly Segment[]): RecordedCalls {
    const { open, earlier, finder, gaps, wasAside } = this.#parts;
    const rows = { isClosed: (row: number) => open.isClosed(row), gaps: gaps?.(), wasAside };
    return { segments, ...rows, earlier, finder, priced: this.#priced };
  }

  readonly #onRows = (rows: number): void => {
    this.#written = rows;
    if (this.#awaited) this.#parts.onRows(rows);
  };

  async #awaitedAlone<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#awaited = true;
    this.#parts.onRows(this.#written);
    try {
      return await work();
    } finally {
      this.#awaited = false;
      this.#parts.onRows(undefined);
    }
  }
}
