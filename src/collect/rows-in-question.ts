// Rows with an outcome whose session id another row's call was answered with, too: when the second answer came, the first one's
// slice was finished. Read from the calls on record alone; what it means is for the person who reads the summary.

import type { Attempt } from '../domain/attempt.js';
import { readSegments, type Segment } from './segments.js';

/** More rows than this with one id, and it stands for no one call. */
const ROWS_OF_ONE_ID = 2;

/** The id of an answer that counted for nothing, as it may be another row's. */
export function questionedId({ result, sessionId }: Attempt): string | undefined {
  return result === 'in_doubt' && sessionId !== '' ? sessionId : undefined;
}

/** @param ids that answers which counted for nothing had; few */
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
