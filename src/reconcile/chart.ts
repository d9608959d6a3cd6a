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
/** Of the difference's panel: where it is 0. */
const MIDDLE = TOP_HEIGHT + GAP + LOW_HEIGHT / 2;

interface Scale {
  readonly step: number;
  readonly most: number;
  readonly widest: number;
}

export function chart(columns: readonly Column[]): Markup {
  const scale = {
    step: (WIDTH - LEFT) / columns.length,
    most: Math.max(1, ...columns.map(({ ours, theirs }) => Math.max(ours, theirs))),
    widest: Math.max(1, ...columns.map(({ ours, theirs }) => Math.abs(theirs - ours))),
  };
  const differing = columns.filter(({ ours, theirs }) => ours !== theirs).length;
  const words = `${columns.length} columns, ${differing} of them differ`;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">
    ${tick(scale.most, 12)}${tick(0, TOP_HEIGHT)}
    ${tick(scale.widest, TOP_HEIGHT + GAP + 8)}${tick(-scale.widest, TOP_HEIGHT + GAP + LOW_HEIGHT)}
    ${columns.map((column, at) => bars(column, at, scale))}
    <path class="line" d="${oursLine(columns, scale)}" />
    <path class="axis" d="M${LEFT} ${TOP_HEIGHT}H${WIDTH}M${LEFT} ${MIDDLE}H${WIDTH}" />
  </svg>`;
}

function tick(value: number, y: number): Markup {
  return html`<text class="tick" x="${LEFT - 6}" y="${y}">${value}</text>`;
}

/** The provider's calls as a bar, the difference below it. */
function bars({ date, label, ours, theirs, verdict }: Column, at: number, scale: Scale): Markup {
  const x = LEFT + at * scale.step;
  const difference = theirs - ours;
  const deep = (Math.abs(difference) / scale.widest) * (LOW_HEIGHT / 2);
  const words = `${date}: ours ${ours}, theirs ${theirs}, difference ${difference}`;
  const top = heightOf(theirs, scale);
  const shown = [
    theirs > 0 ? bar('theirs', x, scale.step, TOP_HEIGHT - top, top) : '',
    deep > 0 ? bar(verdict, x, scale.step, difference > 0 ? MIDDLE - deep : MIDDLE, deep) : '',
    label === '' ? '' : html`<text x="${round(x)}" y="${HEIGHT - 4}">${label}</text>`,
  ];
  if (ours + theirs === 0) return html`${shown}`;
  return html`<g><title>${words}</title>${shown}</g>`;
}

/** Our calls as a line of steps over the provider's bars: where it runs along their tops, both agree. */
function oursLine(columns: readonly Column[], scale: Scale): string {
  const steps = columns.map(({ ours }, at) => {
    const y = round(TOP_HEIGHT - heightOf(ours, scale));
    return `V${y}H${round(LEFT + (at + 1) * scale.step)}`;
  });
  return `M${LEFT} ${TOP_HEIGHT}${steps.join('')}V${TOP_HEIGHT}`;
}

function heightOf(count: number, { most }: Scale): number {
  return (count / most) * (TOP_HEIGHT - 10);
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
