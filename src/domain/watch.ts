// Watches what comes back: whether the share of matches, of failed look-ups and of errors of a label's hour is what is usual, and,
// where it is not, whether other labels of the account show the same: then it is the provider, else the list. Pure; what was counted
// comes in.
//
// The band of each share is the beta-binomial interval of the hour's rows: exact for few rows, so that an alarm needs as many rows as
// it takes to be sure, and wider where hours have differed before.

import { chanceOfFewer, chanceOfMore, leastHits, mostHits } from './beta-binomial.js';
import type { Words } from '../words/words.js';
import { expected, usualOf, type Share, type Usual } from './usual.js';

export const MEASURES = ['match', 'lookup_failed', 'error'] as const;
export type Measure = (typeof MEASURES)[number];

/** Of one label in one hour, the hours being numbered from the Unix epoch. */
export interface HourCounts {
  readonly label: string;
  readonly hour: number;
  /** Calls that came to an end for their row: a verdict on the person, or an error. */
  readonly rows: number;
  readonly match: number;
  readonly lookup_failed: number;
  readonly error: number;
}

/** How often an hour of a label that is as usual is called unusual, all measures together: at most. */
export const FALSE_ALARMS = 1e-4;
const CHANCE = FALSE_ALARMS / MEASURES.length;
const WEEKS_MS = 28 * 86_400_000;
const HOUR_MS = 3_600_000;
const CHINA_HOURS = 8;

export interface Judged {
  readonly measure: Measure;
  readonly rows: number;
  readonly hits: number;
  readonly share: number;
  /** The band in which the share is usual; undefined where nothing is known. Matches have no upper end, the others no lower. */
  readonly usual?: { readonly share: number; readonly least: number; readonly most: number } | undefined;
  /** `few`: no number of hits among so few rows would be unusual. */
  readonly verdict: 'usual' | 'unusual' | 'few' | 'unknown';
}

export interface Anomaly extends Judged {
  readonly label: string;
  readonly hour: number;
  /** Whether other labels of that hour show the same: `provider` all that can be judged, `list` this one alone. */
  readonly cause: 'list' | 'provider' | 'unknown';
}

export interface LabelHour {
  readonly label: string;
  readonly hour: number;
  readonly measures: readonly Judged[];
}

/** How hours of a measure compare with what is usual for a label. */
export function judge(measure: Measure, { n, hits }: Share, usual: Usual | undefined): Judged {
  const about = { measure, rows: n, hits, share: n === 0 ? 0 : hits / n };
  if (usual === undefined) return { ...about, usual: undefined, verdict: 'unknown' };
  const band = expected(usual, n);
  const falls = measure === 'match';
  const least = falls ? leastHits(CHANCE, band) : 0;
  const most = falls ? n : mostHits(CHANCE, band);
  const shares = { share: usual.p, least: n === 0 ? 0 : least / n, most: n === 0 ? 1 : most / n };
  const canBe = falls ? least > 0 : most < n;
  if (!canBe) return { ...about, usual: shares, verdict: 'few' };
  const chance = falls ? chanceOfFewer(hits, band) : chanceOfMore(hits, band);
  return { ...about, usual: shares, verdict: chance < CHANCE ? 'unusual' : 'usual' };
}

export interface Watched {
  readonly labels: readonly LabelHour[];
  readonly anomalies: readonly Anomaly[];
}

/** @param counts of all labels of an account: the hour's, and those of the weeks before; others are passed over */
export function watchHour(hour: number, counts: readonly HourCounts[]): Watched {
  const now = counts.filter((each) => each.hour === hour && each.rows > 0);
  const before = counts.filter(
    (each) => each.hour < hour && (hour - each.hour) * HOUR_MS <= WEEKS_MS && each.rows > 0,
  );
  const labels = now.map((own): LabelHour => {
    const measures = MEASURES.map((measure) =>
      judge(measure, shareOf(own, measure), usualFor(own.label, hour, measure, before)),
    );
    return { label: own.label, hour, measures };
  });
  const anomalies = labels.flatMap(({ label, measures }) =>
    measures
      .filter(({ verdict }) => verdict === 'unusual')
      .map((judged): Anomaly => ({ ...judged, label, hour, cause: causeOf(label, judged.measure, labels) })),
  );
  return { labels, anomalies };
}

function shareOf(counts: HourCounts, measure: Measure): Share {
  return { n: counts.rows, hits: counts[measure] };
}

/** Hours like this one of the label, else all hours of it, else those of all labels. */
function usualFor(
  label: string,
  hour: number,
  measure: Measure,
  before: readonly HourCounts[],
): Usual | undefined {
  const own = before.filter((each) => each.label === label);
  const alike = own.filter((each) => isAlike(each.hour, hour));
  for (const chosen of [alike, own, before]) {
    const usual = usualOf(chosen.map((each) => shareOf(each, measure)));
    if (usual !== undefined) return usual;
  }
  return undefined;
}

/** The same time of day within an hour, in China, and both on working days, or both at a weekend. */
function isAlike(one: number, other: number): boolean {
  const apart = Math.abs(ofDay(one) - ofDay(other));
  return Math.min(apart, 24 - apart) <= 1 && isWeekend(one) === isWeekend(other);
}

function ofDay(hour: number): number {
  return (hour + CHINA_HOURS) % 24;
}

function isWeekend(hour: number): boolean {
  // The epoch began on a Thursday.
  const day = (Math.floor((hour + CHINA_HOURS) / 24) + 4) % 7;
  return day === 0 || day === 6;
}

function causeOf(label: string, measure: Measure, labels: readonly LabelHour[]): Anomaly['cause'] {
  const others = labels
    .filter((each) => each.label !== label)
    .flatMap(({ measures }) => measures.filter((judged) => judged.measure === measure))
    .filter(({ verdict }) => verdict === 'usual' || verdict === 'unusual');
  if (others.length === 0) return 'unknown';
  if (others.every(({ verdict }) => verdict === 'unusual')) return 'provider';
  return others.every(({ verdict }) => verdict === 'usual') ? 'list' : 'unknown';
}

/** What is not as usual, in one sentence. */
export function anomalyInWords(
  {
    measure,
    share,
    rows,
    usual,
  }: Pick<Judged, 'measure' | 'share' | 'rows'> & {
    readonly usual: { readonly least: number; readonly most: number } | undefined;
  },
  { anomalies }: Words,
): string {
  const about = {
    share: percent(share),
    rows,
    least: percent(usual?.least ?? 0),
    most: percent(usual?.most ?? 1),
  };
  return anomalies.measures[measure](about);
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
