// How the days of a month stand, by the newest report that has each: for a calendar of verdicts. Changes nothing.

import { z } from 'zod';
import { daysOfPeriod, isMonth } from '../domain/bill.js';
import { chinaDay } from '../domain/china-time.js';
import { daysOf, dayEnd } from '../domain/days.js';
import { readIfThere } from '../files/durable.js';
import { VERDICTS, type Verdict } from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import {
  daysOfId,
  reconciliationIds,
  reconciliationsOf,
  reportPath,
  type KnownReconciliation,
} from './reconciliations.js';

export interface ReconciledDay {
  readonly date: string;
  /** `future`: it has not begun in China; `none`: nobody has reconciled it. */
  readonly verdict: Verdict | 'none' | 'future';
  /** Which report says so; null where there is none. */
  readonly report: string | null;
  readonly made_at: string | null;
  /** Whether the report was made before the day was over. */
  readonly open: boolean;
  readonly ours: number | null;
  readonly in_doubt: number | null;
  readonly theirs: number | null;
  readonly difference: number | null;
}

type Figures = Pick<ReconciledDay, 'verdict' | 'ours' | 'in_doubt' | 'theirs' | 'difference'>;

const code = z.looseObject({
  ours: z.number(),
  in_doubt: z.number().default(0),
  theirs: z.number(),
  difference: z.number(),
  reported: z.boolean().default(true),
});
const slot = z.looseObject({ date: z.string(), verdict: z.enum(VERDICTS), codes: z.array(code) });
const period = z.looseObject({
  period: z.string(),
  verdict: z.enum(VERDICTS),
  ours: z.number(),
  in_doubt: z.number().default(0),
  theirs: z.number().nullable(),
  difference: z.number().nullable(),
});
/** Reports of earlier versions have less. */
const reportSchema = z.looseObject({
  days: z.array(slot).default([]),
  periods: z.array(period).default([]),
});

/**
 * Every day of the month, in order.
 *
 * @throws UserError where it is no month
 */
export async function reconciledDays(app: Pick<App, 'config'>, month: string): Promise<ReconciledDay[]> {
  refuseNoMonth(month);
  const range = daysOfPeriod(month);
  const ids = (await reconciliationIds(app)).filter((id) => {
    const { from, to } = daysOfId(id);
    return from <= range.to && to >= range.from;
  });
  const touching = await reconciliationsOf(app, ids);
  const found = new Map<string, ReconciledDay>();
  // What was made later wins.
  for (const known of touching.toSorted((a, b) => (a.made_at ?? '').localeCompare(b.made_at ?? '')))
    for (const day of await daysIn(app.config.dataDir, known)) found.set(day.date, day);
  const today = chinaDay(Date.now());
  return daysOf(range).map((date) => found.get(date) ?? unknown(date, date > today ? 'future' : 'none'));
}

function unknown(date: string, verdict: 'none' | 'future'): ReconciledDay {
  const figures = { ours: null, in_doubt: null, theirs: null, difference: null };
  return { date, verdict, report: null, made_at: null, open: false, ...figures };
}

async function daysIn(dataDir: string, { id, made_at: madeAt }: KnownReconciliation): Promise<ReconciledDay[]> {
  const found = reportSchema.safeParse(await readIfThere(reportPath(dataDir, id, 'report.json')));
  if (!found.success) return [];
  const shown = (date: string, figures: Figures): ReconciledDay => {
    const open = madeAt !== null && Date.parse(madeAt) < dayEnd(date);
    return { date, report: id, made_at: madeAt, open, ...figures };
  };
  const days = found.data.days.map(({ date, verdict, codes }) => shown(date, { verdict, ...sumsOf(codes) }));
  // A bill by the month says nothing of single days.
  const billed = found.data.periods
    .filter((each) => !isMonth(each.period))
    .map(({ period: date, verdict, ours, in_doubt: inDoubt, theirs, difference }) =>
      shown(date, { verdict, ours, in_doubt: inDoubt, theirs, difference }),
    );
  return [...days, ...billed];
}

function sumsOf(codes: readonly z.infer<typeof code>[]): Omit<Figures, 'verdict'> {
  const reported = codes.filter((each) => each.reported);
  const sum = (figure: 'ours' | 'theirs' | 'difference'): number =>
    reported.reduce((total, each) => total + each[figure], 0);
  // A call in doubt that may be any code stands under each.
  const inDoubt = Math.max(0, ...codes.map((each) => each.in_doubt));
  return { ours: sum('ours'), in_doubt: inDoubt, theirs: sum('theirs'), difference: sum('difference') };
}
