// What the end of a batch means for scripts.

import { z } from 'zod';
import { readFormIfThere } from '../files/durable.js';
import type { Summary } from '../collect/summary.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { outputPaths } from './paths.js';
import type { BatchEnd } from './run/ports.js';
import type { BatchRecord } from './record.js';
import { isSampleDone } from './sample.js';

/**
 * @param summary of a batch that is completed
 * @param exitOnChange whether a change against the earlier batch shows
 */
export function exitStatusOf(
  { state, reason }: Pick<BatchEnd, 'state' | 'reason'>,
  summary: Summary | undefined,
  exitOnChange = false,
): ExitStatus {
  switch (state) {
    case 'completed':
      if (isOpen(summary, 'error') || isOpen(summary, 'in_doubt')) return EXIT.rowsInError;
      return exitOnChange && hasChanged(summary) ? EXIT.changed : EXIT.done;
    case 'halted':
      return EXIT.halted;
    case 'paused':
      return isSampleDone({ state, reason }) ? EXIT.done : EXIT.stopped;
    case 'draft':
    case 'awaiting_approval':
    case 'queued':
    case 'running':
    case 'waiting':
    case 'cancelled':
    case 'lost':
      return EXIT.stopped;
  }
}

/** Whether rows ended in a status that says nothing of the person. */
function isOpen(summary: Summary | undefined, status: 'error' | 'in_doubt'): boolean {
  return (summary?.by_status[status] ?? 0) > 0;
}

/** Whether changes.csv has a line. */
function hasChanged(summary: Summary | undefined): boolean {
  const changes = summary?.changes;
  return changes !== undefined && changes.changed + changes.new + changes.gone > 0;
}

/** The figures of a summary that exit statuses depend on. */
const countedSchema = z.looseObject({
  rows: z.number(),
  by_status: z.record(z.string(), z.number()),
  calls: z.number(),
});

/** The figures of a suspended batch's summary; undefined where it has none, or its files were moved away. */
export async function readSummary({ outDirectory }: BatchRecord): Promise<Summary | undefined> {
  const found = await readFormIfThere(outputPaths(outDirectory).summary, countedSchema);
  return found as Summary | undefined;
}
