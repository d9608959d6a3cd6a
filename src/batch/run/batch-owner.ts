// Owns a batch in this process: takes it over, runs it until it is suspended or has ended, leaves it. A fault of the
// machine halts it.

import { readCheckpoint } from '../../collect/checkpoint.js';
import { CollectedSlices } from '../../collect/collected-slices.js';
import { UserError } from '../../domain/user-error.js';
import { whatWentWrong } from '../../files/machine-fault.js';
import { inEnglish, wordsIn } from '../../words/catalogue.js';
import { AccountBudgets } from '../../journal/account-budgets.js';
import { clearEarlier } from '../../journal/earlier-incarnation.js';
import { hadOwner } from '../../journal/batch-control.js';
import { batchName, scopeOf } from '../../journal/keys.js';
import { DataLost, OwnedBatch, OwnershipLost } from '../../journal/owned-batch.js';
import { BatchRunner } from './batch-runner.js';
import type { BatchEnd, BatchPorts } from './ports.js';
import { keepPrices } from '../keep-options.js';
import { batchPaths, type BatchPaths } from '../paths.js';
import {
  completeRecord,
  hasEnded,
  newestOwner,
  readRecord,
  readState,
  writeState,
  type BatchRecord,
  type StateRecord,
} from '../record.js';
import { announcingState, faultToTell } from './state-event.js';
import { removeWork } from './suspended.js';
import { release, reserve } from '../output/reservation.js';
import { highestOwner, readSliceLogs } from './slice-log.js';
import { whatIsLeft } from './what-is-left.js';

/** Never rejects: the result says how the batch was left. */
export async function runBatch(batch: string, ports: BatchPorts): Promise<BatchEnd> {
  try {
    return await ownAndRun(batch, ports);
  } catch (error) {
    return { state: 'halted', reason: inEnglish(whatWentWrong(error, [ports.dataDirectory])), fault: error };
  }
}

async function ownAndRun(batch: string, ports: BatchPorts): Promise<BatchEnd> {
  const paths = batchPaths(ports.dataDirectory, batch);
  const record = await readRecord(paths, batch);
  const before = await readState(paths, record);
  if (!hasEnded(before) && (before.keyPrint ?? ports.keyPrint) !== ports.keyPrint) {
    throw new UserError('wrong-key', ({ batchErrors }) => batchErrors.otherKey({ batch }));
  }
  const scope = scopeOf(record.account);
  const name = batchName(ports.dataId, batch, record.incarnation);
  const claim = { batch, outDirectory: record.outDirectory, dataDirectory: ports.dataDirectory };
  const left = await clearEarlier(ports.redis, scope, name, (jobs) =>
    ports.sliceQueue(record.account).remove(jobs),
  );
  if (left) ports.onWarning(wordsIn('en').warnings.earlierCleared({ batch }));
  const ownerBefore = await newestOwner(paths);
  const inRedis = await hadOwner(ports.redis, scope, name);
  const owned = await OwnedBatch.own(
    ports.redis,
    ports.connect(),
    scope,
    name,
    await highestOwner([paths.work, paths.segments]),
    (await readCheckpoint(paths.work)).mark,
    ports.rowKey,
  );
  try {
    // The state is read again, as the owner before may have ended the batch meanwhile, or died between its end and its
    // removal.
    const now = await readState(paths, record);
    if (hasEnded(now)) {
      // An ended batch stays ended where its leftovers can't be removed now.
      const leftovers = await whatIsLeft(async () => {
        await new AccountBudgets(ports.redis, scope).end(name);
        await clearAway(owned, paths);
      });
      await release(claim).catch(() => undefined);
      return { state: now.state, ...leftovers };
    }
    await reserve(claim);
    const whole = await completeRecord(paths, record, Date.now());
    const complete = await keepPrices(whole, ports.prices(record.provider), ports.dataDirectory);
    const run = await BatchRunner.take(
      complete,
      paths,
      owned,
      { ...before, owner: ownerBefore, inRedis },
      ports,
    );
    const end = await run.untilEnd();
    // A reservation of an ended batch keeps no other batch out, so a failure to remove it is ignored.
    if (end.state === 'completed' || end.state === 'cancelled') await release(claim).catch(() => undefined);
    return end;
  } catch (error) {
    if (error instanceof OwnershipLost) return { state: 'lost' };
    if (error instanceof DataLost) return { state: 'lost', dataLost: true };
    // An end that is on disk is one, whatever failed behind it.
    const now = await readState(paths, record).catch(() => undefined);
    if (now !== undefined && hasEnded(now)) return { state: now.state, leftovers: true };
    return await haltOnFault(error, record, paths, owned, before, ports);
  } finally {
    owned.disconnect();
  }
}

/** Removes what an ended batch has left in Redis and in its working directory. */
async function clearAway(owned: OwnedBatch, paths: BatchPaths): Promise<void> {
  const { collectedBelow, collectedAlso } = await readCheckpoint(paths.work);
  const collected = new CollectedSlices(collectedBelow, collectedAlso);
  const { unfinished } = await readSliceLogs(paths.work, (slice) => collected.has(slice));
  await owned.remove(unfinished.map(({ slice }) => slice));
  await removeWork(paths);
}

/** A fault of the machine (a full disk, a missing file) stops the batch; what was collected stays collected. */
async function haltOnFault(
  error: unknown,
  record: BatchRecord,
  paths: BatchPaths,
  owned: OwnedBatch,
  before: StateRecord,
  ports: BatchPorts,
): Promise<BatchEnd> {
  const { batch, outDirectory } = record;
  const fault = inEnglish(whatWentWrong(error, [paths.directory, outDirectory])).replace(/\.$/, '');
  const reason = wordsIn('en').halts.fault({ fault, batch });
  await owned.leave('halted');
  const { owner } = owned;
  const left = { record, paths, owner, state: 'halted', reason: faultToTell(batch) } as const;
  try {
    await announcingState(ports, left, () =>
      writeState(paths, String(owner), { state: 'halted', reason, startedAt: before.startedAt }),
    );
  } catch {
    // What halts the batch (a full disk, say) may also keep its state from being written. The reason reaches the user
    // all the same.
  }
  return { state: 'halted', reason, fault: error };
}
