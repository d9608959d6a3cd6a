// How far a batch is, and as what its rows have ended, as a bar. Drawn by attributes alone, as the pages' policy allows no style of
// their own. It knows forms alone.

import { STATUSES, type Status } from '../../../domain/status.js';
import type { Words } from '../../../words/words.js';
import { count } from './figures.js';
import type { Element } from './element.js';

interface ProgressProps {
  readonly rows: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly words: Words;
}

const WIDTH = 1000;

/** The share of each status; what is not done is what is left of the bar. */
export function Progress({ rows, byStatus, words }: ProgressProps): Element {
  const parts = STATUSES.filter((status) => status !== 'not_sent').flatMap((status) => {
    const part = byStatus[status] ?? 0;
    return part === 0 ? [] : [{ status, part }];
  });
  const whole = Math.max(
    rows,
    parts.reduce((sum, { part }) => sum + part, 0),
    1,
  );
  let left = 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={said(parts, words)}
    >
      {parts.map(({ status, part }) => {
        const x = left;
        left += (part / whole) * WIDTH;
        return (
          <rect class={`is-${status}`} x={x.toFixed(1)} y="0" width={(left - x).toFixed(1)} height="10">
            <title>{words.pages.ofStatus({ status: words.pages.statuses[status], rows: count(part) })}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function said(
  parts: readonly { readonly status: Status; readonly part: number }[],
  { pages }: Words,
): string {
  if (parts.length === 0) return pages.nothingDone;
  return parts
    .map(({ status, part }) => pages.ofStatus({ status: pages.statuses[status], rows: count(part) }))
    .join(pages.and);
}
