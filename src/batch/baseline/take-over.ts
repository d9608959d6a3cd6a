// Takes the outcomes of an earlier batch over into a new batch's own file. Which batch that is was decided before.

import { writeJson, writeWhole } from '../../files/durable.js';
import type { CarryRules } from '../../domain/earlier.js';
import { keyPrint } from '../../queue/slice-payload.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { EarlierFileWriter } from './earlier-file.js';
import type { EarlierIndex } from './earlier-people.js';
import { Taker, type Service } from './taker.js';

/**
 * Takes the outcomes over and syncs them, so that after any crash the new batch decides about each person as before. A
 * person's first row is the one that counts.
 *
 * @param corrections of the batch, the newest first; what they say of a person wins
 * @throws UserError where the outcomes are not there any more, or were changed
 */
export async function takeOver(
  previous: BatchRecord,
  paths: BatchPaths,
  rowKey: Buffer,
  rules: CarryRules,
  dataDirectory: string,
  now: Service,
  corrections: readonly BatchRecord[] = [],
): Promise<void> {
  const writer = String(process.pid);
  let people = 0;
  let batches: string[] = [];
  await writeWhole(paths.earlier, writer, async (handle) => {
    const taker = new Taker(new EarlierFileWriter(handle), rowKey, rules, dataDirectory, now);
    // What a correction says of a person is newer. Of those who have to be called again nothing is taken from it, as
    // an earlier batch may have their outcome.
    for (const correction of corrections) await taker.take(correction, true);
    await taker.take(previous, corrections.length > 0);
    people = taker.people;
    batches = await taker.end();
  });
  const { batch, outDirectory, format, rules: read } = previous;
  const earlier = { batch, outDirectory, format, rulesVersion: read.version };
  const index: EarlierIndex = { version: 1, earlier, keyPrint: keyPrint(rowKey), people, batches };
  await writeJson(paths.earlierIndex, writer, index);
}
