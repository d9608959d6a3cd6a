// Whether the provider's own figures are consistent. Pure: it does not compare them with ours.

import { compareCodes, type ReturnCode, type ReturnCodes } from '../../domain/return-codes.js';
import { daysOf, parseDate, type DayRange } from '../../domain/days.js';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import { inBoth } from '../../words/catalogue.js';
import type { Say } from '../../words/words.js';
import { sumOfList } from '../figures.js';

export interface ProviderCheck {
  readonly check:
    | 'list_adds_up'
    | 'dates_in_range'
    | 'dates_once'
    | 'codes_known'
    | 'lines_read'
    | 'deductions'
    | 'refunds'
    | 'amounts';
  readonly ok: boolean;
  readonly detail: string;
  readonly detail_zh: string;
}

const NAMED_AT_MOST = 5;

/** A check with what it says in both languages. */
export function checkSaying(check: ProviderCheck['check'], ok: boolean, say: Say): ProviderCheck {
  const { en, zh } = inBoth(say);
  return { check, ok, detail: en, detail_zh: zh };
}

/** @param ourCodes codes with which our own calls were answered */
export function providerChecks(
  figures: Figures,
  range: DayRange,
  ourCodes: ReadonlySet<ReturnCode>,
  codes: ReturnCodes,
): ProviderCheck[] {
  return [addsUp(figures), inRange(figures, range), once(figures), codesKnown(figures, ourCodes, codes)];
}

export function listAddsUp(figures: Figures): boolean {
  return contradictions(figures).length === 0;
}

function contradictions(figures: Figures): Say[] {
  const { summary, list, parts = [] } = figures;
  const sums = sumOfList(list);
  const own = [...new Set([...summary.keys(), ...sums.keys()])]
    .sort(compareCodes)
    .map((code) => ({ code, summary: summary.get(code) ?? 0, list: sums.get(code) ?? 0 }))
    .filter((counts) => counts.summary !== counts.list)
    .map(
      (counts): Say =>
        (words) =>
          words.countChecks.contradiction(counts),
    );
  const inParts = parts.flatMap(({ day, figures: ofDay }) =>
    contradictions(ofDay).map(
      (say): Say =>
        (words) =>
          words.countChecks.onDay({ day, contradiction: say(words) }),
    ),
  );
  return [...own, ...inParts];
}

function addsUp(figures: Figures): ProviderCheck {
  const wrong = contradictions(figures);
  const { length: rows } = figures.list;
  return checkSaying('list_adds_up', wrong.length === 0, (words) => {
    const said = words.countChecks;
    if (wrong.length === 0) return said.addsUp({ rows });
    return said.addsNotUp({ rows, wrong: wrong.map((say) => say(words)).join(said.between) });
  });
}

function inRange({ list }: Figures, range: DayRange): ProviderCheck {
  const oneDay = range.from === range.to;
  const days = new Set(daysOf(range));
  const wrong = list.filter(({ date }) => {
    const place = parseDate(date);
    return place === undefined || !days.has(place.day) || (place.bucket !== undefined) !== oneDay;
  });
  const dates = someOf(wrong.map(({ date }) => date));
  const { from, to } = range;
  return checkSaying('dates_in_range', wrong.length === 0, ({ countChecks: said }) =>
    wrong.length === 0 ? said.inRange({ from, to }) : said.outside({ rows: wrong.length, from, to, dates }),
  );
}

function once({ list }: Figures): ProviderCheck {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { date } of list) (seen.has(date) ? twice : seen).add(date);
  return checkSaying('dates_once', twice.size === 0, ({ countChecks: said }) =>
    twice.size === 0 ? said.once : said.twice({ dates: someOf([...twice]) }),
  );
}

/** Only a note: the balance judges calls under a code that we never saw. */
function codesKnown(
  { summary, list }: Figures,
  ourCodes: ReadonlySet<ReturnCode>,
  codes: ReturnCodes,
): ProviderCheck {
  const theirs = new Set([summary, ...list.map(({ counts }) => counts)].flatMap(occurring));
  const unseen = [...theirs].filter((code) => !ourCodes.has(code)).sort(compareCodes);
  return checkSaying('codes_known', true, ({ countChecks: said }) => {
    if (unseen.length === 0) return said.codesKnown;
    const notes = unseen.map((code) =>
      codes.meaningOf(code) === undefined ? said.notListed({ code }) : said.neverAnswered({ code }),
    );
    return notes.join(said.between);
  });
}

function occurring(counts: CodeCounts): ReturnCode[] {
  return [...counts].filter(([, count]) => count > 0).map(([code]) => code);
}

function someOf(dates: readonly string[]): string {
  const named = dates.slice(0, NAMED_AT_MOST).join(', ');
  return dates.length > NAMED_AT_MOST ? `${named}, …` : named;
}
