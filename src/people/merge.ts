// Merges segments into one, without the entries that go. It knows order, not who asks for it.

import type { FileHandle } from 'node:fs/promises';
import { compareEntries, leadIn } from './entry.js';
import { SegmentCursor } from './segment-cursor.js';
import type { Segment } from './segment.js';
import { SegmentWriter } from './segment-writer.js';

/**
 * @param isKept whether the entry stays
 * @returns the number of entries written
 */
export async function mergeSegments(
  segments: readonly Segment[],
  isKept: (bytes: Buffer, at: number) => boolean,
  file: FileHandle,
  signal?: AbortSignal,
): Promise<number> {
  const writer = new SegmentWriter(file);
  const heads = segments.map((segment) => new Head(new SegmentCursor(segment)));
  for (let head = leastOf(heads); head !== undefined; head = leastOf(heads)) {
    const { bytes, at } = head.cursor;
    if (isKept(bytes, at)) writer.add(bytes, at);
    head.advance();
    if (!writer.isFull) continue;
    signal?.throwIfAborted();
    await writer.flush();
  }
  await writer.end();
  return writer.entries;
}

class Head {
  readonly cursor: SegmentCursor;
  lead = 0;

  constructor(cursor: SegmentCursor) {
    this.cursor = cursor;
    this.#look();
  }

  advance(): void {
    this.cursor.next();
    this.#look();
  }

  #look(): void {
    this.lead = this.cursor.isAtEnd ? Infinity : leadIn(this.cursor.bytes, this.cursor.at);
  }
}

/** Segments are few, so a look at each takes less than a heap would. */
function leastOf(heads: readonly Head[]): Head | undefined {
  let least: Head | undefined;
  for (const head of heads) {
    if (head.lead === Infinity || (least !== undefined && head.lead > least.lead)) continue;
    if (least === undefined || head.lead < least.lead || isBefore(head, least)) least = head;
  }
  return least;
}

function isBefore({ cursor: a }: Head, { cursor: b }: Head): boolean {
  return compareEntries(a.bytes, a.at, b.bytes, b.at) < 0;
}
