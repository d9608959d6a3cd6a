// What a person sees while batches run: a bar a batch on a terminal, plain lines otherwise. On standard error.

import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress } from '../batch/progress.js';
import type { Status } from '../domain/codes.js';
import { durationOf } from './duration.js';

export interface ProgressDisplay {
  show(progress: Progress): void;
  end(): void;
}

export function createDisplay(nowMs: () => number = Date.now): ProgressDisplay {
  return process.stderr.isTTY ? new Bars(nowMs) : new Lines(nowMs);
}

/** Rows a second over the last seconds. */
class Rate {
  readonly #seen: { readonly at: number; readonly done: number }[] = [];

  /** @returns rows a second, undefined until there is something to reckon with */
  add(at: number, done: number): number | undefined {
    this.#seen.push({ at, done });
    while (this.#seen.length > 2 && at - (this.#seen[0]?.at ?? at) > RATE_SPAN_MS) this.#seen.shift();
    const first = this.#seen[0];
    if (first === undefined || at - first.at < 500) return undefined;
    return ((done - first.done) * 1000) / (at - first.at);
  }
}

const RATE_SPAN_MS = 10_000;

interface Shown {
  readonly rate: string;
  readonly left: string;
  readonly counts: string;
}

function shownOf(progress: Progress, rate: number | undefined): Shown {
  const remaining = progress.rows - progress.done;
  return {
    rate: rate === undefined ? '' : `${Math.round(rate)} rows/s`,
    left: rate === undefined || rate <= 0 || remaining <= 0 ? '' : `${durationOf(remaining / rate)} left`,
    counts: countsOf(progress),
  };
}

function countsOf({ byStatus, duplicates, serviceAway }: Progress): string {
  const counts = Object.entries(byStatus) as [Status, number][];
  const parts = counts.map(([status, count]) => `${status} ${count}`);
  if (duplicates > 0) parts.push(`duplicate ${duplicates}`);
  if (serviceAway) parts.push('the service is away: probing');
  return parts.join('  ');
}

class Bars implements ProgressDisplay {
  readonly #bars = new Map<string, { bar: SingleBar; rate: Rate }>();
  readonly #nowMs: () => number;
  readonly #multi = new MultiBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    format: '{batch} [{bar}] {value}/{total}{estimate}  {rate}  {left}  {counts}',
    barsize: 24,
    autopadding: true,
  });

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  show(progress: Progress): void {
    const { batch, rows, done, rowsKnown } = progress;
    const entry = this.#bars.get(batch) ?? { bar: this.#multi.create(rows, 0), rate: new Rate() };
    this.#bars.set(batch, entry);
    const shown = shownOf(progress, entry.rate.add(this.#nowMs(), done));
    entry.bar.setTotal(rows);
    entry.bar.update(done, { batch, estimate: rowsKnown ? '' : '?', ...shown });
  }

  end(): void {
    this.#multi.stop();
  }
}

const LINE_EVERY_MS = 5_000;
/** While nothing moves. */
const STILL_EVERY_MS = 60_000;

class Lines implements ProgressDisplay {
  readonly #rates = new Map<string, { rate: Rate; shownAt: number; done: number }>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  show(progress: Progress): void {
    const now = this.#nowMs();
    const entry = this.#rates.get(progress.batch) ?? { rate: new Rate(), shownAt: 0, done: -1 };
    this.#rates.set(progress.batch, entry);
    const rate = entry.rate.add(now, progress.done);
    const still = entry.done === progress.done;
    const due = now - entry.shownAt >= (still ? STILL_EVERY_MS : LINE_EVERY_MS);
    if (!due && (still || progress.done < progress.rows)) return;
    entry.shownAt = now;
    entry.done = progress.done;
    const { counts, left, rate: perSecond } = shownOf(progress, rate);
    const parts = [`${progress.batch}: ${progress.done}/${progress.rows} rows`, perSecond, left, counts];
    process.stderr.write(`${parts.filter((part) => part !== '').join('  ')}\n`);
  }

  end(): void {
    this.#rates.clear();
  }
}
