// Draws our calls and the provider's, slot by slot, with the difference below. The SVG is written by hand, because bars
// over a time axis need no library. Pure.

import type { Balance } from '../balance/balance.js';
import { BUCKETS_A_DAY, bucketName, daysOf, firstBucketOf, type DayRange } from '../../domain/days.js';
import { html, type Content, type Markup } from './html.js';
import { grouped, signed } from './numbers.js';
import type { Verdict } from '../balance/verdict.js';

export interface Column {
  /** The day or bucket in the provider's notation. */
  readonly date: string;
  /** The label on the axis; empty: none. */
  readonly label: string;
  readonly ours: number;
  readonly theirs: number;
  readonly verdict: Verdict;
}

/** The 288 buckets of a single day, or the days of a longer range. Only codes that the provider reports are counted. */
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

/** A column's width, which the page stretches. Heights are about a pixel per unit. */
const STEP = 10;
const TOP_HEIGHT = 176;
const GAP = 19;
const LOW_HEIGHT = 88;
const HEIGHT = TOP_HEIGHT + GAP + LOW_HEIGHT;
/** The height of the zero line in the difference's panel. */
const MIDDLE = TOP_HEIGHT + GAP + LOW_HEIGHT / 2;
/** Bars have at least this height, so that one call beside a million is seen. */
const LEAST_HEIGHT = 2;

interface Scale {
  readonly most: number;
  readonly widest: number;
}

/** Words stand beside the SVG and not in it, so that they keep their size when the page stretches it. */
export function chart(columns: readonly Column[]): Markup {
  const scale = {
    most: Math.max(1, ...columns.map(({ ours, theirs }) => Math.max(ours, theirs))),
    widest: Math.max(1, ...columns.map(({ ours, theirs }) => Math.abs(theirs - ours))),
  };
  const differing = columns.filter(({ ours, theirs }) => ours !== theirs).length;
  const words = `${columns.length} 列，其中 ${differing} 列不同 ${columns.length} columns, ${differing} of them differ`;
  const width = columns.length * STEP;
  return html`<div class="chart">
    <div class="scale"><span>${grouped(scale.most)}</span><span>0</span></div>
    <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${words}">
      ${columns.map((column, at) => bars(column, at, scale))}
      <path class="line" d="${oursLine(columns, scale)}" />
      <path class="axis" d="M0 ${TOP_HEIGHT}H${width}M0 ${MIDDLE}H${width}" />
    </svg>
    <div class="scale">
      <span>${signed(scale.widest)}</span><span>0</span><span>${signed(-scale.widest)}</span>
    </div>
    <div class="times">${columns.map(timeLabel)}</div>
  </div>`;
}

/** A bucket's mark stands at its start, a day's in its middle. */
function timeLabel({ date, label }: Column, at: number, { length }: readonly Column[]): Content {
  if (label === '') return '';
  const offset = date.includes(' ') ? 0 : 0.5;
  return html`<span style="left: ${round(((at + offset) / length) * 100)}%">${label}</span>`;
}

/** The bar of the provider's calls, with the difference below it. */
function bars({ date, ours, theirs, verdict }: Column, at: number, scale: Scale): Markup {
  const x = at * STEP;
  const difference = theirs - ours;
  const deep = heightOf(Math.abs(difference), scale.widest, LOW_HEIGHT / 2);
  const top = heightOf(theirs, scale.most, TOP_HEIGHT);
  const words = `${date} 我方 ours ${grouped(ours)}, 服务方 theirs ${grouped(theirs)}, 差异 difference ${signed(difference)}`;
  return html`<g class="column">
    <title>${words}</title>
    ${bar('touch', x, 0, HEIGHT)} ${theirs > 0 ? bar('theirs', x, TOP_HEIGHT - top, top) : ''}
    ${deep > 0 ? bar(verdict, x, difference > 0 ? MIDDLE - deep : MIDDLE, deep) : ''}
  </g>`;
}

/** Our calls as a stepped line over the provider's bars: where both agree it runs along the bars' tops. */
function oursLine(columns: readonly Column[], { most }: Scale): string {
  const steps = columns.map(({ ours }, at) => {
    const y = round(TOP_HEIGHT - heightOf(ours, most, TOP_HEIGHT));
    return `V${y}H${(at + 1) * STEP}`;
  });
  return `M0 ${TOP_HEIGHT}${steps.join('')}V${TOP_HEIGHT}`;
}

function heightOf(count: number, most: number, height: number): number {
  return count === 0 ? 0 : Math.max(LEAST_HEIGHT, (count / most) * height);
}

function bar(name: string, x: number, y: number, height: number): Markup {
  return html`<rect class="${name}" x="${x}" y="${round(y)}" width="${STEP}" height="${round(height)}" />`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
