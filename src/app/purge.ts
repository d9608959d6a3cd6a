// Erases the personal files of batches that have ended, or only tells which it would erase.

import { forgetGone } from '../batch/people/catch-up.js';
import { planPurge, purge as erase, type PurgePlan } from '../batch/retention/purge.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { sweepUnmade, unmade, type Unmade } from '../batch/retention/unmade.js';
import { UserError } from '../domain/user-error.js';
import { batchesNeeded, neededBy, refuseNeeded } from '../schedule/retention.js';
import type { App } from './app.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';
import { inEnglish } from '../words/catalogue.js';

export interface PurgeRequest {
  /** One batch, or all that ended before this moment in Unix milliseconds. */
  readonly which: { readonly batch: string } | { readonly endedBefore: number };
  /** False: nothing is erased, and the result tells what would be. */
  readonly erase: boolean;
}

export interface PurgeResult {
  readonly erased: boolean;
  readonly plans: readonly PurgePlan[];
  /** Why other batches were left out, in words. */
  readonly kept: readonly string[];
  /** Files of lists from which no batch was made. */
  readonly unmade: readonly Unmade[];
}

/** @throws UserError where the only batch can't be purged */
export async function purge(
  { config: { dataDir } }: Pick<App, 'config'>,
  { which, erase: isMeant }: PurgeRequest,
): Promise<PurgeResult> {
  const { plans, kept } =
    'batch' in which ? await one(which.batch, dataDir) : await older(which.endedBefore, dataDir);
  const left = await unmade(dataDir);
  if (isMeant) {
    for (const plan of plans) await erase(dataDir, plan, Date.now());
    kept.push(...(await forget(dataDir)));
    await sweepUnmade(dataDir);
    await sweepTemporaryDirectories();
  }
  return { erased: isMeant, plans, kept, unmade: left };
}

/** @returns why the index of people could not forget, in words */
async function forget(dataDir: string): Promise<string[]> {
  try {
    await forgetGone(dataDir);
    return [];
  } catch (error) {
    // The files are erased, whatever is the matter with the index.
    if (!(error instanceof UserError)) throw error;
    return [error.message];
  }
}

interface Chosen extends Pick<PurgeResult, 'plans'> {
  readonly kept: string[];
}

async function one(batch: string, dataDir: string): Promise<Chosen> {
  await refuseNeeded(dataDir, batch);
  return { plans: [await planPurge(dataDir, batch)], kept: [] };
}

async function older(before: number, dataDir: string): Promise<Chosen> {
  const plans: PurgePlan[] = [];
  const kept: string[] = [];
  const needed = await batchesNeeded(dataDir);
  for (const { record, state } of await knownBatches(dataDir)) {
    const { batch } = record;
    if (state.finishedAt === undefined || state.finishedAt >= before) continue;
    const by = needed.get(batch);
    if (by !== undefined) {
      kept.push(inEnglish(neededBy(batch, by)));
      continue;
    }
    try {
      const plan = await planPurge(dataDir, batch);
      if (plan.purgedAt === undefined || plan.files.length > 0) plans.push(plan);
    } catch (error) {
      // A batch that can't be purged must not prevent the others.
      if (!(error instanceof UserError)) throw error;
      kept.push(error.message);
    }
  }
  return { plans, kept };
}
