// The pages of reconciliation, and days that are reconciled now.

import { chinaDay } from '../../../domain/china-time.js';
import { nothingHere, orAgain, paramOf, queryIn } from '../asked.js';
import {
  listMonths,
  listReconciliations,
  reconcileDays,
  type KnownReconciliation,
} from '../client/reconciliations.js';
import { SentForm } from '../form.js';
import { monthAfter, monthBefore, monthIn } from '../months/month-names.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { ReconciliationPage, type ReconciliationPageProps } from './reconciliation-page.js';
import { ReportPage, ReportState } from './report-page.js';

export function reconciliationPages(pages: Pages): void {
  pages.get('/reconciliation', (visit) => calendarPage(visit));

  pages.post('/reconciliation', async (visit) => {
    const form = await SentForm.of(visit.context);
    const days = { from: form.text('from'), to: form.text('to') };
    return orAgain(
      visit,
      async () => seeOther(visit, `/reconciliation/${(await reconcileDays(visit.api, days)).id}`),
      (problem) => calendarPage(visit, { days, problem }),
    );
  });

  pages.get('/reconciliation/:id', async (visit) => (
    <ReportPage visit={visit} report={await namedReport(visit)} />
  ));

  pages.part('/parts/reconciliation/:id', async (visit) => (
    <ReportState visit={visit} report={await namedReport(visit)} />
  ));
}

const SHOWN = 30;

async function calendarPage(
  visit: Visit,
  again: Partial<Pick<ReconciliationPageProps, 'days' | 'problem'>> = {},
): Promise<Answered> {
  const today = chinaDay(Date.now());
  const month = monthIn(queryIn(visit, 'month')) ?? today.slice(0, 7);
  const after = queryIn(visit, 'after');
  const [months, reports] = await Promise.all([
    listMonths(visit.api, { from: month, to: month }),
    listReconciliations(visit.api, { after, limit: SHOWN }),
  ]);
  const [shown] = months;
  if (shown === undefined) throw nothingHere(visit);
  const next = monthAfter(month);
  return (
    <ReconciliationPage
      visit={visit}
      month={shown}
      months={{ before: monthBefore(month), after: next > today.slice(0, 7) ? undefined : next }}
      today={today}
      reports={reports}
      after={after}
      days={again.days ?? { from: today, to: today }}
      problem={again.problem}
    />
  );
}

const PAGE = 200;

/** @throws Refused where there is no such report */
async function namedReport(visit: Visit): Promise<KnownReconciliation> {
  const id = paramOf(visit, 'id');
  let after: string | undefined;
  for (;;) {
    const { data, next } = await listReconciliations(visit.api, { after, limit: PAGE });
    const found = data.find((report) => report.id === id);
    if (found !== undefined) return found;
    if (next === null) throw nothingHere(visit);
    after = next;
  }
}
