// The picture of batch.html: one bar, cut by statuses. Pure.

import type { Status } from '../../domain/status.js';
import { html, type Markup } from '../../reconcile/report/html.js';
import { shareOf } from './figures.js';
import type { Words } from '../../words/words.js';

/** The bar's width, which the page stretches. */
const WIDTH = 1000;
const HEIGHT = 36;
/** A status that few rows have is seen all the same. */
const LEAST_WIDTH = 4;

export function statusBar(
  present: readonly { readonly status: Status; readonly rows: number }[],
  words: Words['page'],
  separator: string,
): Markup {
  const rows = present.reduce((sum, { rows: some }) => sum + some, 0);
  const parts = present.map(({ status, rows: some }) => `${words.statuses[status]} ${shareOf(some, rows)}`);
  const room = WIDTH - present.length * LEAST_WIDTH;
  let x = 0;
  const bars = present.map(({ status, rows: some }, at) => {
    const width = LEAST_WIDTH + (some / rows) * room;
    const bar = html`<rect
      class="is-${status}"
      x="${x.toFixed(2)}"
      y="0"
      width="${width.toFixed(2)}"
      height="${HEIGHT}"
    >
      <title>${parts[at] ?? ''}</title>
    </rect>`;
    x += width;
    return bar;
  });
  return html`<figure>
    <svg
      class="statuses"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="${words.picture({ parts: parts.join(separator) })}"
    >
      ${bars}
    </svg>
  </figure>`;
}
