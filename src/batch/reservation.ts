// A directory outside the data directory in which a batch puts its files is that batch's until it has ended: said in a
// file there, so that two at a time never write over each other. It knows files and states of batches, no Redis.

import { constants, existsSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { makeDirectory, readIfThere, syncDirectory } from '../collect/durable.js';
import { openNew } from '../temporary-file.js';
import { UserError } from '../domain/user-error.js';
import { loadDataId } from '../queue/data-identity.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../queue/process-identity.js';
import { withLock } from '../queue/process-lock.js';
import { batchesDirectory, batchPaths, outputPaths } from './paths.js';
import { hasEnded, readRecord, readState, recordExists } from './record.js';

export const RESERVATION = '.rollcall-batch';
const LOCK = '.rollcall-lock';

const reservationSchema = z.object({
  batch: z.string(),
  /** Of which data directory, by its id and where it is. */
  data: z.string(),
  data_directory: z.string(),
  /** The process that has made it: a batch that is still being made has no record yet. */
  made_by: z.string(),
});
type Reservation = z.infer<typeof reservationSchema>;

/** Whose the directory is to be. */
export interface Claim {
  readonly batch: string;
  readonly outDirectory: string;
  readonly dataDirectory: string;
}

/**
 * The same batch may do it again. A batch whose files go to its own directory needs no reservation.
 *
 * @throws UserError where another batch still needs the directory, or has its files there
 */
export async function reserve(claim: Claim): Promise<void> {
  if (isOwn(claim)) return;
  const { batch, outDirectory, dataDirectory } = claim;
  await make(outDirectory);
  await refuseInside(outDirectory, dataDirectory, batch);
  const data = await loadDataId(dataDirectory);
  await withLock(join(outDirectory, LOCK), async () => {
    const found = await read(outDirectory);
    const isMine = found?.batch === batch && found.data === data;
    if (found !== undefined && !isMine) await refuseNeeded(claim, found);
    await refuseEnded(claim);
    if (isMine) return;
    const made = { data, data_directory: resolve(dataDirectory), made_by: formatIdentity(ownIdentity()) };
    await write(outDirectory, { batch, ...made });
  });
}

/** Nobody else's: what another batch has reserved stays so. */
export async function release(claim: Claim): Promise<void> {
  if (isOwn(claim)) return;
  const { batch, outDirectory, dataDirectory } = claim;
  if (!existsSync(join(outDirectory, RESERVATION))) return;
  const data = await loadDataId(dataDirectory);
  await withLock(join(outDirectory, LOCK), async () => {
    const found = await read(outDirectory);
    if (found?.batch === batch && found.data === data) await rm(join(outDirectory, RESERVATION));
  });
}

async function make(directory: string): Promise<void> {
  try {
    await makeDirectory(directory);
  } catch (error) {
    throw new UserError(`${directory} can't be made for the results: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function isOwn({ batch, outDirectory, dataDirectory }: Claim): boolean {
  return resolve(outDirectory) === resolve(batchPaths(dataDirectory, batch).directory);
}

/** @throws UserError where the directory is Rollcall's own, or another batch's */
async function refuseInside(outDirectory: string, dataDirectory: string, batch: string): Promise<void> {
  const batches = await realpath(batchesDirectory(dataDirectory)).catch(() => undefined);
  const real = await realpath(outDirectory);
  if (batches === undefined || (real !== batches && !real.startsWith(batches + sep))) return;
  throw new UserError(
    `${outDirectory} is where Rollcall keeps its batches. Take another --out for "${batch}", or none.`,
  );
}

async function read(directory: string): Promise<Reservation | undefined> {
  const path = join(directory, RESERVATION);
  try {
    const flag = constants.O_RDONLY | constants.O_NOFOLLOW;
    return reservationSchema.parse(JSON.parse(await readFile(path, { encoding: 'utf8', flag })));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      `${path} should say which batch has its files there, and can't be read. Remove it if none has, or take another --out.`,
      { cause: error },
    );
  }
}

/** A reservation that a power cut has left empty can't be told from one that somebody else has put there. */
async function write(directory: string, reservation: Reservation): Promise<void> {
  const path = join(directory, RESERVATION);
  await rm(path, { force: true });
  const file = await openNew(path);
  try {
    await file.writeFile(`${JSON.stringify(reservation)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(directory);
}

async function refuseNeeded({ batch, outDirectory }: Claim, other: Reservation): Promise<void> {
  const needed = await isNeeded(other);
  if (needed === 'no') return;
  const whose = `Batch "${other.batch}" of the data directory ${other.data_directory}`;
  throw new UserError(
    needed === 'yes'
      ? `${whose} has its files in ${outDirectory} and has not ended. Take another --out for "${batch}", or wait until that one has ended.`
      : `${whose} has its files in ${outDirectory}; whether it has ended can't be seen from here. Take another --out for "${batch}", ` +
          `or remove ${join(outDirectory, RESERVATION)} if that batch is gone.`,
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

/** A batch that has ended leaves its summary. */
async function refuseEnded({ batch, outDirectory }: Claim): Promise<void> {
  const { summary } = outputPaths(outDirectory);
  const found = z.looseObject({ batch: z.string() }).safeParse(await readIfThere(summary));
  if (!found.success || found.data.batch === batch) return;
  throw new UserError(
    `${outDirectory} has the files of batch "${found.data.batch}". Take another --out for "${batch}", or move them away.`,
  );
}
