// A month as it stands: verdict and cost, days, differences, labels, the bridge, its files, and what can be done with it. It knows forms
// alone.

import { VERDICT_SENTENCES } from '../../../reconcile/index.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { Month } from '../client/months.js';
import { Layout } from '../layout.js';
import type { Child, Element } from '../parts/element.js';
import { Facts } from '../parts/facts.js';
import { count, Money, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import { VerdictPill } from '../parts/verdict.js';
import type { Visit } from '../visit.js';
import { BillForm, CloseForm, ReopenForm } from './month-forms.js';
import { BridgeTable, DaysTable, DifferencesTable, LabelsTable } from './month-tables.js';
import { MonthPill } from './months-page.js';

export interface MonthPageProps {
  readonly visit: Visit;
  readonly month: Month;
  readonly problem?: ProblemBody | undefined;
  /** What was typed why each difference is accepted, by id. */
  readonly typed?: ReadonlyMap<string, string> | undefined;
}

export function MonthPage({ visit, month, problem, typed }: MonthPageProps): Element {
  const { words } = visit;
  const { monthsPage } = words;
  const { state, open, verdict } = month;
  return (
    <Layout visit={visit} title={month.month} here="/months">
      <Heading
        title={month.month}
        above={{ address: '/months', name: monthsPage.title }}
        about={<Standing visit={visit} month={month} />}
      />
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      {open ? <Notice look="late">{monthsPage.running}</Notice> : null}
      <p class="verdict-line">
        <VerdictPill verdict={verdict} words={words} /> {VERDICT_SENTENCES[verdict][words.language]}
      </p>
      <Facts facts={factsOf(month, visit)} />
      {state === 'closed' ? <Files visit={visit} month={month.month} /> : null}
      <h2>{monthsPage.differences}</h2>
      <DifferencesTable words={words} month={month} />
      {state === 'closed' ? null : <CloseForm visit={visit} month={month} typed={typed} />}
      <h2>{monthsPage.days}</h2>
      <DaysTable words={words} month={month} />
      <div class="beside">
        <section>
          <h2>{monthsPage.labels}</h2>
          <LabelsTable words={words} month={month} />
        </section>
        <section>
          <h2>{monthsPage.bridge}</h2>
          <BridgeTable words={words} month={month} />
        </section>
      </div>
      {state === 'closed' ? (
        <ReopenForm visit={visit} month={month.month} />
      ) : (
        <BillForm visit={visit} month={month} />
      )}
    </Layout>
  );
}

function Standing({ visit: { words }, month }: Pick<MonthPageProps, 'visit' | 'month'>): Child {
  const { monthsPage } = words;
  const { state, closed_at: at, closed_by: by, reviewed_by: reviewed } = month;
  return (
    <>
      <MonthPill state={state} name={monthsPage.states[state]} />{' '}
      {at === null ? (
        monthsPage.asked
      ) : (
        <>
          {monthsPage.closedBy({ by: by ?? '' })}, <Time at={at} words={words} />
          {reviewed === null ? null : ` · ${monthsPage.reviewedBy({ by: reviewed.name })}`}
          {reviewed?.how === 'stated' ? ` (${monthsPage.stated})` : null}. {monthsPage.asOfNow}
        </>
      )}
    </>
  );
}

function factsOf({ bridge, cost, bill, provider }: Month, { words }: Visit) {
  const { facts } = words.monthsPage;
  const money = (amount: string | null): Child =>
    amount === null ? null : <Money amount={amount} currency={cost.currency} />;
  const ours = bridge.find(({ line }) => line === 'ours');
  return [
    { name: facts.calls, value: ours === undefined ? null : count(ours.calls) },
    { name: facts.cost, value: money(cost.ours) },
    { name: facts.theirs, value: money(cost.theirs) },
    { name: facts.bill, value: money(bill?.amount ?? null) },
    { name: facts.difference, value: money(bill?.difference ?? null) },
    { name: facts.rounding, value: money(bill?.rounding_at_most ?? null) },
    { name: facts.provider, value: provider },
  ];
}

const FILES = ['close.html', 'journal.csv', 'evidence.zip', 'close.json'] as const;

function Files({ visit, month }: { readonly visit: Visit; readonly month: string }): Element {
  const { files } = visit.words.monthsPage;
  return (
    <section class="card no-paper">
      <h2>{files.title}</h2>
      <ul class="files">
        {FILES.map((file) => (
          <li>
            <a href={`/api/v1/months/${month}/${file}`}>{file}</a> <small>{files[file]}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
