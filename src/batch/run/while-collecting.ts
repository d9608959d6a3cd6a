// Waits for a step of a batch's owner, which goes on collecting meanwhile. It knows nothing of either.

import { setTimeout as sleep } from 'node:timers/promises';

const COLLECT_AFTER_MS = 200;

/** If the step takes long, collecting goes on: a full Redis accepts more only after something was collected. */
export async function whileCollecting(step: Promise<void>, collect: () => Promise<unknown>): Promise<void> {
  const end = { reached: false };
  const reach = (): boolean => (end.reached = true);
  await Promise.race([step.then(reach, reach), sleep(COLLECT_AFTER_MS)]);
  while (!end.reached) await collect();
  await step;
}
