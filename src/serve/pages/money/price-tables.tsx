// The tables of prices and packages. They know forms alone.

import type { PriceBook } from '../client/money.js';
import type { Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { count, Money, Time } from '../parts/figures.js';
import { may, type Visit } from '../visit.js';

type Price = PriceBook['prices'][number];
type Package = PriceBook['packages'][number];
type Entry = Pick<Price, 'number' | 'set_at' | 'set_by'> & { readonly removed_by?: string };

const LOOKS = { 'in-force': 'good', later: 'calm', earlier: 'calm', removed: 'late' } as const;

export function priceColumns(visit: Visit): readonly Column<Price>[] {
  const { pricesPage } = visit.words;
  const { columns } = pricesPage;
  return [
    { title: columns.number, kind: 'figure', cell: ({ number }) => number },
    {
      title: columns.price,
      kind: 'figure',
      cell: ({ price, currency }) => <Money amount={price} currency={currency} />,
    },
    { title: columns.from, cell: ({ from }) => from },
    {
      title: columns.what,
      cell: ({ provider, code }) => (
        <>
          {provider} <small>{code === null ? pricesPage.allCodes : pricesPage.ofCode({ code })}</small>
        </>
      ),
    },
    {
      title: columns.state,
      cell: ({ state }) => <span class={`pill is-${LOOKS[state]}`}>{pricesPage.states[state]}</span>,
    },
    { title: columns.set, cell: (entry) => setIn(entry, visit) },
    ...removing<Price>(visit, ({ state }) => state === 'removed'),
  ];
}

export function packageColumns(visit: Visit): readonly Column<Package>[] {
  const { columns } = visit.words.pricesPage;
  return [
    { title: columns.number, kind: 'figure', cell: ({ number }) => number },
    { title: columns.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
    { title: columns.left, kind: 'figure', cell: ({ left }) => count(left) },
    {
      title: columns.price,
      kind: 'figure',
      cell: ({ price, currency }) => <Money amount={price} currency={currency} />,
    },
    { title: columns.from, cell: ({ from }) => from },
    { title: columns.until, cell: ({ until }) => until ?? '–' },
    { title: columns.set, cell: (entry) => setIn(entry, visit) },
    ...removing<Package>(visit, (entry) => entry.removed_by !== undefined),
  ];
}

function setIn({ set_at: at, set_by: by, removed_by: removed }: Entry, { words }: Visit): Child {
  return (
    <>
      <Time at={at} words={words} /> <small>{by}</small>
      {removed === undefined ? null : (
        <small class="why">{words.pricesPage.removedBy({ by: removed })}</small>
      )}
    </>
  );
}

function removing<Row extends Entry>(visit: Visit, isGone: (row: Row) => boolean): readonly Column<Row>[] {
  if (!may(visit, 'deletePrice')) return [];
  const { columns, remove } = visit.words.pricesPage;
  const cell = (row: Row): Element | null =>
    isGone(row) ? null : (
      <a class="button" href={`/prices/${row.number}/remove`} data-dialog>
        {remove}
      </a>
    );
  return [{ title: columns.act, cell }];
}
