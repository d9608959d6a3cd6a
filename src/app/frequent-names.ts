// Warns of names that more rows have than a provider answers about in a day. It tells no name.

import type { FrequentNames } from '../ingest/people/name-counts.js';

/** @param namesADay how often the provider answers about one name in a day */
export function frequentNamesWarning(
  found: FrequentNames | undefined,
  namesADay: number | undefined,
): string[] {
  if (found === undefined || namesADay === undefined) return [];
  const { names, beyond, most } = found;
  const who = names === 1 ? 'One name stands' : `${names} names stand`;
  return [
    `${who} in more than ${namesADay} rows that are to be called (${most} at most): the provider answers about a name ` +
      `${namesADay} times a day. Some ${beyond} rows will wait for the days after, or end as lookup_failed with --daily-limit end.`,
  ];
}
