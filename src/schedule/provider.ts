// Which process does a schedule's work, where two providers are used beside each other: one whose settings are of the
// schedule's provider, as names and numbers must not go to another. It looks at no batch.

import type { SchedulePorts } from './ports.js';
import type { Schedule } from './record.js';

/** After this time the work is offered again, to whoever takes it. */
export const ELSEWHERE_MS = 30_000;

/** Says so in the log where the work is another process's. */
export function isElsewhere(
  { name, provider }: Schedule,
  { provider: ours, log }: Pick<SchedulePorts, 'provider' | 'log'>,
): boolean {
  if (provider === undefined || provider === ours) return false;
  log.warn(
    { schedule: name, provider },
    `the schedule was added with ROLLCALL_PROVIDER=${provider}, and this worker has ${ours}: it is left to a batch worker with that setting`,
  );
  return true;
}
