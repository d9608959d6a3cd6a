// The short form of a check before the first call: a few lines on standard error.

import { costOf, rowsIn } from '../app/check-report.js';
import type { Brief } from '../app/brief.js';
import { listName } from '../ingest/list-source.js';
import type { RowGroup, Survey } from '../ingest/survey.js';
import { headerPlace } from './check-page.js';
import { hanging, visible } from './text-columns.js';
import { say } from './say.js';

const REASONS_SHOWN = 3;

export function printBrief(brief: Brief): void {
  const { file, headerRow, warnings, lacksPrevious } = brief;
  if (lacksPrevious) say(withoutPrevious(brief));
  for (const warning of warnings) say(`Warning: ${warning}`);
  if (headerRow > 1)
    process.stderr.write(`${visible(listName(file))}: the header is ${headerPlace(headerRow)}.\n`);
  process.stderr.write(briefLines(brief, process.stderr.isTTY ? process.stderr.columns : Infinity));
}

function withoutPrevious({ label }: Brief): string {
  const labelled = label === '' ? 'no label' : `the label "${label}"`;
  return `No batch with ${labelled} has been completed yet: there is nothing to carry over, and everybody is new.`;
}

/** @param columns of the terminal; Infinity where the text goes to a file or a program */
export function briefLines(
  {
    file,
    survey,
    price,
    currency,
    previous,
  }: Pick<Brief, 'file' | 'survey' | 'price' | 'currency' | 'previous'>,
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

/** The advice is left out here, because the outcome and `rollcall check` have it. */
function inWords({ rows, message }: RowGroup): string {
  return `${rows} where ${message.replace(/; (the digits are lost|export the list again).*$/, '')}`;
}
