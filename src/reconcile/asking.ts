// Gets the provider's figures for a range: in one answer, or day by day where the provider refuses the range or leaves
// out days on which we called. The caller hands in the function that asks.

import { daysOf, parseDate, type DayRange } from '../domain/days.js';
import type { CodeCounts, FigureRow, Figures } from '../domain/provider-counts.js';
import { sameCounts, sumOfList } from './figures.js';
import { CountsError } from '../provider/counts-error.js';

export type Ask = (range: DayRange) => Promise<Figures>;

/**
 * @param ourDays days on which our record has calls
 * @param today in China
 * @throws CountsError
 */
export async function figuresOf(
  ask: Ask,
  range: DayRange,
  ourDays: ReadonlySet<string>,
  today: string,
): Promise<Figures> {
  if (range.from === range.to) return ask(range);
  const whole = await askWhole(ask, range);
  // A day that has not begun has no calls, and the provider refuses questions about it.
  if (whole === undefined)
    return inOneDays(
      ask,
      daysOf(range).filter((day) => day <= today),
    );
  const given = new Set(whole.list.map(({ date }) => parseDate(date)?.day));
  // A day without a figure counts as zero. Where we have calls on such a day, the answer may have been cut, so the day
  // is asked for once more.
  const absent = daysOf(range).filter((day) => ourDays.has(day) && !given.has(day));
  return absent.length === 0 ? whole : withDays(whole, await inOneDays(ask, absent));
}

/** Undefined where the provider refuses a range of this length. */
async function askWhole(ask: Ask, range: DayRange): Promise<Figures | undefined> {
  try {
    return await ask(range);
  } catch (error) {
    if (error instanceof CountsError && error.failure === 'dates') return undefined;
    throw error;
  }
}

async function inOneDays(ask: Ask, days: readonly string[]): Promise<Figures> {
  const list: FigureRow[] = [];
  const parts: { day: string; figures: Figures }[] = [];
  for (const day of days) {
    const figures = await ask({ from: day, to: day });
    parts.push({ day, figures });
    if (figures.summary.size > 0) list.push({ date: day, counts: figures.summary });
  }
  return { summary: sumOfList(list), list, parts };
}

/**
 * A whole answer that was cut lacks those days in its summary too; where only the list was cut, the summary has them.
 */
function withDays(whole: Figures, found: Figures): Figures {
  const list = [...whole.list, ...found.list].toSorted((a, b) => a.date.localeCompare(b.date));
  const lacking = sameCounts(sumOfList(whole.list), whole.summary);
  const summary = lacking ? sumOfList([{ date: '', counts: whole.summary }, ...found.list]) : whole.summary;
  return { summary, list, parts: found.parts };
}

/** Whether two answers have the same figures. */
export function agree(a: Figures, b: Figures): boolean {
  if (!sameCounts(a.summary, b.summary)) return false;
  const [left, right] = [byDate(a), byDate(b)];
  return [...new Set([...left.keys(), ...right.keys()])].every((date) => {
    return sameCounts(left.get(date) ?? new Map(), right.get(date) ?? new Map());
  });
}

function byDate({ list }: Figures): Map<string, CodeCounts> {
  return new Map(list.map(({ date, counts }) => [date, counts]));
}
