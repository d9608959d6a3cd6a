// What can be done with a month: close it with reasons for what is open, propose that, look at a proposal, open it again, keep its bill.
// It knows forms alone.

import type { Difference, Month } from '../client/months.js';
import type { Child, Element } from '../parts/element.js';
import { count } from '../parts/figures.js';
import { may, type Visit } from '../visit.js';
import { whatIn } from './month-tables.js';

interface CloseFormProps {
  readonly visit: Visit;
  readonly month: Month;
  readonly typed: ReadonlyMap<string, string> | undefined;
}

export function CloseForm({ visit, month, typed }: CloseFormProps): Element {
  if (!may(visit, 'putMonth')) return <></>;
  const { words } = visit;
  const { close } = words.monthsPage;
  const { proposed, review_needed: needsReview } = month;
  if (proposed !== null) return <ReviewForm visit={visit} month={month} />;
  const open = month.differences.filter(({ accepted }) => accepted === null);
  return (
    <section class="card no-paper" id="close">
      <h2>{needsReview ? close.propose : close.title}</h2>
      <p>{needsReview ? close.proposeMeans : close.means}</p>
      <form method="post" action={`/months/${month.month}/close`}>
        {open.map((difference, index) => (
          <Accepted visit={visit} difference={difference} index={index} typed={typed?.get(difference.id)} />
        ))}
        {open.length === 0 ? null : <p class="hint">{close.acceptHint}</p>}
        {month.open ? (
          <p>
            <label class="tick">
              <input type="checkbox" name="early" value="yes" required />
              <span>{close.early}</span>
            </label>
          </p>
        ) : null}
        <button type="submit" class="primary">
          {needsReview ? close.proposeButton : close.button}
        </button>
      </form>
    </section>
  );
}

interface AcceptedProps {
  readonly visit: Visit;
  readonly difference: Difference;
  readonly index: number;
  readonly typed: string | undefined;
}

function Accepted({ visit: { words }, difference, index, typed = '' }: AcceptedProps): Element {
  const { id, date, calls, amount } = difference;
  const name = `because-${index}`;
  const what = whatIn(difference, words);
  return (
    <div class="field">
      <label for={name}>
        {words.monthsPage.close.accept({ what, day: date, calls: amount ?? count(calls) })}
      </label>
      <input type="hidden" name={`difference-${index}`} value={id} />
      <input id={name} name={name} type="text" value={typed} maxlength={500} required />
    </div>
  );
}

function ReviewForm({ visit, month }: Pick<CloseFormProps, 'visit' | 'month'>): Child {
  const { words, caller } = visit;
  const { close } = words.monthsPage;
  const { proposed } = month;
  if (proposed === null) return null;
  const isOwn = proposed.by === caller.name;
  return (
    <section class="card no-paper" id="close">
      <h2>{isOwn ? close.propose : close.review}</h2>
      <p>{isOwn ? close.ownProposal : close.reviewMeans({ by: proposed.by })}</p>
      {proposed.accept.length === 0 ? null : (
        <ul>
          {proposed.accept.map(({ id, because }) => (
            <li>
              <code>{id}</code>: {because}
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        {isOwn ? null : (
          <form method="post" action={`/months/${month.month}/close`}>
            <button type="submit" class="primary">
              {close.button}
            </button>
          </form>
        )}
        <form method="post" action={`/months/${month.month}/withdraw`}>
          <button type="submit">{close.withdraw}</button>
        </form>
      </div>
    </section>
  );
}

export function ReopenForm({ visit, month }: { readonly visit: Visit; readonly month: string }): Element {
  if (!may(visit, 'putMonth')) return <></>;
  const { reopen } = visit.words.monthsPage;
  return (
    <section class="card no-paper">
      <h2>{reopen.title}</h2>
      <p>{reopen.means}</p>
      <form method="post" action={`/months/${month}/reopen`}>
        <div class="field">
          <label for="reason">{reopen.reason}</label>
          <input id="reason" name="reason" type="text" maxlength={500} required />
        </div>
        <button type="submit" class="danger">
          {reopen.button}
        </button>
      </form>
    </section>
  );
}

export function BillForm({ visit, month }: { readonly visit: Visit; readonly month: Month }): Element {
  if (!may(visit, 'putMonth')) return <></>;
  const { monthsPage } = visit.words;
  return (
    <section class="card no-paper">
      <h2>{monthsPage.billTitle}</h2>
      <form method="post" action={`/months/${month.month}/bill`} enctype="multipart/form-data">
        <div class="field">
          <label for="bill">{monthsPage.billFile}</label>
          <input
            id="bill"
            name="bill"
            type="file"
            accept=".csv,text/csv"
            required
            aria-describedby="bill-hint"
          />
          <p class="hint" id="bill-hint">
            {monthsPage.billHint}
          </p>
        </div>
        <button type="submit">{monthsPage.billKeep}</button>
      </form>
      {month.bill?.source === 'file' ? (
        <form method="post" action={`/months/${month.month}/bill/remove`}>
          <button type="submit" class="link">
            {monthsPage.billRemove}
          </button>
        </form>
      ) : null}
    </section>
  );
}
