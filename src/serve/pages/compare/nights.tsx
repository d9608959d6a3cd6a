// The match rate of a label over its nights, as a line and as a table. It knows forms alone.

import type { Page } from '../../paging.js';
import type { Night } from '../client/compare.js';
import { DataTable, Pager } from '../parts/data-table.js';
import { EmptyState } from '../parts/empty-state.js';
import { count, Time } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { percent } from './comparison.js';

interface NightsProps {
  readonly visit: Visit;
  readonly label: string;
  readonly nights: Page<Night>;
  readonly isFirst: boolean;
  readonly addressAfter: (after: string | undefined) => string;
}

export function NightsSection({ visit, label, nights, isFirst, addressAfter }: NightsProps): Element {
  const { words } = visit;
  const { comparePage, newListPage } = words;
  const { data, next } = nights;
  return (
    <section class="card">
      <h2>{label === '' ? comparePage.nightsOfNone : comparePage.nights({ label })}</h2>
      <p class="facts">{comparePage.rateAbout}</p>
      {data.length > 1 ? <Curve visit={visit} nights={data} /> : null}
      <DataTable
        caption={comparePage.matchRate}
        columns={[
          {
            title: comparePage.night,
            kind: 'wide',
            cell: ({ batch, started_at: at }) => (
              <>
                <a class="name" href={`/batches/${batch}`}>
                  {batch}
                </a>{' '}
                <small>
                  <Time at={at} words={words} />
                </small>
              </>
            ),
          },
          { title: comparePage.matchRate, kind: 'figure', cell: ({ match_rate: rate }) => percent(rate) },
          { title: newListPage.rows, kind: 'figure', cell: ({ rows }) => count(rows) },
          { title: newListPage.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
          {
            title: comparePage.changed,
            kind: 'figure',
            cell: ({ batch, previous, changed }) =>
              previous === null || changed === null ? (
                '–'
              ) : (
                <a href={`/compare?batch=${batch}&with=${previous}&label=${encodeURIComponent(label)}`}>
                  {count(changed)}
                </a>
              ),
          },
        ]}
        rows={data}
        empty={<EmptyState title={comparePage.noNights} />}
      />
      <Pager
        first={isFirst ? undefined : addressAfter(undefined)}
        next={next === null ? undefined : addressAfter(next)}
        words={words.pages}
      />
    </section>
  );
}

const WIDTH = 1000;
const HEIGHT = 120;
/** The line keeps off the edges, so that its ends are seen. */
const EDGE = 6;

/** The oldest on the left; its scale is that of the rates themselves, as they differ by little. */
function Curve({ visit, nights }: { readonly visit: Visit; readonly nights: readonly Night[] }): Element {
  const { comparePage } = visit.words;
  const rates = nights.flatMap(({ match_rate: rate }) => (rate === null ? [] : [rate])).toReversed();
  if (rates.length < 2) return <></>;
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  const spread = Math.max(most - least, 0.001);
  const points = rates.map((rate, index) => {
    const x = EDGE + (index / (rates.length - 1)) * (WIDTH - 2 * EDGE);
    const y = HEIGHT - EDGE - ((rate - least) / spread) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <figure class="timeline">
      <p class="soft">{percent(most)}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={comparePage.matchRate}
      >
        <polyline class="curve" points={points.join(' ')} vector-effect="non-scaling-stroke" />
      </svg>
      <p class="soft">{percent(least)}</p>
    </figure>
  );
}
