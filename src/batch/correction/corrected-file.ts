// corrected.csv: the outcomes of a batch with those of its corrections in their places, and new rows behind them. It is
// made anew from the batches' own files after each correction, so that it never depends on what it was before.

import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defusedLines, headerLine } from '../../collect/outcome-line.js';
import { UserError } from '../../domain/user-error.js';
import { writeWhole } from '../../files/durable.js';
import { TextWriter } from '../../files/text-writer.js';
import { temporaryFilesOf, writerOf } from '../output/temporary-files.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { CorrectedRows } from './corrected-rows.js';
import { familyOf, placesIn } from './family.js';

const ROWS_AT_ONCE = 512;

/**
 * Makes the corrected file at the end of a correction. Files of other batches that are gone keep this one from nothing: it
 * has its own outcomes.
 */
export async function correctFirst(
  last: BatchRecord,
  {
    dataDirectory,
    onWarning,
  }: { readonly dataDirectory: string; readonly onWarning: (message: string) => void },
): Promise<void> {
  try {
    await writeCorrected(last, dataDirectory);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    onWarning(`Batch ${last.batch}: ${last.corrects?.file ?? ''} was not written. ${error.message}`);
  }
}

/**
 * Writes the file in the first batch's directory.
 *
 * @param last the correction whose files are written, and whose end is not on record yet
 * @throws UserError where files of a batch are gone or were changed
 */
async function writeCorrected(last: BatchRecord, dataDirectory: string): Promise<void> {
  if (last.corrects === undefined) return;
  const known = await familyOf(last.corrects.first, dataDirectory);
  const others = known.corrections.filter(({ batch }) => batch !== last.batch);
  const family = { ...known, corrections: [...others, last] };
  const places = await placesIn(family, dataDirectory);
  const path = outputPaths(family.first.outDirectory).corrected;
  // The first batch has ended, so only an earlier attempt at this file can have left something.
  const { batch } = family.first;
  for (const left of await temporaryFilesOf(dirname(path), batch)) await rm(left.path, { force: true });
  const file = await CorrectedRows.open(family, places);
  try {
    await writeWhole(path, writerOf(batch, 0), async (handle) => {
      const text = new TextWriter(handle);
      await text.add(headerLine(file.titles));
      for (let from = 1; from <= places.total; from += ROWS_AT_ONCE) {
        const until = Math.min(places.total, from + ROWS_AT_ONCE - 1);
        const rows = Array.from({ length: until - from + 1 }, (_, at) => file.lineAt(from + at));
        await text.add(defusedLines(rows));
      }
      await text.end();
    });
  } finally {
    file.close();
  }
}
