// One reconciliation: what came out, and the way to its report, which has a page and a sandbox of its own. While its days are not
// settled it is asked for anew by itself. It knows forms alone.

import { VERDICT_SENTENCES } from '../../../reconcile/index.js';
import type { KnownReconciliation } from '../client/reconciliations.js';
import { Layout } from '../layout.js';
import type { Element } from '../parts/element.js';
import { Facts } from '../parts/facts.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { VerdictPill } from '../parts/verdict.js';
import { may, type Visit } from '../visit.js';
import { daysIn } from './reconciliation-page.js';

interface ReportPageProps {
  readonly visit: Visit;
  readonly report: KnownReconciliation;
}

export function ReportPage({ visit, report }: ReportPageProps): Element {
  const { words } = visit;
  const { reconciliationPage } = words;
  const days = daysIn(report, words);
  const above = { address: `/reconciliation?month=${report.to.slice(0, 7)}`, name: reconciliationPage.title };
  return (
    <Layout visit={visit} title={reconciliationPage.reportOf({ days })} here="/reconciliation">
      <Heading title={days} above={above}>
        {may(visit, 'createReconciliation') ? (
          <form method="post" action="/reconciliation">
            <input type="hidden" name="from" value={report.from} />
            <input type="hidden" name="to" value={report.to} />
            <button type="submit">{reconciliationPage.again}</button>
          </form>
        ) : undefined}
      </Heading>
      <ReportState visit={visit} report={report} />
    </Layout>
  );
}

/** Also alone, as it is asked for anew. */
export function ReportState({ visit, report }: ReportPageProps): Element {
  const { words } = visit;
  const { reconciliationPage } = words;
  const { id, verdict, basis, made_at: at, asks_again: asksAgain } = report;
  const files = `/api/v1/reconciliations/${id}/report`;
  return (
    <section id="report" class="card" {...(asksAgain ? askedAgain(id) : {})}>
      <p class="verdict-line">
        <VerdictPill verdict={verdict} words={words} /> {VERDICT_SENTENCES[verdict][words.language]}
      </p>
      {asksAgain ? (
        <p>
          {reconciliationPage.asksAgain} <a href={`/reconciliation/${id}`}>{reconciliationPage.lookAgain}</a>
        </p>
      ) : null}
      <Facts
        facts={[
          { name: reconciliationPage.columns.basis, value: reconciliationPage.basis[basis] },
          { name: reconciliationPage.madeAt, value: at === null ? null : <Time at={at} words={words} /> },
        ]}
      />
      <p class="actions">
        <a class="button primary" href={`${files}.html`} target="_blank" rel="noopener">
          {reconciliationPage.alone}
        </a>
        <a class="button" href={`${files}.csv`}>
          CSV
        </a>
        <a class="button" href={`${files}.json`}>
          JSON
        </a>
      </p>
    </section>
  );
}

const APART_MS = '30000';

/** No event tells of it, so the page asks. */
function askedAgain(id: string): Readonly<Record<string, string>> {
  return {
    'data-live': 'report',
    'data-poll': 'true',
    'data-apart': APART_MS,
    'data-source': `/parts/reconciliation/${id}`,
  };
}
