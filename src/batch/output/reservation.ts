// Reserves a directory outside the data directory for the one batch that writes its files there, until that has ended:
// a file in it says so, and two batches at once never overwrite each other's files. It knows files and states of
// batches, no Redis.

import { constants, existsSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { makeDirectory, readIfThere, writeJson, writeJsonFirst } from '../../files/durable.js';
import { UserError } from '../../domain/user-error.js';
import { whatWentWrong } from '../../files/machine-fault.js';
import { isMissing } from '../../files/missing-file.js';
import { loadDataId } from '../../journal/data-identity.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../../redis/process-identity.js';
import { batchesDirectory, batchPaths, outputPaths } from '../paths.js';
import { hasEnded, readRecord, readState, recordExists } from '../record.js';
import { realPath, RESERVATION, saying, withDirectory, type Claim } from './reservation-lock.js';

const LOOK_AGAIN_MS = 200;

const reservationSchema = z.object({
  batch: z.string(),
  /** The batch's data directory: its id and its path. */
  data: z.string(),
  data_directory: z.string(),
  /** The process that made the reservation: a batch that is being made has no record yet. */
  made_by: z.string(),
});
type Reservation = z.infer<typeof reservationSchema>;

/**
 * The same batch may reserve the directory again, as a batch goes on where it was. A batch whose files go to its own
 * directory needs no reservation.
 *
 * @throws UserError where another batch still needs the directory, or has its files there
 */
export async function reserve(claim: Claim, of: 'new' | 'made' = 'made'): Promise<void> {
  if (await isOwn(claim)) return;
  const { batch, outDirectory, dataDirectory } = claim;
  await make(outDirectory);
  if (of === 'new') await refuseInside(outDirectory, dataDirectory, batch);
  const data = await loadDataId(dataDirectory);
  await withDirectory(claim, async (alone) => {
    const found = await read(outDirectory);
    const isMine = found?.batch === batch && found.data === data;
    if (found !== undefined && !isMine) await refuseNeeded(claim, found);
    await refuseEnded(claim);
    if (isMine) return;
    if (found !== undefined && !alone && found.data !== data) throw leftBehind(claim, found);
    const made = { data, data_directory: resolve(dataDirectory), made_by: formatIdentity(ownIdentity()) };
    await write(claim, { batch, ...made }, found);
  });
}

/** Removes the reservation if it is this batch's own. */
export async function release(claim: Claim): Promise<void> {
  if (await isOwn(claim)) return;
  const { batch, outDirectory, dataDirectory } = claim;
  if (!existsSync(join(outDirectory, RESERVATION))) return;
  const data = await loadDataId(dataDirectory);
  await withDirectory(claim, async () => {
    const found = await read(outDirectory);
    if (found?.batch !== batch || found.data !== data) return;
    await saying(outDirectory, () => rm(join(outDirectory, RESERVATION), { force: true }));
  });
}

async function make(directory: string): Promise<void> {
  try {
    await makeDirectory(directory);
  } catch (error) {
    const why = whatWentWrong(error, [dirname(directory)]);
    throw new UserError(
      'unusable-output-directory',
      (words) => words.outErrors.notMade({ directory, why: why(words) }),
      { cause: error },
    );
  }
}

/** Compares real paths, as the data directory may be named another way than when the batch was made. */
async function isOwn({ batch, outDirectory, dataDirectory }: Claim): Promise<boolean> {
  const [out, own] = await Promise.all([
    realPath(outDirectory),
    realPath(batchPaths(dataDirectory, batch).directory),
  ]);
  return out === own;
}

/** @throws UserError where the directory is Rollcall's own, or another batch's */
async function refuseInside(outDirectory: string, dataDirectory: string, batch: string): Promise<void> {
  const batches = await realpath(batchesDirectory(dataDirectory)).catch(() => undefined);
  const real = await realpath(outDirectory);
  if (batches === undefined || (real !== batches && !real.startsWith(batches + sep))) return;
  throw new UserError('unusable-output-directory', ({ outErrors }) =>
    outErrors.ownPlace({ directory: outDirectory, batch }),
  );
}

async function read(directory: string): Promise<Reservation | undefined> {
  const path = join(directory, RESERVATION);
  try {
    const flag = constants.O_RDONLY | constants.O_NOFOLLOW;
    return reservationSchema.parse(JSON.parse(await readFile(path, { encoding: 'utf8', flag })));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new UserError(
      'unusable-output-directory',
      ({ outErrors }) => outErrors.reservationUnread({ path }),
      { cause: error },
    );
  }
}

/**
 * Writes the reservation completely or not at all: an empty one could not be told from a file that somebody else has
 * put there.
 */
async function write(claim: Claim, mine: Reservation, before: Reservation | undefined): Promise<void> {
  const { outDirectory } = claim;
  const path = join(outDirectory, RESERVATION);
  const writer = String(process.pid);
  if (before !== undefined) return saying(outDirectory, () => writeJson(path, writer, mine));
  if (await saying(outDirectory, () => writeJsonFirst(path, writer, mine))) return;
  // The process that was first may still be writing it.
  await sleep(LOOK_AGAIN_MS);
  const first = await read(outDirectory);
  throw first === undefined ? wasFirst(claim) : notFree(claim, first, 'yes');
}

async function refuseNeeded(claim: Claim, other: Reservation): Promise<void> {
  const needed = await isNeeded(other);
  if (needed !== 'no') throw notFree(claim, other, needed);
}

function notFree({ batch, outDirectory }: Claim, other: Reservation, needed: 'yes' | 'unknown'): UserError {
  const held = {
    other: other.batch,
    data: other.data_directory,
    directory: outDirectory,
    batch,
    file: join(outDirectory, RESERVATION),
  };
  return new UserError('unusable-output-directory', ({ outErrors }) =>
    needed === 'yes' ? outErrors.held(held) : outErrors.heldByUnknown(held),
  );
}

function wasFirst({ batch, outDirectory }: Claim): UserError {
  return new UserError('unusable-output-directory', ({ outErrors }) =>
    outErrors.takenMeanwhile({ directory: outDirectory, batch }),
  );
}

function leftBehind({ batch, outDirectory }: Claim, other: Reservation): UserError {
  return new UserError('unusable-output-directory', ({ outErrors }) =>
    outErrors.leftBehind({
      directory: outDirectory,
      other: other.batch,
      data: other.data_directory,
      file: join(outDirectory, RESERVATION),
      batch,
    }),
  );
}

async function isNeeded(other: Reservation): Promise<'yes' | 'no' | 'unknown'> {
  const { batch, data, data_directory: dataDirectory, made_by: madeBy } = other;
  const id = await readFile(join(dataDirectory, 'id'), 'utf8').catch(() => undefined);
  if (id?.trim() !== data) return 'unknown';
  const paths = batchPaths(dataDirectory, batch);
  if (await recordExists(paths)) {
    const record = await readRecord(paths, batch);
    return hasEnded(await readState(paths, record)) ? 'no' : 'yes';
  }
  const maker = parseIdentity(madeBy);
  return maker !== undefined && isAlive(maker) ? 'yes' : 'no';
}

/** The summary that is there shows that another batch has ended with its files in this directory. */
async function refuseEnded({ batch, outDirectory }: Claim): Promise<void> {
  const { summary } = outputPaths(outDirectory);
  const found = z.looseObject({ batch: z.string() }).safeParse(await readIfThere(summary));
  if (!found.success || found.data.batch === batch) return;
  throw new UserError('unusable-output-directory', ({ outErrors }) =>
    outErrors.othersFiles({ directory: outDirectory, other: found.data.batch, batch }),
  );
}
