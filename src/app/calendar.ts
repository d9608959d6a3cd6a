// The calendar of months, from what is on disk: reports of reconciliations, closed months, ledgers. It asks the provider for nothing.

import { z } from 'zod';
import { chinaDay } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { readIfThere } from '../files/durable.js';
import { monthDirectory, readClosed } from '../money/month-files.js';
import { readProposal } from '../money/proposal-file.js';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import {
  calendarOf,
  monthsBetween,
  VERDICTS,
  worst,
  type CalendarMonth,
  type ClosedAs,
  type Look,
  type LookedDay,
  type MonthState,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import type { CallsByDay } from './calls-by-day.js';
import { reconciliationIds, reportPath } from './reconciliations.js';

export interface CalendarRequest {
  /** YYYY-MM in China; both are included. Absent: the present month, and the eleven before it. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const MONTHS_USUAL = 12;
const MONTHS_MOST = 60;

/** In the order of time, up to the present month. @throws UserError where those are no months, or too many */
export async function calendar(
  app: App,
  { from, to }: CalendarRequest,
  callsByDay: CallsByDay,
): Promise<CalendarMonth[]> {
  const { config, tell } = app;
  const today = chinaDay(Date.now());
  const last = to ?? today.slice(0, 7);
  const first = from ?? monthsBack(last, MONTHS_USUAL - 1);
  for (const month of [first, last]) refuseNoMonth(month);
  const months = monthsBetween(first, last, today);
  if (months.length > MONTHS_MOST)
    throw new UserError('invalid-options', ({ months: said }) => said.tooManyMonths({ most: MONTHS_MOST }));
  const states = new Map<string, { readonly state: MonthState } & ClosedAs>();
  for (const month of months) states.set(month, await stateOf(month, app));
  const [earliest, latest] = [`${first}-01`, `${last}-31`];
  return calendarOf({
    months,
    provider: config.provider,
    today,
    looks: await looksAt(app, earliest, latest),
    calls: await callsByDay.look((message) => {
      tell({ kind: 'warning', message });
    }),
    states,
  });
}

function monthsBack(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 - count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

async function stateOf(month: string, { config: { dataDir, provider } }: App) {
  const directory = monthDirectory(dataDir, month, provider);
  const closed = await readClosed(directory);
  if (closed !== undefined) {
    const verdict = VERDICTS.find((each) => each === closed.verdict) ?? null;
    return { state: 'closed' as const, verdict, closed_at: closed.closed_at, closed_by: closed.closed_by };
  }
  const isProposed = (await readProposal(directory)) !== undefined;
  const state: MonthState = isProposed ? 'awaiting_review' : 'open';
  return { state, verdict: null, closed_at: null, closed_by: null };
}

const codeForm = z.looseObject({
  ours: z.number(),
  in_doubt: z.number(),
  theirs: z.number(),
  reported: z.boolean().default(true),
  verdict: z.enum(VERDICTS),
});
/** Reports of earlier versions have less. */
const reportForm = z.looseObject({
  made_at: z.string(),
  days: z
    .array(
      z.looseObject({ date: z.string(), verdict: z.enum(VERDICTS).optional(), codes: z.array(codeForm) }),
    )
    .default([]),
  periods: z
    .array(
      z.looseObject({
        period: z.string(),
        ours: z.number(),
        in_doubt: z.number(),
        theirs: z.number().nullable(),
        difference: z.number().nullable(),
        verdict: z.enum(VERDICTS),
      }),
    )
    .default([]),
});

/** What the provider's reports say of days; one that can't be read says nothing. */
async function looksAt({ config }: App, from: string, to: string): Promise<Look[]> {
  const { dataDir, provider } = config;
  const behind = provider === DEFAULT_PROVIDER ? '' : `-${provider}`;
  const looks: Look[] = [];
  for (const id of await reconciliationIds({ config })) {
    const [first = '', last = ''] = id.split('_');
    if (first > to || last.slice(0, 10) < from || last.slice(10) !== behind) continue;
    const found = reportForm.safeParse(
      await readIfThere(reportPath(dataDir, id, 'report.json')).catch(() => undefined),
    );
    if (!found.success) continue;
    const { made_at: madeAt, days, periods } = found.data;
    looks.push({ report: id, made_at: madeAt, days: [...days.map(dayOf), ...periods.map(periodOf)] });
  }
  return looks;
}

function dayOf({ date, verdict, codes }: z.infer<typeof reportForm>['days'][number]): LookedDay {
  const compared = codes.filter(({ reported }) => reported);
  const ours = compared.reduce((sum, code) => sum + code.ours, 0);
  const theirs = compared.reduce((sum, code) => sum + code.theirs, 0);
  // A call in doubt that may be any code stands under each.
  const inDoubt = Math.max(0, ...codes.map((code) => code.in_doubt));
  const found = verdict ?? worst(codes.map((code) => code.verdict));
  return { date, verdict: found, ours, in_doubt: inDoubt, theirs, difference: theirs - ours };
}

function periodOf(period: z.infer<typeof reportForm>['periods'][number]): LookedDay {
  const { period: date, verdict, ours, in_doubt: inDoubt, theirs, difference } = period;
  return { date, verdict, ours, in_doubt: inDoubt, theirs, difference };
}
