// A list that was sent: how it is read, what it holds, and what can be made of it. It knows forms alone.

import type { ShownColumns } from '../../schemas/list-columns.js';
import type { ProblemBody } from '../client/interface-client.js';
import { READING_FIELDS, type ListCheck, type Reading, type SentList } from '../client/lists.js';
import { Layout } from '../layout.js';
import { Field } from '../parts/field.js';
import { bytesIn } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { CheckSection, isProblem } from './check-section.js';
import { ReadingCard } from './reading-card.js';

export interface ListPageProps {
  readonly visit: Visit;
  readonly list: SentList;
  readonly reading: Reading;
  readonly isRemembered: boolean;
  readonly columns: ShownColumns | undefined;
  readonly check: ListCheck | ProblemBody;
  /** The label that is filled in; undefined: none. */
  readonly label: string | undefined;
  /** From how many calls on somebody else has to approve; null: never. */
  readonly limit: number | null;
  /** By which the form is known again where it is sent twice. */
  readonly once: string;
  readonly problem?: ProblemBody | undefined;
}

export function ListPage(props: ListPageProps): Element {
  const { visit, list, columns, reading, isRemembered, label, check, problem } = props;
  const { words } = visit;
  const { newListPage, pages } = words;
  return (
    <Layout visit={visit} title={list.name} here="/lists/new">
      <Heading
        title={list.name}
        about={bytesIn(list.bytes)}
        above={{ address: '/lists/new', name: pages.navigation.newList }}
      >
        <a class="button" href={`/lists/${list.list}/remove`} data-dialog>
          {newListPage.remove}
        </a>
      </Heading>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      {columns === undefined || !columns.complete ? null : (
        <ReadingCard
          visit={visit}
          list={list.list}
          columns={columns}
          reading={reading}
          isRemembered={isRemembered}
        />
      )}
      <CheckSection visit={visit} list={list.list} reading={reading} label={label} check={check} />
      {isProblem(check) ? null : <MakeForm {...props} check={check} />}
    </Layout>
  );
}

const DAYS = '30';

function MakeForm(props: Omit<ListPageProps, 'check'> & { readonly check: ListCheck }): Element {
  const { visit, list, reading, label, check, limit, once } = props;
  const { newListPage, batchesPage } = visit.words;
  const { labels } = visit.caller;
  const needsApproval = limit !== null && (check.calls ?? 0) > limit;
  return (
    <form class="card make" method="post" action={`/lists/${list.list}`}>
      <h2>{newListPage.make}</h2>
      <input type="hidden" name="once" value={once} />
      {READING_FIELDS.map((name) =>
        reading[name] === undefined ? null : <input type="hidden" name={name} value={reading[name]} />,
      )}
      <div class="fields">
        <Field
          name="label"
          label={batchesPage.label}
          hint={newListPage.labelHint}
          value={label}
          input={{ maxlength: '200', list: 'labels', required: labels !== 'all' }}
        />
        <datalist id="labels">
          {labels === 'all' ? null : labels.map((each) => <option value={each} />)}
        </datalist>
        <Field
          name="max_calls"
          label={newListPage.maxCalls}
          hint={newListPage.maxCallsHint}
          input={{ inputmode: 'numeric', pattern: '[0-9]*' }}
        />
        <Field
          name="rate"
          label={newListPage.rate}
          hint={newListPage.rateHint}
          input={{ inputmode: 'decimal', pattern: '[0-9.]*' }}
        />
      </div>
      <p class="no-paper">
        <button type="submit" class="link" formmethod="get" formnovalidate>
          {visit.words.budgetsPage.see}
        </button>
      </p>
      <Check name="carry" value={`${DAYS}d`} label={newListPage.carry({ days: DAYS })} />
      <Check name="xlsx" value="true" label={newListPage.xlsx} isChecked />
      <Check name="split" value="true" label={newListPage.split} />
      <p>{needsApproval ? newListPage.needsApproval({ calls: String(limit) }) : newListPage.startsAtOnce}</p>
      <div class="actions">
        <button type="submit" class="primary" name="then" value="start">
          {needsApproval ? newListPage.askForApproval : newListPage.start}
        </button>
        <button type="submit" name="then" value="sample">
          {newListPage.sample}
        </button>
        <button type="submit" name="then" value="draft">
          {newListPage.keepAsDraft}
        </button>
      </div>
    </form>
  );
}

interface CheckProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly isChecked?: boolean;
}

function Check({ name, value, label, isChecked = false }: CheckProps): Element {
  return (
    <p class="check">
      <input type="checkbox" id={name} name={name} value={value} checked={isChecked} />
      <label for={name}>{label}</label>
    </p>
  );
}
