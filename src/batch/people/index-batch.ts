// Brings an ended batch's rows into the index of people: whom each is about, as that batch cleaned names and numbers, and with
// what it ended. It reads outcomes.csv and nothing else.

import type { PersonRow } from '../../people/adding.js';
import { addBatch } from '../../people/index-writer.js';
import { SOURCES } from '../../people/entry.js';
import { personIn } from '../../ingest/read-rows.js';
import { readOutcomes } from '../baseline/earlier-outcomes.js';
import type { BatchRecord } from '../record.js';
import { formatOf } from '../run/slice-producer.js';

/** Tells the batch from another one of that id, which may come when somebody has removed this one's directory. */
export function incarnationOf({
  incarnation,
  createdAt,
}: Pick<BatchRecord, 'incarnation' | 'createdAt'>): string {
  return incarnation ?? `begun ${createdAt}`;
}

/**
 * @returns whether it was added; false where the index has it
 * @throws UserError where its outcomes can't be read any more; nothing of it is in the index then
 */
export async function indexBatch(
  dataDirectory: string,
  record: BatchRecord,
  signal?: AbortSignal,
): Promise<boolean> {
  const { batch } = record;
  const rows = (): AsyncGenerator<PersonRow[]> => personRows(record, signal);
  return addBatch(dataDirectory, { batch, incarnation: incarnationOf(record), rows });
}

/** A record that could not be read names nobody for sure. */
async function* personRows(record: BatchRecord, signal?: AbortSignal): AsyncGenerator<PersonRow[]> {
  const format = formatOf(record);
  for await (const { outcomes } of readOutcomes(record)) {
    signal?.throwIfAborted();
    yield outcomes.flatMap(({ row, cells, status, code, source, checkedAt }) => {
      if (status === 'unreadable') return [];
      const person = personIn(cells, format, record.rules.version);
      const known = SOURCES.find((one) => one === source) ?? '';
      return [{ person, row, status, code, source: known, calledAt: checkedAt }];
    });
  }
}
