// What a list holds and what verifying it would take, while it is being read and when it has been. It knows forms alone.

import type { Words } from '../../../words/words.js';
import { queryOf, type ProblemBody } from '../client/interface-client.js';
import type { ListCheck, Reading } from '../client/lists.js';
import { DataTable } from '../parts/data-table.js';
import { Figure, Figures } from '../parts/figure-list.js';
import { count, durationIn, Money } from '../parts/figures.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface CheckSectionProps {
  readonly visit: Visit;
  readonly list: string;
  readonly reading: Reading;
  /** Whose budget is told; undefined: nobody's. */
  readonly label: string | undefined;
  readonly check: ListCheck | ProblemBody;
}

export function CheckSection({ visit, list, reading, label, check }: CheckSectionProps): Element {
  const { words } = visit;
  const { newListPage } = words;
  const isReading = !isProblem(check) && !check.complete;
  return (
    <section
      id="check"
      class="card"
      aria-labelledby="check-title"
      data-live="check"
      data-source={`/parts/lists/${list}/check${queryOf({ ...reading, label })}`}
      {...(isReading ? { 'data-poll': 'true' } : {})}
    >
      <h2 id="check-title">{newListPage.holds}</h2>
      {isProblem(check) ? (
        <ProblemBox problem={check} words={words} />
      ) : (
        <>
          {isReading ? <p class="note">{newListPage.stillReading}</p> : null}
          {check.rows === undefined ? null : <Holds check={check} words={words} />}
        </>
      )}
      {isReading ? (
        <noscript>
          <a href={`/lists/${list}${queryOf({ ...reading, label })}`}>{newListPage.lookAgain}</a>
        </noscript>
      ) : null}
    </section>
  );
}

export function isProblem(check: ListCheck | ProblemBody): check is ProblemBody {
  return 'type' in check;
}

interface HoldsProps {
  readonly check: ListCheck;
  readonly words: Words;
}

function Holds({ check, words }: HoldsProps): Element {
  const { newListPage } = words;
  const { rows = 0, calls = 0, by_verdict: verdicts = {}, warnings = [], unfinished } = check;
  const notSent = ['bad_format', 'invalid_id', 'unreadable'].reduce(
    (sum, each) => sum + (verdicts[each] ?? 0),
    0,
  );
  return (
    <>
      <Figures>
        <Figure name={newListPage.rows}>{count(rows)}</Figure>
        <Figure name={newListPage.calls}>{count(calls)}</Figure>
        <Figure name={newListPage.duplicates}>{count(verdicts['duplicate'] ?? 0)}</Figure>
        <Figure name={newListPage.notSent}>{count(notSent)}</Figure>
        <Price check={check} words={words} />
        <Takes check={check} words={words} />
        <BudgetLeft check={check} words={words} />
      </Figures>
      {check.budget?.fits === false ? <p class="note is-late">{words.budgetsPage.tooLittle}</p> : null}
      {unfinished === undefined ? null : (
        <p class="note is-late">
          {newListPage.unfinishedBatch} <a href={`/batches/${unfinished}`}>{unfinished}</a>
        </p>
      )}
      {warnings.map((warning) => (
        <p class="note is-late">{warning}</p>
      ))}
      <Before check={check} words={words} />
      <NotSent check={check} words={words} />
    </>
  );
}

function Price({ check: { cost, currency }, words }: HoldsProps): Element {
  if (cost === null || cost === undefined || currency === undefined) return <></>;
  return (
    <Figure name={words.newListPage.atMost}>
      <Money amount={cost} currency={currency} />
    </Figure>
  );
}

function Takes({ check: { times = [] }, words }: HoldsProps): Element {
  const [time] = times;
  if (time === undefined) return <></>;
  return (
    <Figure name={words.newListPage.takesAt({ rate: String(time.rate) })}>
      {durationIn(words, time.seconds)}
    </Figure>
  );
}

function BudgetLeft({ check: { budget }, words }: HoldsProps): Element {
  if (budget === null || budget === undefined) return <></>;
  const { label, month, left, currency } = budget;
  const { budgetsPage } = words;
  return (
    <Figure name={budgetsPage.leftOf({ label: label === '' ? budgetsPage.noLabel : label, month })}>
      {currency === null ? (
        budgetsPage.someCalls({ calls: count(Number(left)) })
      ) : (
        <Money amount={String(left)} currency={currency} />
      )}
    </Figure>
  );
}

function Before({ check: { verified_before: before, currency = '' }, words }: HoldsProps): Element {
  if (before === undefined || before.known === 0) return <></>;
  const { newListPage } = words;
  const { known, within_days: days, saves } = before;
  return (
    <p class="note">
      {newListPage.verifiedBefore({ people: count(known), days: Math.round(days) })}{' '}
      {saves === null ? null : (
        <>
          {newListPage.saves} <Money amount={saves} currency={currency} />
        </>
      )}
    </p>
  );
}

function NotSent({ check: { reasons = [] }, words }: HoldsProps): Element {
  const { newListPage, pages } = words;
  if (reasons.length === 0) return <></>;
  const linesOf = (first: readonly { readonly line: number }[]): string =>
    first.map(({ line }) => line).join(', ');
  return (
    <>
      <h3>{newListPage.whatIsNotSent}</h3>
      <DataTable
        caption={newListPage.whatIsNotSent}
        columns={[
          {
            title: newListPage.reason,
            kind: 'wide',
            cell: ({ verdict, message }) => (
              <>
                {message} <span class="tag">{statusName(verdict, pages.statuses)}</span>
              </>
            ),
          },
          { title: newListPage.rows, kind: 'figure', cell: ({ rows }) => count(rows) },
          { title: newListPage.lines, kind: 'wide', cell: ({ first }) => linesOf(first) },
        ]}
        rows={reasons}
        empty=""
      />
    </>
  );
}

function statusName(verdict: string, statuses: Readonly<Record<string, string>>): string {
  return statuses[verdict] ?? verdict;
}
