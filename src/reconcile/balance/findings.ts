// Says in sentences what the balance means: what accounts for the differences, what is left, and which cause is
// likelier. Each in every language of the catalogue. Pure.

import type { Balance, SlotBalance } from './balance.js';
import { SETTLING_MS } from './cuts.js';
import { dayEnd } from '../../domain/days.js';
import type { Figures } from '../../domain/provider-counts.js';
import { chinaIso } from '../../domain/china-time.js';
import { inBoth } from '../../words/catalogue.js';
import type { Say } from '../../words/words.js';

export interface Finding {
  readonly en: string;
  readonly zh: string;
}

export interface FindingsInput {
  readonly balance: Balance;
  readonly figures: Figures;
  /** Batches of those days whose calls may not all be recorded. */
  readonly unfinished: readonly string[];
  readonly nowMs: number;
}

export function findingsOf(input: FindingsInput): Finding[] {
  return [
    ...coveredFindings(input),
    ...runningFindings(input.unfinished),
    ...foreignFindings(input),
    ...missingFindings(input),
  ].map(inBoth);
}

function coveredFindings({ balance: { fates } }: FindingsInput): Say[] {
  const { inDoubt, atEdge } = fates;
  return [
    ...some(inDoubt, ({ findings }) => findings.inDoubt({ calls: inDoubt })),
    ...some(atEdge, ({ findings }) => findings.atEdge({ calls: atEdge })),
    ...declaredFindings(fates),
  ];
}

export function declaredFindings({ known }: { readonly known: number }): Say[] {
  return some(known, ({ findings }) => findings.declared({ calls: known }));
}

/** Nothing is said of no calls. */
export function some(calls: number, say: Say): Say[] {
  return calls > 0 ? [say] : [];
}

export function runningFindings(unfinished: readonly string[]): Say[] {
  return some(unfinished.length, ({ findings }) =>
    findings.notFinished({ batches: unfinished.join(findings.between) }),
  );
}

function foreignFindings({ balance, unfinished }: FindingsInput): Say[] {
  const { fates, finest, agreesWithinMs } = balance;
  if (fates.foreign === 0) return [];
  const places = placesOf(finest.slots, 'foreign');
  const found: Say = (words) => words.findings.foreign({ calls: fates.foreign, places: places(words) });
  if (agreesWithinMs !== undefined)
    return [found, ({ findings }) => findings.onlyRows({ minutes: agreesWithinMs / 60_000 })];
  return unfinished.length === 0 ? [found, whoseCalls(finest.slots)] : [found];
}

/**
 * Calls in slots where we made none are probably another program's. Calls among our own may also be ours that were not
 * recorded.
 */
function whoseCalls(slots: readonly SlotBalance[]): Say {
  let whereIdle = 0;
  let total = 0;
  for (const { codes } of slots) {
    const idle = codes.every(({ ours, inDoubt, atEdge }) => ours + inDoubt + atEdge === 0);
    const foreign = codes.reduce((sum, code) => sum + code.foreign, 0);
    total += foreign;
    if (idle) whereIdle += foreign;
  }
  if (whereIdle * 2 > total)
    return ({ findings }) =>
      whereIdle === total ? findings.allIdle : findings.someIdle({ calls: whereIdle });
  return ({ findings }) =>
    whereIdle === 0 ? findings.allAmong : findings.someAmong({ calls: total - whereIdle });
}

const PLACES_AT_MOST = 5;

/** Where most of the calls lie that are left over: days, or the starts of five minutes. */
function placesOf(slots: readonly SlotBalance[], figure: 'foreign' | 'missing'): Say {
  const places = slots
    .map(({ date, codes }) => ({
      date: date.slice(0, 16),
      calls: codes.reduce((sum, code) => sum + code[figure], 0),
    }))
    .filter(({ calls }) => calls > 0)
    .toSorted((a, b) => b.calls - a.calls);
  const others = Math.max(0, places.length - PLACES_AT_MOST);
  return ({ findings }) => {
    const named = places.slice(0, PLACES_AT_MOST).map(findings.place).join(findings.between);
    return others === 0 ? named : findings.others({ named, others });
  };
}

function missingFindings({ balance, figures, unfinished, nowMs }: FindingsInput): Say[] {
  const { fates, finest, agreesWithinMs } = balance;
  const { missing: calls } = fates;
  if (calls === 0) return [];
  const last = figures.list
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  const places = placesOf(finest.slots, 'missing');
  const found: Say = (words) => {
    const about = { calls, places: places(words) };
    return last === undefined
      ? words.findings.missing(about)
      : words.findings.missingBehind({ ...about, last });
  };
  if (agreesWithinMs !== undefined || unfinished.length > 0) return [found];
  const days = finest.slots
    .filter(({ codes }) => codes.some(({ missing }) => missing > 0))
    .map(({ date }) => date.slice(0, 10));
  return [
    found,
    whyMissing(
      days.map((day) => dayEnd(day) + SETTLING_MS),
      nowMs,
    ),
  ];
}

/** @param settledAt the times from which the figures of the days with missing calls are final */
function whyMissing(settledAt: readonly number[], nowMs: number): Say {
  if (settledAt.some((at) => at <= nowMs)) return ({ findings }) => findings.overdue;
  const until = chinaIso(Math.max(...settledAt, nowMs));
  return ({ findings }) => findings.settling({ until });
}
