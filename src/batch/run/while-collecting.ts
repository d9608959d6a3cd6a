// A step of a batch's owner beside which it goes on collecting. Knows nothing of either.

import { setTimeout as sleep } from 'node:timers/promises';

const COLLECT_AFTER_MS = 200;

/** Waits, and goes on collecting where that takes long: a full Redis takes in more only when something was collected. */
export async function whileCollecting(step: Promise<void>, collect: () => Promise<unknown>): Promise<void> {
  const end = { reached: false };
  const reach = (): boolean => (end.reached = true);
  await Promise.race([step.then(reach, reach), sleep(COLLECT_AFTER_MS)]);
  while (!end.reached) await collect();
  await step;
}
