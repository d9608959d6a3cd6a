// Collects announced slices: puts their calls on disk, and only then has Redis forget them. Knows files; the stream and
// the journals come through a port.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../domain/attempt.js';
import type { ForgedSlice } from '../domain/tampering.js';
import { writeCheckpoint, type Checkpoint } from './checkpoint.js';
import { CollectedSlices } from './collected-slices.js';
import { SegmentWriter, type Segment } from './segments.js';

export interface Announcement {
  readonly id: string;
  readonly slice: number;
}

/** The batch's slices as Redis has them. */
export interface AnnouncedSlices {
  /** The owner's mark, see `OwnedBatch.mark`. */
  readonly mark?: number;
  /** Announcements after `cursor`, waiting up to `waitMs` for the first; empty when the wait is over. */
  read(cursor: string, limit: number, waitMs: number): Promise<readonly Announcement[]>;
  journals(slices: readonly number[]): Promise<readonly (readonly Attempt[])[]>;
  /**
   * The slices that are still announced (a failover may have lost the announcement, and calls with it), and apart from
   * them those whose calls are not as their workers wrote them.
   */
  finished(
    slices: readonly number[],
  ): Promise<{ readonly kept: readonly FinishedSlice[]; readonly forged: readonly ForgedSlice[] }>;
  /** @throws OwnershipLost where somebody else owns the batch now */
  acknowledge(announcements: readonly Announcement[]): Promise<void>;
}

export interface FinishedSlice {
  readonly slice: number;
  readonly attempts: readonly Attempt[];
  /**
   * Rows that were not called, as the provider was asked about them too often that day, each with when that was, in Unix
   * milliseconds; 0: not known.
   */
  readonly asideRows?: ReadonlyMap<number, number>;
}

export interface CollectorPlace {
  readonly workDirectory: string;
  readonly segmentsDirectory: string;
  readonly owner: number;
}

/** Reads from the beginning of the stream: entries that are still there may not be on disk. */
const FIRST = '0-0';
const SLICES_AT_ONCE = 100;
/** A sync and a checkpoint cost the same for few slices as for many, so more slices are waited for. */
const GATHER_MS = 100;
/** How often the checkpoint is written for its mark alone, while nothing is announced. */
const MARK_EVERY_MS = 1_000;

export class Collector {
  readonly #slices: AnnouncedSlices;
  readonly #place: CollectorPlace;
  readonly #earlier: readonly Segment[];
  readonly #segment: SegmentWriter;
  readonly collected: CollectedSlices;
  /** The first forged slice that was found; it is not collected, and its batch is halted. */
  #forged: ForgedSlice | undefined;
  /** Records what else must be on disk before Redis forgets these slices. */
  beforeForgotten: (finished: readonly FinishedSlice[]) => Promise<void> = () => Promise.resolve();
  #calls: number;
  #cursor = FIRST;
  #writtenAt = 0;

  private constructor(
    slices: AnnouncedSlices,
    place: CollectorPlace,
    from: Checkpoint,
    segment: SegmentWriter,
  ) {
    this.#slices = slices;
    this.#place = place;
    this.#earlier = from.segments;
    this.#segment = segment;
    this.#calls = from.calls;
    this.collected = new CollectedSlices(from.collectedBelow, from.collectedAlso);
  }

  /** Goes on from an earlier owner's checkpoint, in a segment of its own. */
  static async open(slices: AnnouncedSlices, place: CollectorPlace, from: Checkpoint): Promise<Collector> {
    const segment = await SegmentWriter.create(place.segmentsDirectory, place.owner);
    const collector = new Collector(slices, place, from, segment);
    try {
      await collector.#writeCheckpoint();
      return collector;
    } catch (error) {
      await segment.close();
      throw error;
    }
  }

  /**
   * Collects what has been announced, waiting up to `waitMs` for something, and then a little for more of those
   * `expected`.
   *
   * @returns the calls of each slice that is now on disk
   */
  async collect(waitMs: number, expected = 0): Promise<readonly FinishedSlice[]> {
    const announcements = await this.#announced(waitMs, Math.min(expected, SLICES_AT_ONCE));
    if (announcements.length === 0) {
      // After a failover a later announcement may have an earlier id.
      this.#cursor = FIRST;
      if (Date.now() - this.#writtenAt > MARK_EVERY_MS) await this.#writeCheckpoint();
      return [];
    }
    const fresh = [...new Set(announcements.map(({ slice }) => slice))].filter((n) => !this.collected.has(n));
    const kept = await this.#keep(fresh);
    const collected = announcements.filter(({ slice }) => this.collected.has(slice));
    await this.#slices.acknowledge(collected);
    if (collected.length === announcements.length) this.#cursor = announcements.at(-1)?.id ?? this.#cursor;
    else {
      this.#cursor = FIRST;
      await sleep(GATHER_MS);
    }
    return kept;
  }

  async #announced(waitMs: number, enough: number): Promise<readonly Announcement[]> {
    const first = await this.#slices.read(this.#cursor, SLICES_AT_ONCE, waitMs);
    const last = first.at(-1);
    if (last === undefined || first.length >= enough) return first;
    await sleep(GATHER_MS);
    return [...first, ...(await this.#slices.read(last.id, SLICES_AT_ONCE - first.length, 1))];
  }

  /** Writes a checkpoint with the present mark. */
  async saveMark(): Promise<void> {
    await this.#writeCheckpoint();
  }

  /**
   * Appends the calls of unfinished slices for the last files of a cancelled batch. No checkpoint says so: a crash
   * before the batch's end leaves them unfinished and in Redis, to be appended again.
   */
  async append(unfinished: readonly number[]): Promise<void> {
    await this.#segment.append((await this.#slices.journals(unfinished)).flat());
  }

  /** Puts the calls of those slices on disk that are still announced. Redis keeps them. */
  async #keep(slices: readonly number[]): Promise<readonly FinishedSlice[]> {
    const { kept, forged } = await this.#slices.finished(slices);
    this.#forged ??= forged[0];
    const calls = kept.flatMap(({ attempts }) => attempts);
    await this.#segment.append(calls);
    await this.beforeForgotten(kept);
    for (const { slice } of kept) this.collected.add(slice);
    this.#calls += calls.filter(({ result }) => result !== 'refused').length;
    await this.#writeCheckpoint();
    return kept;
  }

  get segments(): readonly Segment[] {
    return [...this.#earlier, this.#segment.segment];
  }

  get forged(): ForgedSlice | undefined {
    return this.#forged;
  }

  get calls(): number {
    return this.#calls;
  }

  async close(): Promise<void> {
    await this.#segment.close();
  }

  async #writeCheckpoint(): Promise<void> {
    this.#writtenAt = Date.now();
    await writeCheckpoint(this.#place.workDirectory, {
      owner: this.#place.owner,
      segments: [...this.segments],
      collectedBelow: this.collected.below,
      collectedAlso: this.collected.also,
      calls: this.#calls,
      mark: this.#slices.mark,
      at: this.#writtenAt,
    });
  }
}
