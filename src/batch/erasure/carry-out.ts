// Carries an erasure out that is on disk as a plan, from wherever it was cut off: files, then what counts and finds rows, then the
// receipt, and last the plan goes. Each step may come twice, and is then as if it had come once.

import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chinaIso } from '../../domain/china-time.js';
import { rangesOf } from '../../domain/number-ranges.js';
import { UserError } from '../../domain/user-error.js';
import { parseForm } from '../../files/damaged-file.js';
import { makeDirectory, syncDirectory, writeJson } from '../../files/durable.js';
import { eraseEntries } from '../../people/erase-entries.js';
import { inEnglish } from '../../words/catalogue.js';
import { temporaryFilesOf } from '../output/temporary-files.js';
import { batchPaths } from '../paths.js';
import { forgetGone } from '../people/catch-up.js';
import { planPurge, purgeAlone } from '../retention/purge.js';
import { DoneSteps } from './done-steps.js';
import { noteErased } from './erased-rows.js';
import { isPending, untilNobodyErases, whileErasing } from './erasing-lock.js';
import {
  erasurePaths,
  erasurePlanSchema,
  type ErasurePlan,
  type PlannedFile,
  type Unreached,
} from './plan.js';
import { receiptOf, writeReceipt, type KeptReceipt, type Receipt, type ReceiptParts } from './receipts.js';
import { writeFile } from './write-file.js';

export interface CarriedOut {
  /** Undefined of a rule of retention that has changed nothing: it is tried again and again, and each receipt would say the same. */
  readonly receipt: KeptReceipt | undefined;
  readonly notReached: Receipt['not_reached'];
}

/** For whoever erases alone already. From now on the erasure is finished, by this process or by whoever comes next. */
export async function carryOut(dataDirectory: string, plan: ErasurePlan): Promise<CarriedOut> {
  const paths = erasurePaths(dataDirectory);
  await makeDirectory(paths.directory);
  // What is done of another erasure would be taken for this one's.
  await rm(paths.done, { force: true });
  await writeJson(paths.plan, String(process.pid), plan);
  return goOn(dataDirectory, plan);
}

/** Finishes an erasure that was cut off, where there is one; waits for one that is under way. */
export async function finishErasure(dataDirectory: string): Promise<void> {
  if (!isPending(dataDirectory)) return;
  await untilNobodyErases(dataDirectory);
  if (isPending(dataDirectory)) await whileErasing(dataDirectory, () => finishAlone(dataDirectory));
}

/** For whoever erases alone already. */
export async function finishAlone(dataDirectory: string): Promise<void> {
  const { plan: path } = erasurePaths(dataDirectory);
  if (!isPending(dataDirectory)) return;
  await goOn(dataDirectory, parseForm(path, await readFile(path, 'utf8'), erasurePlanSchema));
}

async function goOn(dataDirectory: string, plan: ErasurePlan): Promise<CarriedOut> {
  const paths = erasurePaths(dataDirectory);
  const known = await receiptOf(dataDirectory, plan.id);
  const carriedOut =
    known === undefined
      ? await eraseAll(dataDirectory, plan)
      : { receipt: known, notReached: known.receipt.not_reached };
  // The plan is the last to go: without what is on record of it, nobody could tell how far it was.
  await rm(paths.done, { force: true });
  await rm(paths.plan, { force: true });
  await syncDirectory(paths.directory);
  return carriedOut;
}

async function eraseAll(dataDirectory: string, plan: ErasurePlan): Promise<CarriedOut> {
  const paths = erasurePaths(dataDirectory);
  const steps = await DoneSteps.read(paths.done);
  await sweep(plan, paths.directory);
  const statuses = plan.retention?.statuses ?? [];
  for (const file of plan.files) await writeFile(file, { dataDirectory, steps, statuses });
  for (const batch of plan.purges) await purgeBatch(batch, { dataDirectory, steps });
  for (const path of plan.leftovers) {
    await rm(path, { recursive: true, force: true });
    if (!steps.removed.includes(path)) await steps.add({ removed: path });
  }
  await count(dataDirectory, plan, steps);
  await forget(dataDirectory, plan, steps);
  const parts = receiptParts(plan, steps);
  const { not_reached: notReached } = parts;
  const receipt = hasChangedNothing(parts) ? undefined : await writeReceipt(dataDirectory, parts);
  return { receipt, notReached };
}

function hasChangedNothing({ retention, batches, purged, removed }: ReceiptParts): boolean {
  if (retention === null || purged.length + removed.length > 0) return false;
  return batches.every(({ files }) => files.length === 0);
}

/** Removes what a process was writing when it was killed. Nobody else writes there while somebody erases. */
async function sweep({ files }: ErasurePlan, receipts: string): Promise<void> {
  const drafts = (await readdir(receipts)).filter((name) => name.endsWith('.tmp'));
  for (const name of drafts) await rm(join(receipts, name), { force: true });
  const homes = new Map(
    files.map(({ path, home }) => [`${dirname(path)}/${home}`, { directory: dirname(path), home }]),
  );
  for (const { directory, home } of homes.values()) {
    for (const { path } of await temporaryFilesOf(directory, home)) await rm(path, { force: true });
  }
}

