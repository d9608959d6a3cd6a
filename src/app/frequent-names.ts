// Warns of names that more rows have than a provider answers about in a day. It tells no name.

import type { FrequentNames } from '../ingest/people/name-counts.js';
import type { Words } from '../words/words.js';

/** @param namesADay how often the provider answers about one name in a day */
export function frequentNamesWarning(
  found: FrequentNames | undefined,
  namesADay: number | undefined,
  { columns }: Words,
): string[] {
  if (found === undefined || namesADay === undefined) return [];
  const { names, beyond, most } = found;
  const counts = { perDay: namesADay, most, beyond };
  return [names === 1 ? columns.frequentName(counts) : columns.frequentNames({ ...counts, names })];
}
