// What an order of a batch means, before it is given. It knows forms alone.

import type { Batch } from '../client/batches.js';
import type { OrderName } from '../client/one-batch.js';
import { fileName } from '../batches/batch-row.js';
import type { ProblemBody } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { Confirmation } from '../parts/confirmation.js';
import { Field } from '../parts/field.js';
import { count } from '../parts/figures.js';
import { ProblemBox } from '../parts/problem-box.js';
import { SeenCalls } from '../parts/seen-calls.js';
import type { Child, Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { isSampled } from './orders.js';

interface OrderPageProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly name: OrderName;
  readonly problem?: ProblemBody | undefined;
}

export function OrderPage({ visit, batch, name, problem }: OrderPageProps): Element {
  const { words } = visit;
  const said = wordsOf(visit, batch, name);
  return (
    <Layout visit={visit} title={said.title} here="/batches">
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <Confirmation
        title={said.title}
        action={`/batches/${batch.batch}/${name}`}
        yes={said.title}
        no={words.pages.back}
        back={`/batches/${batch.batch}`}
        isDangerous={name === 'cancel' || name === 'reject'}
      >
        <p>
          <strong>{fileName(batch.file)}</strong>
        </p>
        <p>{said.means}</p>
        <FieldsOf visit={visit} batch={batch} name={name} />
      </Confirmation>
    </Layout>
  );
}

export function wordsOf({ words: { batchPage } }: Visit, batch: Batch, name: OrderName) {
  const { orders } = batchPage;
  if (name === 'cancel' && batch.state === 'draft') return orders.discard;
  if (name === 'start' && isSampled(batch)) return orders.rest;
  if (name !== 'approve') return orders[name];
  const { title, means } = orders.approve;
  return { title, means: means({ calls: count(batch.approval?.calls ?? 0) }) };
}

function FieldsOf({ visit, batch, name }: Omit<OrderPageProps, 'problem'>): Child {
  const { newListPage, batchPage } = visit.words;
  const numeral = { inputmode: 'numeric', pattern: '[0-9]*' };
  if (name === 'sample')
    return <Field name="rows" label={newListPage.rows} value="50" input={{ ...numeral, required: true }} />;
  if (name === 'approve') return <SeenCalls approval={batch.approval} />;
  if (name !== 'resume') return null;
  return (
    <>
      <Field name="max_calls" label={newListPage.maxCalls} hint={batchPage.asBefore} input={numeral} />
      <Field
        name="rate"
        label={newListPage.rate}
        hint={batchPage.asBefore}
        input={{ inputmode: 'decimal' }}
      />
    </>
  );
}
