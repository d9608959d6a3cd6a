// Where people stand besides outcomes.csv: in files by status, in changes.csv, in corrected.csv of batches that have ended. It
// changes nothing.

import { personIn } from '../../ingest/read-rows.js';
import { areFilesOwn, filesWithRows, type KeptFile } from '../erasure/kept-files.js';
import {
  isCorrectedFile,
  rowOfRecord,
  scanFile,
  type ScannedFile,
  type ScannedRecord,
} from '../erasure/scanned-file.js';
import { unread } from '../erasure/unread.js';
import { batchPaths } from '../paths.js';
import { hasEnded, type BatchRecord } from '../record.js';
import { knownBatches } from '../recorded-batches.js';
import { readPurged } from '../retention/purge.js';
import { formatOf } from '../run/slice-producer.js';
import type { SoughtPerson } from './written-person.js';

export interface OtherOccurrence {
  /** Which of the people it is about, from 0. */
  readonly person: number;
  readonly record: BatchRecord;
  readonly path: string;
  /** Cells by their titles. */
  readonly cells: Readonly<Record<string, string>>;
}

/** @throws UserError where a file can't be read */
export async function inOtherFiles(
  dataDirectory: string,
  people: readonly SoughtPerson[],
): Promise<OtherOccurrence[]> {
  const found: OtherOccurrence[] = [];
  for (const { record, state } of await knownBatches(dataDirectory, () => undefined)) {
    const paths = batchPaths(dataDirectory, record.batch);
    if (!hasEnded(state) || (await readPurged(paths)) !== undefined) continue;
    if (!(await areFilesOwn(record, paths))) continue;
    for (const file of filesWithRows(record)) {
      if (file.kind !== 'outcomes') found.push(...(await occurrencesIn(file, record, people)));
    }
  }
  return found;
}

async function occurrencesIn(
  { path, own, kind }: KeptFile,
  record: BatchRecord,
  people: readonly SoughtPerson[],
): Promise<OtherOccurrence[]> {
  const scanned = await scanFile(path, own, (cause) => unread(path, cause));
  if (kind === 'corrected' && !isCorrectedFile(scanned)) return [];
  const found: OtherOccurrence[] = [];
  for await (const records of scanned.records()) {
    for (const each of records) {
      if (each.isBroken) continue;
      const its = personIn(each.own, formatOf(record), record.rules.version);
      const about = rowOfRecord(each, kind, record);
      for (const [person, sought] of people.entries()) {
        const stoodThere = about !== undefined && sought.stoodIn(about.batch, about.row);
        if (sought.isIt(its) || stoodThere)
          found.push({ person, record, path, cells: titled(scanned, each) });
      }
    }
  }
  return found;
}

function titled({ titles, own }: ScannedFile, { own: cells, cell }: ScannedRecord): Record<string, string> {
  return Object.fromEntries(titles.map((title, at) => [title, at < own ? (cells[at] ?? '') : cell(title)]));
}
