// The short form of a check, before the first call: one to three lines on standard error. It looks at the list for
// a few seconds at most, so that a long list is not read twice before anything happens.

import { batchPaths } from '../batch/paths.js';
import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import type { PreviousRequest } from '../batch/baseline/previous.js';
import { formatOf } from '../batch/run/slice-producer.js';
import type { BatchRecord } from '../batch/record.js';
import type { Config } from '../config.js';
import { loadRowKey } from '../journal/data-identity.js';
import { listName } from '../ingest/list-source.js';
import { surveyList, type RowGroup, type Survey } from '../ingest/survey.js';
import { costOf, rowsIn, type Prices } from './check-report.js';
import { headerPlace } from './check-page.js';
import { columnWarning } from './column-words.js';
import { hanging, visible } from './text-columns.js';
import { say } from './say.js';

/** Some hundred thousand rows, and less than anybody minds waiting. */
const LOOK_MS = 2_000;
const REASONS_SHOWN = 3;

/**
 * @param asked the earlier batch that was asked for, which there may not be
 * @param doubts what is to be said about the list's encoding
 */
export async function showBrief(
  record: BatchRecord,
  config: Config,
  asked?: PreviousRequest,
  doubts: readonly string[] = [],
): Promise<void> {
  const paths = batchPaths(config.dataDir, record.batch);
  const people = await EarlierPeople.open(
    record,
    paths,
    await loadRowKey(config.key, config.dataDir, 'make'),
  );
  try {
    if (asked !== undefined && people === undefined) say(withoutPrevious(record));
    const format = formatOf(record);
    const found = record.rules.columns ?? [];
    const warnings = [...doubts, ...found.map((finding) => columnWarning(finding, format))];
    for (const warning of warnings) say(`Warning: ${warning}`);
    const until = Date.now() + LOOK_MS;
    const isEnough = (): boolean => Date.now() > until;
    const survey = await surveyList(paths.list, format, record.rules, isEnough, people?.find);
    const columns = process.stderr.isTTY ? process.stderr.columns : Infinity;
    const { headerRow = 1 } = record.format;
    if (headerRow > 1)
      process.stderr.write(`${visible(listName(record.file))}: the header is ${headerPlace(headerRow)}.\n`);
    process.stderr.write(briefOf(record.file, survey, config, people?.batch.batch, columns));
  } finally {
    people?.close();
  }
}

function withoutPrevious({ label }: BatchRecord): string {
  const labelled = label === '' ? 'no label' : `the label "${label}"`;
  return `No batch with ${labelled} has been completed yet: there is nothing to carry over, and everybody is new.`;
}

/**
 * @param previous the batch that outcomes are carried from
 * @param columns of the terminal; Infinity where it goes to a file or a program
 */
export function briefOf(
  file: string,
  survey: Survey,
  { price, currency }: Prices,
  previous?: string,
  columns = Infinity,
): string {
  const { rows, calls, carried, share } = survey;
  const cost = costOf(calls, price);
  const carriedOver = previous === undefined ? '' : `, ${carried} carried over from ${previous}`;
  const lines = [
    `${visible(listName(file))}: ${rows} rows, ${calls} to be called${cost === undefined ? '' : `, ${cost} ${currency}`}${carriedOver}`,
  ];
  const withheld = withheldWords(survey);
  if (withheld !== '') lines.push(hanging('Not sent: ', withheld, columns));
  if (share < 1) {
    const percent = Math.max(1, Math.floor(share * 100));
    const what = `That is the first ${percent} % of the list. 'rollcall check' reads all of it.`;
    lines.push(hanging('', what, columns));
  }
  return `${lines.join('\n')}\n`;
}

/** How many rows are not sent, and the commonest reasons. */
function withheldWords({ duplicates, badFormat, invalidId, unreadable }: Survey): string {
  const groups = [...badFormat, ...invalidId, ...unreadable].sort((a, b) => b.rows - a.rows);
  const shown = groups.slice(0, REASONS_SHOWN);
  const others = rowsIn(groups) - rowsIn(shown);
  return [
    ...(duplicates > 0 ? [`${duplicates} duplicate${duplicates === 1 ? '' : 's'}`] : []),
    ...shown.map(inWords),
    ...(others > 0 ? [`${others} for other reasons`] : []),
  ].join('; ');
}

/** What is to be done about it stands in the outcome, and in `rollcall check`. */
function inWords({ rows, message }: RowGroup): string {
  return `${rows} where ${message.replace(/; (the digits are lost|export the list again).*$/, '')}`;
}
