// Compares disk and Redis when a batch is taken up; whichever is behind has lost data. Calls that the disk knows are
// written back to Redis. Rows that may have been called without a line become gaps, synced to disk before any further
// call.

import type { Checkpoint } from '../../collect/checkpoint.js';
import { makeDirectory } from '../../files/durable.js';
import { readSegments } from '../../collect/segments.js';
import type { Attempt } from '../../domain/attempt.js';
import { providerOf } from '../../provider/index.js';
import type { OwnedBatch } from '../../journal/owned-batch.js';
import type { ProvenJournal } from '../../journal/proven-journal.js';
import { chinaIso } from '../../domain/china-time.js';
import { takeCopy, type Copied } from './copied.js';
import { findForged, type ForgedEntry } from './forged-slices.js';
import { appendGaps, gapSpans, readGaps, writeGapsFile, type Gap, type GapSpan } from './gaps.js';
import { writerOf } from '../output/temporary-files.js';
import { outputPaths, type BatchPaths } from '../paths.js';
import type { BatchRecord, StateRecord } from '../record.js';
import { suspendedCalls } from './suspended.js';
import type { KnownSlices, SliceEntry } from './slice-log.js';
import { inEnglish, wordsIn } from '../../words/catalogue.js';

/** Told in English; who shows them tells them in the language of whoever reads them. */
const { warnings } = wordsIn('en');

export interface LossParts {
  readonly record: BatchRecord;
  readonly paths: BatchPaths;
  readonly owned: OwnedBatch;
  readonly checkpoint: Checkpoint;
  /** The state as the owner before left it, that owner's number, and whether Redis knew an owner. */
  readonly before: StateRecord & { readonly owner: number | undefined; readonly inRedis: boolean };
  readonly onWarning: (message: string) => void;
}

type Journal = Pick<ProvenJournal, 'attempts' | 'asideRows'>;
const NO_JOURNAL: Journal = { attempts: [], asideRows: new Map() };

/** Whether no row was called, and none set aside until another day. */
function isEmpty({ attempts, asideRows }: Journal): boolean {
  return attempts.length === 0 && asideRows.size === 0;
}

export class Losses {
  readonly #parts: LossParts;
  #gaps: Gap[] = [];
  readonly #spans = new Map<number, GapSpan>();
  #calls = 0;
  #copied: Copied | undefined;
  /** The last slice that was on record when the batch was taken up. */
  #lastKnown = -1;
  /** Slices that were taken up, though the disk has not recorded them and nobody has their calls. */
  readonly #ahead = new Set<number>();

  constructor(parts: LossParts) {
    this.#parts = parts;
  }

