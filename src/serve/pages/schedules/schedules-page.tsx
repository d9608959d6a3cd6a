// All schedules that the visitor sees: when, what comes next, what became of the last night. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { Schedules, ShownSchedule } from '../client/schedules.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { may, type Visit } from '../visit.js';
import { NightPill } from './night-parts.js';

interface SchedulesPageProps {
  readonly visit: Visit;
  readonly schedules: Schedules;
}

export function SchedulesPage({
  visit,
  schedules: { data, has_workers: hasWorkers },
}: SchedulesPageProps): Element {
  const { schedulesPage } = visit.words;
  return (
    <Layout visit={visit} title={schedulesPage.title} here="/schedules">
      <Heading title={schedulesPage.title} about={schedulesPage.about} />
      {hasWorkers || data.length === 0 ? null : <Notice look="late">{schedulesPage.noWorker}</Notice>}
      <DataTable
        caption={schedulesPage.title}
        columns={columnsFor(visit)}
        rows={data}
        empty={<EmptyState title={schedulesPage.none} />}
      />
    </Layout>
  );
}

function columnsFor(visit: Visit): readonly Column<ShownSchedule>[] {
  const { words } = visit;
  const { columns } = words.schedulesPage;
  return [
    { title: columns.name, kind: 'wide', cell: (schedule) => <NameCell schedule={schedule} /> },
    { title: columns.when, cell: ({ cron, tz }) => <When cron={cron} tz={tz} /> },
    { title: columns.next, cell: (schedule) => <NextTimes schedule={schedule} words={words} /> },
    {
      title: columns.last,
      kind: 'wide',
      cell: (schedule) => <LastNight schedule={schedule} words={words} />,
    },
    ...(may(visit, 'runSchedule')
      ? [
          {
            title: words.schedulesPage.runNow,
            cell: (schedule: ShownSchedule) => <RunLink {...{ schedule, words }} />,
          },
        ]
      : []),
  ];
}

function NameCell({ schedule: { name, label } }: { readonly schedule: ShownSchedule }): Element {
  return (
    <>
      <a class="name" href={`/schedules/${name}`}>
        {name}
      </a>
      {label === '' ? null : <span class="tag">{label}</span>}
    </>
  );
}

export function When({ cron, tz }: Pick<ShownSchedule, 'cron' | 'tz'>): Element {
  return (
    <>
      <code>{cron}</code> <small>{tz}</small>
    </>
  );
}

interface CellProps {
  readonly schedule: ShownSchedule;
  readonly words: Words;
}

export function NextTimes({ schedule, words }: CellProps): Element {
  const {
    next,
    next_on_clock: [first, ...later],
  } = schedule;
  const { schedulesPage } = words;
  if (first === undefined) return <span class="is-late">{schedulesPage.lost}</span>;
  const isOverdue = Date.parse(next[0] ?? '') < Date.now();
  return (
    <>
      {first}
      {isOverdue ? <span class="pill is-missed">{schedulesPage.overdue}</span> : null}
      {later.length === 0 ? null : (
        <small class="then">{schedulesPage.later({ times: later.join(', ') })}</small>
      )}
    </>
  );
}

function LastNight({ schedule: { last }, words }: CellProps): Child {
  if (last === null) return words.schedulesPage.noNight;
  const { state, reason, batch, due_at: at } = last;
  return (
    <>
      <NightPill state={state} words={words} /> <Time at={at} words={words} />
      {reason === null ? null : <small class="why">{onPage(reason, words)}</small>}
      {batch === null ? null : (
        <small class="id">
          <a href={`/batches/${batch}`}>{batch}</a>
        </small>
      )}
    </>
  );
}

function RunLink({ schedule: { name }, words }: CellProps): Element {
  return (
    <a class="button" href={`/schedules/${name}/run`} data-dialog>
      {words.schedulesPage.runNow}
    </a>
  );
}
