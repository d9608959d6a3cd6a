// One schedule and what became of its nights, with the reasons. It knows forms alone.

import { VERDICTS, type Verdict } from '../../../reconcile/index.js';
import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { ShownNight, ShownSchedule } from '../client/schedules.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { VerdictPill } from '../parts/verdict.js';
import { may, type Visit } from '../visit.js';
import { NightPill } from './night-parts.js';
import { NextTimes, When } from './schedules-page.js';

interface SchedulePageProps {
  readonly visit: Visit;
  readonly schedule: ShownSchedule;
  readonly nights: readonly ShownNight[];
  /** The address of more of them; undefined: these are all. */
  readonly more: string | undefined;
  readonly done: string | undefined;
}

export function SchedulePage({ visit, schedule, nights, more, done }: SchedulePageProps): Element {
  const { words } = visit;
  const { schedulesPage } = words;
  const { name, label, cron, tz } = schedule;
  return (
    <Layout visit={visit} title={name} here="/schedules">
      <Heading title={name} above={{ address: '/schedules', name: schedulesPage.title }}>
        {may(visit, 'runSchedule') ? (
          <a class="button primary" href={`/schedules/${name}/run`} data-dialog>
            {schedulesPage.runNow}
          </a>
        ) : undefined}
      </Heading>
      <Notice>{done}</Notice>
      <Facts
        facts={[
          { name: schedulesPage.columns.when, value: <When cron={cron} tz={tz} /> },
          { name: schedulesPage.columns.next, value: <NextTimes schedule={schedule} words={words} /> },
          { name: words.batchesPage.label, value: label === '' ? null : label },
        ]}
      />
      <h2>{schedulesPage.nights}</h2>
      <DataTable
        caption={schedulesPage.nights}
        columns={columnsFor(visit)}
        rows={nights}
        empty={<EmptyState title={schedulesPage.noNights} />}
      />
      {more === undefined ? null : (
        <nav class="pager" aria-label={schedulesPage.nights}>
          <a href={more}>{schedulesPage.moreNights}</a>
        </nav>
      )}
    </Layout>
  );
}

function columnsFor(visit: Visit): readonly Column<ShownNight>[] {
  const { words } = visit;
  const { columns } = words.schedulesPage;
  return [
    { title: columns.night, cell: (night) => <NightCell night={night} words={words} /> },
    { title: columns.state, kind: 'wide', cell: (night) => <StateCell night={night} words={words} /> },
    { title: columns.list, cell: (night) => <ListCell night={night} words={words} /> },
    { title: columns.figures, cell: (night) => figuresIn(night, words) },
    { title: columns.reconciled, cell: (night) => <ReconciledCell night={night} visit={visit} /> },
  ];
}

interface CellProps {
  readonly night: ShownNight;
  readonly words: Words;
}

function NightCell({ night: { due_on_clock: due, trigger }, words }: CellProps): Element {
  const { schedulesPage } = words;
  const how = { time: null, late: schedulesPage.late, hand: schedulesPage.byHand }[trigger];
  return (
    <>
      {due}
      {how === null ? null : <small class="tag">{how}</small>}
    </>
  );
}

function StateCell({ night: { state, reason, exit }, words }: CellProps): Element {
  return (
    <>
      <NightPill state={state} words={words} />
      {reason === null ? null : <small class="why">{onPage(reason, words)}</small>}
      {exit === null || exit === 0 ? null : <small>{words.schedulesPage.exit({ status: exit })}</small>}
    </>
  );
}

function ListCell({ night: { file, batch, purged_at: purged }, words }: CellProps): Child {
  if (file === null && batch === null) return '–';
  return (
    <>
      {file}
      {batch === null ? null : (
        <small class="id">
          <a href={`/batches/${batch}`}>{batch}</a>
        </small>
      )}
      {purged === null ? null : <small>{words.schedulesPage.purged({ day: purged.slice(0, 10) })}</small>}
    </>
  );
}

const FIGURES = ['rows', 'calls', 'carried', 'changed', 'new', 'gone'] as const;

function figuresIn(night: ShownNight, { history }: Words): Child {
  const told = FIGURES.flatMap((name) => {
    const count = night[name];
    return count === null ? [] : [history.figures[name]({ count })];
  });
  return told.length === 0 ? '–' : told.join(history.between);
}

function ReconciledCell({ night, visit }: { readonly night: ShownNight; readonly visit: Visit }): Child {
  const { words } = visit;
  const { reconciliation } = night;
  if (reconciliation === null) return '–';
  const { day, verdict, state, reason, asked } = reconciliation;
  const { schedulesPage } = words;
  const known = VERDICTS.find((each) => each === verdict);
  return (
    <>
      {known === undefined ? (
        <span>{state === 'failed' ? schedulesPage.notReconciled : schedulesPage.settling}</span>
      ) : (
        <Verdicts verdict={known} day={day} visit={visit} />
      )}
      <small>
        {day}
        {asked > 1 ? ` · ${schedulesPage.asked({ count: asked })}` : ''}
      </small>
      {reason === null ? null : <small class="why">{onPage(reason, words)}</small>}
    </>
  );
}

function Verdicts({ verdict, day, visit }: { verdict: Verdict; day: string; visit: Visit }): Element {
  const pill = <VerdictPill verdict={verdict} words={visit.words} />;
  if (!may(visit, 'listReconciliations')) return pill;
  return <a href={`/reconciliation?month=${day.slice(0, 7)}`}>{pill}</a>;
}