  /** Finds what was lost. To be called before calls are permitted. */
  async recognise(known: KnownSlices): Promise<void> {
    const { paths, owned, before } = this.#parts;
    this.#copied = await takeCopy(paths.work, before.inRedis && !owned.lostData);
    this.#lastKnown = known.last?.slice ?? -1;
    this.#gaps = await readGaps(paths.work);
    for (const [row, span] of gapSpans(this.#gaps)) this.#spans.set(row, span);
    const forged = await findForged(this.#parts.owned, known);
    if (forged.length > 0) await this.#distrust(forged);
    const distrusted = new Set(forged.map(({ slice }) => slice));
    const left = { ...known, unfinished: known.unfinished.filter(({ slice }) => !distrusted.has(slice)) };
    const behind = owned.lostData || this.#copied?.isFirst === true;
    const found = behind ? await this.#lostByRedis(left) : await this.#lostByDisk(left);
    if (found.length > 0) await this.#record(found, this.#loser(owned.lostData));
    this.#calls = this.#gaps.reduce((sum, { rows }) => sum + rows.length, 0);
    const unfinished = new Set(known.unfinished.map(({ slice }) => slice));
    for (const { slice, rows } of this.#gaps) if (unfinished.has(slice)) await owned.markGap(slice, rows);
  }

  /** By row, when rows may have been called without a line. */
  get spans(): ReadonlyMap<number, GapSpan> {
    return this.#spans;
  }

  /** Calls of gaps, which count against the cap; only of gaps that were known before calls were permitted. */
  get calls(): number {
    return this.#calls;
  }

  /** Compares slices that are being recorded: a later state of the disk, now lost, may have had some of them. */
  async recorded(entries: readonly SliceEntry[]): Promise<void> {
    const again = entries.filter((entry) => this.#ahead.has(entry.slice) || this.#isBeyondCopy(entry));
    if (again.length === 0) return;
    const found = again.map((entry) => this.#gapOf(entry, this.#copied?.at ?? this.#diskAt));
    await this.#record(found, this.#loser(false));
    for (const { slice, rows } of again) await this.#parts.owned.markGap(slice, rows);
  }

  /** Nobody knows which rows were called after the copy was made: all that were not in a slice yet may have been. */
  #isBeyondCopy({ slice, again }: SliceEntry): boolean {
    return this.#copied !== undefined && again === undefined && slice > this.#lastKnown;
  }

  #loser(byRedis: boolean): string {
    if (this.#copied !== undefined) {
      const at = chinaIso(this.#copied.at);
      return inEnglish(({ looking }) => looking.copiedHas({ at }));
    }
    return byRedis ? warnings.redisHas : warnings.diskHas;
  }

  async #lostByRedis({ unfinished }: KnownSlices): Promise<Gap[]> {
    const { owned } = this.#parts;
    const suspended = await this.#suspendedCalls();
    if (suspended !== undefined) {
      await this.#restore(unfinished, suspended);
      if (this.#copied?.isFirst !== true) {
        this.#parts.onWarning(warnings.lostAndBack({ batch: this.#parts.record.batch }));
        return [];
      }
    }
    const since = suspended === undefined ? undefined : this.#copied?.at;
    const slices = unfinished.map(({ slice }) => slice);
    const [journals, done] = await Promise.all([owned.proven(slices), owned.done(slices)]);
    return unfinished.flatMap((entry, index) => {
      const journal = journals[index];
      // Redis still has the slice as finished and announced, so it has all its calls.
      if (done[index] === true && journal !== undefined && !isEmpty(journal)) return [];
      const from = since ?? entry.at ?? this.#parts.before.startedAt;
      const gap = this.#gapOf(entry, from, journal?.attempts);
      return gap.rows.length === 0 ? [] : [gap];
    });
  }

  /** Slices that Redis has as collected and the disk lacks: an older copy of the directory was put back. */
  async #lostByDisk({ unfinished, last }: KnownSlices): Promise<Gap[]> {
    const { owned } = this.#parts;
    if (await owned.isCancelled()) return [];
    const next = (last?.slice ?? -1) + 1;
    const beyond = Array.from({ length: Math.max(0, owned.top + 1 - next) }, (_, index) => next + index);
    const gone = await this.#doneWithoutJournal([...unfinished.map(({ slice }) => slice), ...beyond]);
    for (const slice of beyond) if (gone.has(slice)) this.#ahead.add(slice);
    const behind = unfinished.filter(({ slice }) => gone.has(slice));
    return behind.map((entry) => this.#gapOf(entry, this.#diskAt));
  }

  async #doneWithoutJournal(slices: readonly number[]): Promise<Set<number>> {
    const { owned } = this.#parts;
    const done = await owned.done(slices);
    const candidates = slices.filter((_, index) => done[index]);
    const journals = await owned.proven(candidates);
    return new Set(candidates.filter((_, index) => isEmpty(journals[index] ?? NO_JOURNAL)));
  }

  /** The last time at which the disk knew everything. */
  get #diskAt(): number {
    return this.#parts.checkpoint.at ?? this.#parts.before.startedAt;
  }

  /** @param calls that are on record: a row with a verdict was not called again */
  #gapOf({ slice, rows }: SliceEntry, from: number, calls: readonly Attempt[] = []): Gap {
    const { verdicts } = providerOf(this.#parts.record.provider).codes;
    const settled = new Set(
      calls.filter(({ code }) => code !== undefined && verdicts.has(code)).map(({ row }) => row),
    );
    return { slice, from, until: Date.now(), rows: rows.filter((row) => !settled.has(row)) };
  }

  /** Removes the forged lines of slices. Proven lines stay, and the other rows may have been called. */
  async #distrust(forged: readonly ForgedEntry[]): Promise<void> {
    const { owned, before } = this.#parts;
    const gaps = forged.flatMap(({ entry, attempts }) =>
      entry === undefined ? [] : [this.#gapOf(entry, entry.at ?? before.startedAt, attempts)],
    );
    if (gaps.length > 0) await this.#record(gaps, warnings.tamperedHas);
    for (const { slice, entry, fields } of forged) {
      await owned.distrust(slice, fields);
      if (entry === undefined && slice <= owned.top) this.#ahead.add(slice);
    }
  }

  /** @param who has lost data */
  async #record(found: readonly Gap[], who: string): Promise<void> {
    const { paths, owned, record } = this.#parts;
    await appendGaps(paths.work, owned.owner, found);
    this.#gaps.push(...found);
    for (const [row, span] of gapSpans(this.#gaps)) this.#spans.set(row, span);
    await makeDirectory(record.outDirectory);
    const { gaps } = outputPaths(record.outDirectory);
    await writeGapsFile(gaps, writerOf(record.batch, owned.owner), this.#spans);
    const rows = found.reduce((sum, gap) => sum + gap.rows.length, 0);
    const lost = { batch: record.batch, who, rows, file: gaps };
    const isHeld = record.options.inDoubt === 'hold';
    this.#parts.onWarning(isHeld ? warnings.lostHold(lost) : warnings.lostRetry(lost));
  }

  /** All calls of unfinished slices, if the batch was suspended and nobody has called since. */
  async #suspendedCalls(): Promise<Attempt[] | undefined> {
    const { paths, before } = this.#parts;
    if (before.state === 'running' || before.owner === undefined) return undefined;
    const segment = await suspendedCalls(paths.segments, before.owner);
    if (segment === undefined) return undefined;
    const calls: Attempt[] = [];
    for await (const call of readSegments(paths.segments, [segment])) calls.push(call);
    return calls;
  }

  async #restore(unfinished: readonly SliceEntry[], calls: readonly Attempt[]): Promise<void> {
    const sliceOf = new Map(
      unfinished.flatMap(({ slice, rows }) => rows.map((row) => [row, slice] as const)),
    );
    const bySlice = new Map<number, Attempt[]>();
    for (const call of calls) {
      const slice = sliceOf.get(call.row);
      if (slice !== undefined) bySlice.set(slice, [...(bySlice.get(slice) ?? []), call]);
    }
    for (const [slice, own] of bySlice) await this.#parts.owned.restore(slice, own);
  }
}
