// Writes the outcomes of a batch so far, whichever process owns it: from the calls on disk up to the last checkpoint
// and those in Redis. Changes nothing of the batch.

import { join } from 'node:path';
import { readCheckpoint } from '../../collect/checkpoint.js';
import { CollectedSlices } from '../../collect/collected-slices.js';
import { copyWhole } from '../../files/durable.js';
import { UserError } from '../../domain/user-error.js';
import { JournalSeal } from '../../journal/journal-seal.js';
import { readJournals } from '../../journal/read-journals.js';
import type { Redis } from '../../redis/access.js';
import { batchName, scopeOf } from '../../journal/keys.js';
import { EarlierPeople } from '../baseline/earlier-people.js';
import { writeResults } from './write-results.js';
import { gapSpans, readGaps } from '../run/gaps.js';
import { closedRows } from '../run/pending-rows.js';
import { batchPaths, outputPaths } from '../paths.js';
import { readPurged } from '../retention/purge.js';
import { readState, type BatchRecord } from '../record.js';
import { withExtraCalls } from '../run/suspended.js';
import { AsideRows } from '../run/aside-rows.js';
import { lastRowSliced, readSliceLogs } from '../run/slice-log.js';
import { refuseNoFile, writeInDraft } from './so-far-drafts.js';

/** @param target the file to write; an existing one is replaced once the new one is complete */
export async function writeOutcomesSoFar(
  record: BatchRecord,
  dataDirectory: string,
  { redis, dataId }: { readonly redis: { readonly redis: Redis }; readonly dataId: string },
  rowKey: Buffer,
  target: string,
): Promise<void> {
  await refuseNoFile(target, '--outcomes');
  const paths = batchPaths(dataDirectory, record.batch);
  const { state } = await readState(paths, record);
  if (state === 'completed' || state === 'cancelled') {
    const purgedAt = await readPurged(paths);
    if (purgedAt !== undefined) {
      throw new UserError('purged-batch', ({ batchErrors }) =>
        batchErrors.purged({ batch: record.batch, at: purgedAt }),
      );
    }
    const { outcomes } = outputPaths(record.outDirectory);
    return writeInDraft(paths, target, (file) => copyWhole(outcomes, file, String(process.pid)));
  }
  const earlier = await EarlierPeople.open(record, paths, rowKey);
  const checkpoint = await readCheckpoint(paths.work);
  const collected = new CollectedSlices(checkpoint.collectedBelow, checkpoint.collectedAlso);
  const known = await readSliceLogs(paths.work, (slice) => collected.has(slice));
  const { unfinished, last } = known;
  const sampled = new Set(known.sampled);
  const aside = new AsideRows(paths.work, 0);
  await aside.recover(known, (slice) => collected.has(slice));
  const slices = unfinished.map(({ slice }) => slice);
  const name = batchName(dataId, record.batch, record.incarnation);
  const seal = JournalSeal.of(name, rowKey);
  const journals = await readJournals(redis.redis, scopeOf(record.account), name, slices, seal);
  try {
    await writeInDraft(paths, target, (outcomes, directory) =>
      withExtraCalls(
        paths.segments,
        `so-far-${process.pid}`,
        checkpoint.segments,
        journals.flatMap(({ attempts }) => attempts),
        async (segments) => {
          const waiting = record.options.dailyLimit === 'end' ? [] : aside.rows;
          const open = unfinished.flatMap(({ rows }) => rows);
          const isClosed = closedRows(lastRowSliced(last), [...open, ...waiting], sampled);
          const attempts = join(directory, 'attempts.csv');
          const targets = { attempts, outcomes };
          const gaps = gapSpans(await readGaps(paths.work));
          const wasAside = (row: number): boolean => aside.was(row);
          const calls = { segments: () => segments, isClosed, gaps, wasAside, earlier };
          await writeResults(record, paths, calls, String(process.pid), targets);
        },
      ),
    );
  } finally {
    earlier?.close();
  }
}
