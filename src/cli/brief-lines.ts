// The short form of a check before the first call: a few lines on standard error.

import { budgetInWords } from './budget-in-words.js';
import { carryLines } from './carry-lines.js';
import { costOf, rowsIn } from '../app/check-report.js';
import type { Brief } from '../app/brief.js';
import { listName } from '../ingest/list-source.js';
import type { RowGroup } from '../domain/row-groups.js';
import type { Survey } from '../ingest/survey.js';
import { hanging, visible } from './text-columns.js';
import { say } from './say.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

const REASONS_SHOWN = 3;

export function printBrief(brief: Brief, words: Words): void {
  const { file, headerRow, warnings, lacksPrevious } = brief;
  if (lacksPrevious) say(withoutPrevious(brief, words));
  for (const warning of warnings) say(words.progress.warning({ message: retold(warning, words) }));
  if (headerRow > 1) {
    const place = words.check.headerPlace({ row: headerRow });
    say(words.brief.header({ file: visible(listName(file)), place }));
  }
  for (const line of carryLines(brief, words)) say(line);
  process.stderr.write(briefLines(brief, words, process.stderr.isTTY ? process.stderr.columns : Infinity));
}

function withoutPrevious({ label }: Brief, { brief }: Words): string {
  return label === '' ? brief.noLabel : brief.noneOfLabel({ label });
}

/** @param columns of the terminal; Infinity where the text goes to a file or a program */
export function briefLines(
  {
    file,
    survey,
    price,
    currency,
    previous,
    carriedFrom = [],
    budget,
  }: Pick<Brief, 'file' | 'survey' | 'price' | 'currency' | 'previous'> &
    Partial<Pick<Brief, 'carriedFrom' | 'budget'>>,
  words: Words,
  columns = Infinity,
): string {
  const { rows, calls, carried, share } = survey;
  const cost = costOf(calls, price);
  const { brief } = words;
  const counts = { file: visible(listName(file)), rows, calls };
  const list = cost === undefined ? brief.list(counts) : brief.listAndCost({ ...counts, cost, currency });
  const from = [...(previous === undefined ? [] : [previous]), ...carriedFrom].join(', ');
  const lines = [from === '' ? list : brief.carriedToo({ list, carried, previous: from })];
  const withheld = withheldWords(survey, words);
  if (withheld !== '') lines.push(hanging(brief.notSent, withheld, columns));
  if (share < 1) {
    const percent = Math.max(1, Math.floor(share * 100));
    lines.push(hanging('', brief.share({ percent }), columns));
  }
  if (budget !== undefined) lines.push(hanging('', budgetInWords(budget, words), columns));
  return `${lines.join('\n')}\n`;
}

/** How many rows are not sent, and the commonest reasons. */
function withheldWords({ duplicates, badFormat, invalidId, unreadable }: Survey, words: Words): string {
  const { brief } = words;
  const groups = [...badFormat, ...invalidId, ...unreadable].sort((a, b) => b.rows - a.rows);
  // One more takes no more room than to say that there is another.
  const shown = groups.slice(0, groups.length === REASONS_SHOWN + 1 ? groups.length : REASONS_SHOWN);
  const others = rowsIn(groups) - rowsIn(shown);
  return [
    ...(duplicates > 0 ? [brief.duplicate({ count: duplicates })] : []),
    ...shown.map((group) => inWords(group, words)),
    ...(others > 0 ? [brief.others({ rows: others })] : []),
  ].join(brief.between);
}

/** The advice is left out here, because the outcome and `rollcall check` have it. */
function inWords({ rows, message }: RowGroup, { brief, rows: { adviceBegins } }: Words): string {
  const ends = Object.values(adviceBegins)
    .map((begin) => message.indexOf(begin))
    .filter((place) => place !== -1);
  return brief.reason({ rows, message: message.slice(0, Math.min(message.length, ...ends)) });
}