interface Work {
  readonly dataDirectory: string;
  readonly steps: DoneSteps;
}

async function purgeBatch(batch: string, { dataDirectory, steps }: Work): Promise<void> {
  try {
    const plan = await planPurge(dataDirectory, batch);
    await steps.add({ purged: batch, files: plan.files.map(({ path }) => path) });
    await purgeAlone(dataDirectory, plan, Date.now());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await steps.add({ batch, path: batchPaths(dataDirectory, batch).directory, failed: error.message });
  }
}

/** Statuses of which a file still has rows are due again. */
async function count(dataDirectory: string, plan: ErasurePlan, steps: DoneSteps): Promise<void> {
  const missed = new Set(unreachedBy(plan, steps).map(({ batch }) => batch));
  for (const file of plan.files) {
    const inAll = file.kind === 'outcomes' ? steps.writtenOf(file)?.inAll : undefined;
    if (inAll === undefined) continue;
    const statuses = missed.has(file.batch) ? [] : (plan.retention?.statuses ?? []);
    await noteErased(batchPaths(dataDirectory, file.batch), inAll, statuses);
  }
}

/** A batch whose outcomes were not reached still has its people, so they are still found. */
async function forget(dataDirectory: string, plan: ErasurePlan, steps: DoneSteps): Promise<void> {
  const reached = new Set(
    plan.files
      .filter((file) => file.kind === 'outcomes' && steps.writtenOf(file) !== undefined)
      .map(({ batch }) => batch),
  );
  const statuses = new Set(plan.retention?.statuses);
  const byName = new Map(plan.batches.map((batch) => [`${batch.incarnation}/${batch.batch}`, batch]));
  await eraseEntries(dataDirectory, ({ batch, incarnation }) => {
    const planned = byName.get(`${incarnation}/${batch}`);
    if (planned === undefined || !reached.has(batch)) return undefined;
    if (planned.rows === undefined) return (_, status) => statuses.has(status);
    const rows = new Set([...planned.rows, ...(planned.alsoIndexed ?? [])]);
    return (row) => rows.has(row);
  });
  if (plan.purges.length > 0) await forgetGone(dataDirectory);
}

function receiptParts(plan: ErasurePlan, steps: DoneSteps): ReceiptParts {
  return {
    erasure: plan.id,
    began_at: plan.at,
    at: chinaIso(Date.now()),
    by: plan.by,
    people: plan.people ?? null,
    retention: plan.retention ?? null,
    batches: plan.batches.map((batch) => ({
      batch: batch.batch,
      label: batch.label,
      rows: emptiedOf(plan, batch.batch, steps),
      row_numbers: batch.rows === undefined ? null : rangesOf(batch.rows),
      files: filesOf(plan, batch.batch, steps),
    })),
    lists: plan.files
      .filter(({ kind }) => kind === 'list')
      .flatMap(({ batch: list }) => filesOf(plan, list, steps).map((file) => ({ list, ...file }))),
    purged: plan.purges.flatMap((batch) => {
      const files = steps.filesPurgedOf(batch);
      return files === undefined ? [] : [{ batch, files }];
    }),
    removed: steps.removed,
    unreadable: plan.unreadable,
    not_reached: unreachedBy(plan, steps).map(({ batch, file, why }) => ({
      batch: batch ?? null,
      file: file ?? null,
      why,
    })),
    stays: [
      inEnglish(({ erasing }) => erasing.stays.sessions),
      inEnglish(({ erasing }) => erasing.stays.backups),
    ],
  };
}

function emptiedOf({ files }: ErasurePlan, of: string, steps: DoneSteps): number {
  const outcomes = files.find(({ batch, kind }) => batch === of && kind === 'outcomes');
  return outcomes === undefined ? 0 : (writtenIn(outcomes, steps)?.emptied ?? 0);
}

function filesOf({ files }: ErasurePlan, of: string, steps: DoneSteps) {
  return files
    .filter(({ batch }) => batch === of)
    .flatMap((file) => {
      const written = writtenIn(file, steps);
      if (written === undefined) return [];
      const { emptied, before, after } = written;
      return [{ file: file.path, records: emptied ?? null, sha256_before: before, sha256_after: after }];
    });
}

function writtenIn(file: PlannedFile, steps: DoneSteps) {
  const written = steps.writtenOf(file);
  return written?.before === written?.after ? undefined : written;
}

function unreachedBy(plan: ErasurePlan, steps: DoneSteps): Unreached[] {
  const failed = steps.failures().map(({ batch, path, why }) => ({ batch, file: path, why }));
  return [...plan.unreached, ...failed];
}
