// Finds rows with an outcome whose session id also came with another row's answer, too late to put the first in doubt.
// Reads the calls on record alone; what that means is for the person who reads the summary.

import type { Attempt } from '../domain/attempt.js';
import { readSegments, type Segment } from './segments.js';

/** An id that more rows than this have identifies no single call, so it says nothing. */
const ROWS_OF_ONE_ID = 2;

/** The session id of an answer that was not believed, as it may be another row's. */
export function questionedId({ result, sessionId }: Attempt): string | undefined {
  return result === 'in_doubt' && sessionId !== '' ? sessionId : undefined;
}

/** @param ids of answers that were not believed; there are few */
export async function rowsInQuestion(
  directory: string,
  segments: readonly Segment[],
  ids: ReadonlySet<string>,
): Promise<number[]> {
  if (ids.size === 0) return [];
  const rowsOf = new Map<string, Set<number>>();
  for await (const { result, sessionId, row } of readSegments(directory, segments)) {
    if (result !== 'answered' || !ids.has(sessionId)) continue;
    rowsOf.set(sessionId, (rowsOf.get(sessionId) ?? new Set()).add(row));
  }
  const found = [...rowsOf.values()].filter((rows) => rows.size <= ROWS_OF_ONE_ID);
  return found.flatMap((rows) => [...rows]).toSorted((one, other) => one - other);
}
