// The pages of months, and what is done with one: closed, opened again, given its bill.

import { chinaDay } from '../../../domain/china-time.js';
import { Problem } from '../../problem.js';
import { nothingHere, orAgain, paramOf, queryIn } from '../asked.js';
import type { ProblemBody } from '../client/interface-client.js';
import { deleteBill, getMonth, putBill, putMonth } from '../client/months.js';
import { listMonths } from '../client/reconciliations.js';
import { SentForm } from '../form.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { monthIn, monthsAway } from './month-names.js';
import { MonthPage } from './month-page.js';
import { MonthsPage } from './months-page.js';

const YEAR = 12;

export function monthsPages(pages: Pages): void {
  pages.get('/months', async (visit) => {
    const present = chinaDay(Date.now()).slice(0, 7);
    const to = monthIn(queryIn(visit, 'to')) ?? present;
    const months = await listMonths(visit.api, { from: monthsAway(to, 1 - YEAR), to });
    const later = to < present ? monthsAway(to, YEAR) : undefined;
    return (
      <MonthsPage
        visit={visit}
        months={months.toReversed()}
        earlier={monthsAway(to, -YEAR)}
        later={later === undefined || later <= present ? later : present}
      />
    );
  });

  pages.get('/months/:month', (visit) => monthPage(visit));

  pages.post('/months/:month/close', async (visit) => {
    const typed = typedIn(await SentForm.of(visit.context));
    const accept = [...typed.accept].map(([id, because]) => ({ id, because }));
    const order = { state: 'closed', accept, ...(typed.early ? { early: true } : {}) } as const;
    return orAgain(
      visit,
      async () => {
        await putMonth(visit.api, monthOf(visit), order);
        return seeOther(visit, `/months/${monthOf(visit)}`);
      },
      (problem) => monthPage(visit, problem, typed.accept),
    );
  });

  pages.post('/months/:month/reopen', async (visit) => {
    const form = await SentForm.of(visit.context);
    return done(visit, () =>
      putMonth(visit.api, monthOf(visit), { state: 'open', reason: form.text('reason') }),
    );
  });

  pages.post('/months/:month/withdraw', (visit) =>
    done(visit, () => putMonth(visit.api, monthOf(visit), { state: 'open', reason: 'withdrawn' })),
  );

  pages.post('/months/:month/bill', async (visit) => {
    const text = await billIn(visit);
    return done(visit, () => putBill(visit.api, monthOf(visit), text));
  });

  pages.post('/months/:month/bill/remove', (visit) =>
    done(visit, () => deleteBill(visit.api, monthOf(visit))),
  );
}

function monthOf(visit: Visit): string {
  const month = monthIn(paramOf(visit, 'month'));
  if (month === undefined) throw nothingHere(visit);
  return month;
}

async function monthPage(
  visit: Visit,
  problem?: ProblemBody,
  typed?: ReadonlyMap<string, string>,
): Promise<Answered> {
  const month = await getMonth(visit.api, monthOf(visit));
  return <MonthPage visit={visit} month={month} problem={problem} typed={typed} />;
}

function done(visit: Visit, act: () => Promise<unknown>): Promise<Answered> {
  return orAgain(
    visit,
    async () => {
      await act();
      return seeOther(visit, `/months/${monthOf(visit)}`);
    },
    (problem) => monthPage(visit, problem),
  );
}

/** Why each difference is accepted, by its id. */
function typedIn(form: SentForm): { accept: ReadonlyMap<string, string>; early: boolean } {
  const accept = new Map<string, string>();
  for (let index = 0; form.text(`difference-${index}`) !== ''; index += 1)
    accept.set(form.text(`difference-${index}`), form.text(`because-${index}`));
  return { accept, early: form.isChecked('early') };
}

const BILL_BYTES = 4_000_000;

async function billIn({ context }: Visit): Promise<string> {
  if (Number(context.req.header('content-length') ?? Infinity) > BILL_BYTES)
    throw new Problem(413, 'too-large');
  const { bill } = await context.req.parseBody();
  if (!(bill instanceof File)) throw new Problem(415, 'unsupported-media-type');
  return bill.text();
}
