// Names the statuses of counted rows as a person reads them.

import type { Status } from '../domain/status.js';
import type { Words } from '../words/words.js';

/** Those that any row has. */
export function statusCounts(
  byStatus: Readonly<Record<string, number>>,
  { statuses }: Words,
): [name: string, count: number][] {
  return (Object.entries(byStatus) as [Status, number][])
    .filter(([, count]) => count > 0)
    .map(([status, count]) => [statuses[status], count]);
}
