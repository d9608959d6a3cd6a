// Erases people from all files that are kept, or only tells what it would erase. Numbers and names come from the caller and go
// into no message, no plan and no receipt.

import { randomBytes } from 'node:crypto';
import { carryOut, finishAlone, finishErasure } from '../batch/erasure/carry-out.js';
import { whileErasing } from '../batch/erasure/erasing-lock.js';
import { planOf, type ErasurePlan, type PlanParts } from '../batch/erasure/plan.js';
import { planForPeople } from '../batch/erasure/plan-people.js';
import type { KeptReceipt, Receipt } from '../batch/erasure/receipts.js';
import { sweepDrafts } from '../batch/output/so-far-drafts.js';
import { batchPaths } from '../batch/paths.js';
import { findPeople } from '../batch/people/find-people.js';
import { alsoBeforeCorrections } from '../batch/people/replaced-rows.js';
import type { SoughtPerson, WrittenPerson } from '../batch/people/written-person.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { sweepUnmade } from '../batch/retention/unmade.js';
import { chinaIso } from '../domain/china-time.js';
import type { App } from './app.js';
import { completeIndex } from './complete-index.js';
import { refuseMissing } from './index-people.js';
import { soughtPeople } from './person.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';
import { whoAmI } from './who.js';

export interface ErasureRequest {
  readonly people: readonly WrittenPerson[];
  /** False: nothing is erased, and the result tells what would be. */
  readonly erase: boolean;
  /** Who does it; left out: the user of this machine. */
  readonly by?: string | undefined;
}

export interface ErasureResult {
  readonly erased: boolean;
  readonly batches: readonly {
    readonly batch: string;
    readonly label: string;
    readonly rows: readonly number[];
  }[];
  readonly files: readonly { readonly batch: string; readonly path: string }[];
  readonly unreadable: Receipt['unreadable'];
  readonly notReached: Receipt['not_reached'];
  /** Undefined where nothing was erased. */
  readonly receipt: KeptReceipt | undefined;
}

/** @throws UserError where nobody is named, or a batch that has not ended stands against it: nothing is changed then */
export async function erasePerson(
  app: App,
  { people, erase, by = whoAmI() }: ErasureRequest,
): Promise<ErasureResult> {
  const { dataDir } = app.config;
  const sought = soughtPeople(people);
  refuseMissing(dataDir);
  if (!erase) {
    await finishErasure(dataDir);
    return resultOf(await partsFor(app, sought));
  }
  return whileErasing(dataDir, async () => {
    await finishAlone(dataDir);
    const parts = await partsFor(app, sought);
    const isNothing = parts.files.length + parts.leftovers.length + parts.unreached.length === 0;
    if (isNothing) return resultOf(parts);
    const { receipt } = await carryOut(dataDir, newPlan(parts, by));
    await sweep(dataDir);
    return resultOf(parts, receipt);
  });
}

const ID_BYTES = 8;

export function newPlan(parts: PlanParts, by: string): ErasurePlan {
  return planOf(randomBytes(ID_BYTES).toString('hex'), chinaIso(Date.now()), by, parts);
}

async function partsFor(app: App, sought: readonly SoughtPerson[]): Promise<PlanParts> {
  const { dataDir } = app.config;
  const unread = await completeIndex(app);
  const unindexed = unread.map(({ batch, error }) => ({ batch, why: error.message }));
  const { people, unread: unlooked } = await alsoBeforeCorrections(dataDir, sought);
  const found = await findPeople(dataDir, people);
  return planForPeople(dataDir, people, found, [...unindexed, ...unlooked]);
}

/** What nobody needs any more, and may have names and numbers. */
async function sweep(dataDir: string): Promise<void> {
  for (const { record } of await knownBatches(dataDir, () => undefined))
    await sweepDrafts(batchPaths(dataDir, record.batch));
  await sweepUnmade(dataDir);
  await sweepTemporaryDirectories();
}

function resultOf(parts: PlanParts, receipt?: KeptReceipt): ErasureResult {
  const planned = parts.unreached.map(({ batch, file, why }) => ({
    batch: batch ?? null,
    file: file ?? null,
    why,
  }));
  return {
    erased: receipt !== undefined,
    batches: parts.batches.flatMap(({ batch, label, rows = [] }) =>
      rows.length === 0 ? [] : [{ batch, label, rows }],
    ),
    files: parts.files.map(({ batch, path }) => ({ batch, path })),
    unreadable: parts.unreadable,
    notReached: receipt?.receipt.not_reached ?? planned,
    receipt,
  };
}
