// Prices by date and packages of calls: what is in force, what was set, and new ones. It knows forms alone.

import type { ProblemBody } from '../client/interface-client.js';
import type { PriceBook } from '../client/money.js';
import { Layout } from '../layout.js';
import { DataTable } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { Heading } from '../parts/heading.js';
import { Money } from '../parts/figures.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import { may, type Visit } from '../visit.js';
import { PackageForm, PriceForm } from './price-forms.js';
import { packageColumns, priceColumns } from './price-tables.js';

export interface PricesPageProps {
  readonly visit: Visit;
  readonly book: PriceBook;
  readonly done?: string | undefined;
  /** Billed codes that have no price on the day that was set. */
  readonly unpriced?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

export function PricesPage(props: PricesPageProps): Element {
  const { visit, book, done, unpriced, problem, typed = {} } = props;
  const { words } = visit;
  const { pricesPage } = words;
  return (
    <Layout visit={visit} title={pricesPage.title} here="/prices">
      <Heading title={pricesPage.title} about={pricesPage.about} />
      <Notice>{done}</Notice>
      {unpriced === undefined ? null : (
        <Notice look="late">{pricesPage.unpriced({ codes: unpriced })}</Notice>
      )}
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <h2>{pricesPage.now}</h2>
      <Now visit={visit} book={book} />
      <h2>{pricesPage.prices}</h2>
      <DataTable
        caption={pricesPage.prices}
        columns={priceColumns(visit)}
        rows={book.prices.toReversed()}
        empty={<EmptyState title={pricesPage.none} />}
      />
      <h2>{pricesPage.packages}</h2>
      <DataTable
        caption={pricesPage.packages}
        columns={packageColumns(visit)}
        rows={book.packages}
        empty={<p>{pricesPage.noPackages}</p>}
      />
      {may(visit, 'putPrice') ? (
        <>
          <PriceForm visit={visit} typed={typed} />
          <PackageForm visit={visit} typed={typed} />
        </>
      ) : null}
    </Layout>
  );
}

function Now({
  visit: { words },
  book: { now, otherwise },
}: Pick<PricesPageProps, 'visit' | 'book'>): Element {
  const { pricesPage } = words;
  if (now === null) return <Notice look="late">{pricesPage.noPrice}</Notice>;
  const inForce = Object.entries(now.prices).map(([code, price]) => ({
    name: pricesPage.ofCode({ code }),
    value: <Money amount={price} currency={now.currency} />,
  }));
  const rest = { name: pricesPage.otherwise, value: otherwise };
  return <Facts facts={[...inForce, rest]} />;
}
