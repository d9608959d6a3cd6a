// The picture of the days: our calls and the provider's, slot by slot, and the difference below. SVG drawn by
// hand: bars over a time axis need no library. Pure.

import type { Balance } from './balance.js';
import { BUCKETS_A_DAY, bucketName, daysOf, firstBucketOf, type DayRange } from './days.js';
import { html, type Markup } from './html.js';
import type { Verdict } from './verdict.js';

export interface Column {
  /** As the provider writes it. */
  readonly date: string;
  /** On the axis; empty: none. */
  readonly label: string;
  readonly ours: number;
  readonly theirs: number;
  readonly verdict: Verdict;
}

/** One day: its 288 buckets; several: the days. Codes that the provider reports alone. */
export function columnsOf({ buckets, days }: Balance, range: DayRange): Column[] {
  const slots = new Map((range.from === range.to ? buckets : days).map((slot) => [slot.date, slot]));
  return axisOf(range).map(({ date, label }) => {
    const slot = slots.get(date);
    const codes = (slot?.codes ?? []).filter(({ reported }) => reported);
    return {
      date,
      label,
      ours: codes.reduce((sum, { ours }) => sum + ours, 0),
      theirs: codes.reduce((sum, { theirs }) => sum + theirs, 0),
      verdict: slot?.verdict ?? 'balanced',
    };
  });
}

const BUCKETS_AN_HOUR = 12;
const LABELS_AT_MOST = 12;

function axisOf(range: DayRange): { date: string; label: string }[] {
  if (range.from === range.to) {
    const first = firstBucketOf(range.from);
    return Array.from({ length: BUCKETS_A_DAY }, (_, at) => {
      const date = bucketName(first + at);
      return { date, label: at % (3 * BUCKETS_AN_HOUR) === 0 ? date.slice(11, 16) : '' };
    });
  }
  const days = daysOf(range);
  const every = Math.ceil(days.length / LABELS_AT_MOST);
  return days.map((date, at) => ({ date, label: at % every === 0 ? date.slice(5) : '' }));
}

const WIDTH = 1000;
const LEFT = 64;
const TOP_HEIGHT = 180;
const GAP = 26;
const LOW_HEIGHT = 90;
const LABEL_HEIGHT = 22;
const HEIGHT = TOP_HEIGHT + GAP + LOW_HEIGHT + LABEL_HEIGHT;

export function chart(columns: readonly Column[]): Markup {
  const step = (WIDTH - LEFT) / columns.length;
  const most = Math.max(1, ...columns.map(({ ours, theirs }) => Math.max(ours, theirs)));
  const widest = Math.max(1, ...columns.map(({ ours, theirs }) => Math.abs(theirs - ours)));
  const middle = TOP_HEIGHT + GAP + LOW_HEIGHT / 2;
  const differing = columns.filter(({ ours, theirs }) => ours !== theirs).length;
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="${columns.length} columns, ${differing} of them differ"
  >
    ${tick(0, TOP_HEIGHT)}${tick(most, 10)}${tick(widest, TOP_HEIGHT + GAP + 8)}${tick(-widest, TOP_HEIGHT + GAP + LOW_HEIGHT)}
    <path class="axis" d="M${LEFT} ${TOP_HEIGHT}H${WIDTH}M${LEFT} ${middle}H${WIDTH}" />
    ${columns.map((column, at) => bars(column, LEFT + at * step, step, { most, widest, middle }))}
  </svg>`;
}

function tick(value: number, y: number): Markup {
  return html`<text class="tick" x="${LEFT - 6}" y="${y}">${value}</text>`;
}

interface Scale {
  readonly most: number;
  readonly widest: number;
  /** Where the difference is 0. */
  readonly middle: number;
}

function bars({ date, label, ours, theirs, verdict }: Column, x: number, step: number, scale: Scale): Markup {
  const height = (count: number) => (count / scale.most) * (TOP_HEIGHT - 10);
  const difference = theirs - ours;
  const deep = (Math.abs(difference) / scale.widest) * (LOW_HEIGHT / 2);
  const half = step / 2;
  const words = `${date}: ours ${ours}, theirs ${theirs}, difference ${difference}`;
  const shown = [
    ours > 0 ? bar('ours', x, half, TOP_HEIGHT - height(ours), height(ours)) : '',
    theirs > 0 ? bar('theirs', x + half, half, TOP_HEIGHT - height(theirs), height(theirs)) : '',
    deep > 0 ? bar(verdict, x, step, difference > 0 ? scale.middle - deep : scale.middle, deep) : '',
    label === '' ? '' : html`<text class="label" x="${round(x)}" y="${HEIGHT - 4}">${label}</text>`,
  ];
  return ours + theirs > 0 ? html`<g><title>${words}</title>${shown}</g>` : html`${shown}`;
}

function bar(name: string, x: number, width: number, y: number, height: number): Markup {
  return html`<rect
    class="${name}"
    x="${round(x)}"
    y="${round(y)}"
    width="${round(width)}"
    height="${round(height)}"
  />`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
