// Adds batches to the index of people, and forgets them. A batch is in the index as a whole or not at all: its segments are
// complete on disk before the manifest names them.

import { makeDirectory } from '../files/durable.js';
import { withLock } from '../redis/process-lock.js';
import { Adding, type Numbered, type PersonRow } from './adding.js';
import {
  beginManifest,
  changeManifest,
  emptyManifest,
  indexPaths,
  readManifest,
  sweepDrafts,
  sweepSegments,
  type IndexPaths,
  type Manifest,
} from './manifest.js';
import { otherKey } from './people-index.js';
import { loadPeopleKey } from './people-key.js';
import { PersonPrints, printOfKey } from './person-prints.js';

export interface BatchToIndex {
  readonly batch: string;
  readonly incarnation: string;
  /** Read once, when it is this batch's turn. */
  readonly rows: () => AsyncIterable<readonly PersonRow[]>;
}

/** So many entries are sorted in memory; a longer batch becomes several segments, which are merged later. */
const SORTED_ENTRIES = 2 ** 18;

/**
 * Adds a batch, unless the index has it.
 *
 * @returns whether it was added
 * @throws what its rows throw; nothing of it is in the index then
 */
export async function addBatch(
  dataDirectory: string,
  batch: BatchToIndex,
  sortedEntries = SORTED_ENTRIES,
): Promise<boolean> {
  const paths = indexPaths(dataDirectory);
  await makeDirectory(paths.directory);
  return withLock(paths.adding, async (interrupted) => {
    if (interrupted) await sweepDrafts(paths, paths.key);
    const key = await loadPeopleKey(paths.key);
    await sweepSegments(paths, 'added');
    const numbered = await numberFor(paths, batch, printOfKey(key));
    if (numbered === undefined) return false;
    const adding = new Adding(paths, numbered, new PersonPrints(key), sortedEntries);
    for await (const rows of batch.rows()) {
      for (const row of rows) {
        adding.take(row);
        if (adding.isFull) await adding.flush();
      }
    }
    await adding.flush();
    await publish(paths, batch, adding);
    return true;
  });
}

/** @returns undefined where the index has the batch */
async function numberFor(
  paths: IndexPaths,
  batch: BatchToIndex,
  keyPrint: string,
): Promise<Numbered | undefined> {
  let numbered: Numbered | undefined;
  await changeManifest(paths, (found) => {
    const manifest = found ?? emptyManifest(keyPrint);
    if (manifest.keyPrint !== keyPrint) throw otherKey(paths);
    if (has(manifest, batch)) return undefined;
    numbered = { number: manifest.next, codes: manifest.codes };
    return { ...manifest, next: manifest.next + 1 };
  });
  return numbered;
}

function has({ batches }: Manifest, { batch, incarnation }: BatchToIndex): boolean {
  return batches.some((known) => known.batch === batch && known.incarnation === incarnation);
}

async function publish(
  paths: IndexPaths,
  { batch, incarnation }: BatchToIndex,
  adding: Adding,
): Promise<void> {
  const { number, entries, codes, segments } = adding;
  await changeManifest(paths, (manifest) => {
    // Only whoever has the lock for adding begins the index anew, so it is the one that gave the number.
    if (manifest === undefined) throw new Error('the index of people is gone');
    return {
      ...manifest,
      codes,
      batches: [...manifest.batches, { number, batch, incarnation, entries }],
      segments: [...manifest.segments, ...segments],
    };
  });
}

/**
 * The batches are not found any more from now on; their entries go when their segments are merged the next time.
 *
 * @param isForgotten of a batch in the index
 * @returns how many were forgotten
 */
export async function forgetBatches(
  dataDirectory: string,
  isForgotten: (batch: string, incarnation: string) => boolean,
): Promise<number> {
  const paths = indexPaths(dataDirectory);
  if ((await readManifest(paths)) === undefined) return 0;
  let forgotten = 0;
  const change = (manifest: Manifest | undefined): Manifest | undefined => {
    const kept = manifest?.batches.filter(({ batch, incarnation }) => !isForgotten(batch, incarnation));
    if (manifest === undefined || kept === undefined) return undefined;
    forgotten = manifest.batches.length - kept.length;
    return forgotten === 0 ? undefined : { ...manifest, batches: kept };
  };
  await changeManifest(paths, change);
  return forgotten;
}

/** Empties the index, also one that is damaged or whose key is lost. Batches are then to be added again. */
export async function beginAnew(dataDirectory: string): Promise<void> {
  const paths = indexPaths(dataDirectory);
  await makeDirectory(paths.directory);
  await withLock(paths.adding, async (interrupted) => {
    if (interrupted) await sweepDrafts(paths, paths.key);
    await beginManifest(paths, printOfKey(await loadPeopleKey(paths.key)));
    await sweepSegments(paths, 'added');
  });
}
