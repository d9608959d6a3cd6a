// Lists that somebody has sent and of which no batch was made yet, and uploads that are not whole. A list in UTF-8 has its rows
// emptied like any file; of one in another encoding, and of a workbook, nothing can be changed in its place, so it goes as a whole.

import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../domain/user-error.js';
import { makeDirectory } from '../../files/durable.js';
import { isMissing, undefinedIfMissing } from '../../files/missing-file.js';
import { copyListFrom } from '../../ingest/copy-list.js';
import { findFormat, formatOptions } from '../../ingest/list-format.js';
import type { ListReading } from '../../ingest/list-source.js';
import type { ListFormat } from '../../ingest/list.js';
import { readListRecords } from '../../ingest/written-columns.js';
import { inEnglish } from '../../words/catalogue.js';
import { printOf, type Cut } from './cut-file.js';
import type { PeopleSurvey } from './people-survey.js';
import { erasurePaths, type PlannedFile, type Unreached } from './plan.js';
import { whyNot } from './unread.js';

const LIST = /^[0-9a-f]{32}$/;
/** How a list is read where nobody has said anything of it. */
const READING: ListReading = { header: true, precheck: 'reject', dedupe: true };

interface SurveyedLists {
  readonly files: PlannedFile[];
  /** What goes as a whole. */
  readonly gone: string[];
  readonly unreached: Unreached[];
}

export async function surveySentLists(dataDirectory: string, survey: PeopleSurvey): Promise<SurveyedLists> {
  const surveyed: SurveyedLists = { files: [], gone: [], unreached: [] };
  const lists = join(dataDirectory, 'lists');
  for (const name of await namesIn(lists, LIST)) {
    const path = join(lists, name, 'data');
    try {
      const found = await look(path, dataDirectory, survey);
      if (found === 'whole') surveyed.gone.push(join(lists, name));
      else if (found !== undefined) surveyed.files.push({ ...found, batch: name, home: name });
    } catch (error) {
      if (isMissing(error)) continue;
      surveyed.unreached.push({ file: path, why: whyNot.said(error) });
    }
  }
  const uploads = join(dataDirectory, 'uploads');
  for (const name of await namesIn(uploads, LIST)) {
    const path = join(uploads, name);
    const found = await stat(path).catch(undefinedIfMissing);
    if (found === undefined || found.size === 0) continue;
    if (await survey.isNamedIn(path)) surveyed.gone.push(path, `${path}.json`);
    else surveyed.unreached.push({ file: path, why: inEnglish(({ erasing }) => erasing.notWhole) });
  }
  return surveyed;
}

async function namesIn(directory: string, form: RegExp): Promise<string[]> {
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  return names.filter((name) => form.test(name)).toSorted();
}

type Found = Omit<PlannedFile, 'batch' | 'home'> | 'whole' | undefined;

/** @returns what goes of a list that is read in this format, as a draft's copy is; undefined: nothing */
export async function cutList(
  path: string,
  format: ListFormat,
  survey: PeopleSurvey,
): Promise<Omit<PlannedFile, 'batch' | 'home'> | undefined> {
  const cuts = await cutsIn(path, format, survey);
  if (cuts.length === 0) return undefined;
  const line = format.delimiter.repeat((format.written?.columnCount ?? format.columnCount) - 1);
  return { path, kind: 'list', line, cuts, before: await printOf(path) };
}

async function look(path: string, dataDirectory: string, survey: PeopleSurvey): Promise<Found> {
  const before = await printOf(path);
  const { directory } = erasurePaths(dataDirectory);
  await makeDirectory(directory);
  // What a kill leaves of it is removed by whoever erases next.
  const copy = join(directory, `list-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const first = await lookAtSheet(path, copy, READING, survey);
    let { found } = first;
    // Nobody knows yet which sheet of a workbook is meant.
    const last = first.sheets === 1 ? 0 : first.sheets;
    for (let sheet = 1; found === undefined && sheet <= last; sheet++)
      ({ found } = await lookAtSheet(path, copy, { ...READING, sheet: String(sheet) }, survey));
    if (found === undefined || found === 'whole') return found;
    return found.before === before ? { ...found, path } : 'whole';
  } finally {
    await rm(copy, { force: true });
  }
}

/** Whoever stands in no column that is found, as above the header, is known by the number as it is written. */
async function lookAtSheet(
  path: string,
  copy: string,
  reading: ListReading,
  survey: PeopleSurvey,
): Promise<{ found: Found; sheets: number }> {
  const copied = await copyListFrom(path, copy, reading);
  const { sheets = 1 } = copied;
  try {
    const found = await cutList(copy, await findFormat(copy, formatOptions(reading, copied, path)), survey);
    if (found !== undefined) return { found, sheets };
  } catch (error) {
    if (!(error instanceof UserError) || !(await survey.isNamedIn(copy))) throw error;
  }
  return { found: (await survey.isNamedIn(copy)) ? 'whole' : undefined, sheets };
}

async function cutsIn(path: string, format: ListFormat, survey: PeopleSurvey): Promise<Cut[]> {
  const cuts: Cut[] = [];
  const start = { row: 1, line: format.firstLine, byteStart: format.firstByte };
  let open: number | undefined;
  const end = (at: number): void => {
    if (open !== undefined) cuts.push([open, at]);
    open = undefined;
  };
  for await (const records of readListRecords(path, format, start)) {
    for (const { cells, byteStart, fault } of records) {
      end(byteStart);
      if (fault === undefined && survey.isMeant(cells, format)) open = byteStart;
    }
  }
  end(Number.MAX_SAFE_INTEGER);
  return cuts;
}
