// Shows a person on standard error how batches progress: a bar for each on a terminal, plain lines otherwise. While
// Redis can't be used no progress comes, so the last one is shown beside what is wrong with Redis.

import { MultiBar, type SingleBar } from 'cli-progress';
import { secondsLeft, type Progress } from '../batch/run/progress.js';
import { waitingInWords } from '../domain/waiting.js';
import { troubleInWords, type RedisTrouble } from '../redis/redis-state.js';
import { durationOf } from './duration.js';
import { statusCounts } from './status-counts.js';
import { hanging, visible, visiblePage } from './text-columns.js';
import { say } from './say.js';
import type { Words } from '../words/words.js';

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Told why Redis can't be used; undefined once it can. */
  trouble(trouble: RedisTrouble | undefined): void;
  /** Shows text beside the progress, and above the bars if there are any. */
  say(text: string): void;
  end(): void;
}

export function createDisplay(words: Words, nowMs: () => number = Date.now): ProgressDisplay {
  const display = process.stderr.isTTY ? new Bars(words) : new Lines(words, nowMs);
  const latest = new Map<string, Progress>();
  let ailment: RedisTrouble | undefined;
  return {
    show: (progress) => {
      latest.set(progress.batch, progress);
      display.show(progress, ailment);
    },
    trouble: (trouble) => {
      ailment = trouble;
      for (const progress of latest.values()) if (!isDone(progress)) display.show(progress, trouble);
    },
    say: (text) => {
      display.say(text);
    },
    end: () => {
      display.end();
    },
  };
}

function isDone({ done, rows, written }: Progress): boolean {
  return done >= rows && (written === undefined || written >= rows);
}

interface Screen {
  show(progress: Progress, trouble: RedisTrouble | undefined): void;
  say(text: string): void;
  end(): void;
}

interface Shown {
  readonly rate: string;
  readonly left: string;
  readonly counts: string;
}

function shownOf(progress: Progress, trouble: RedisTrouble | undefined, words: Words): Shown {
  const { units } = words;
  const { rowsPerSecond, written, rows } = progress;
  if (trouble !== undefined) {
    const counts = countsOf({ ...progress, waiting: undefined }, words);
    return { rate: '', left: '', counts: [counts, troubleInWords(trouble, words)].join('  ').trimStart() };
  }
  if (written !== undefined) {
    const percent = rows === 0 ? 100 : Math.floor((written / rows) * 100);
    return { rate: '', left: '', counts: words.progress.writing({ percent }) };
  }
  const left = secondsLeft(progress);
  return {
    rate: rowsPerSecond === undefined ? '' : units.rowsPerSecond({ rate: Math.round(rowsPerSecond) }),
    left: left === undefined ? '' : units.left({ time: durationOf(left, words) }),
    counts: countsOf(progress, words),
  };
}

function countsOf({ byStatus, duplicates, gapRows, waiting }: Progress, words: Words): string {
  const parts = statusCounts(byStatus, words).map(([status, count]) => `${status} ${count}`);
  if (duplicates > 0) parts.push(words.progress.duplicates({ count: duplicates }));
  if (gapRows !== undefined) parts.push(words.results.inGaps({ rows: gapRows }));
  if (waiting !== undefined) parts.push(waitingInWords(waiting, words));
  return parts.join('  ');
}

/** A narrower terminal has no room for a bar beside the figures. */
const BAR_FROM_COLUMNS = 72;

class Bars implements Screen {
  readonly #bars = new Map<string, SingleBar>();
  readonly #columns = process.stderr.columns;
  readonly #words: Words;
  readonly #multi = new MultiBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    // Bars are drawn anew each time, because others write on their line, as the terminal does with ^C.
    forceRedraw: true,
    format:
      this.#columns < BAR_FROM_COLUMNS
        ? '{batch} {value}/{total}{estimate}  {left}  {rate}  {counts}'
        : '{batch} [{bar}] {value}/{total}{estimate}  {rate}  {left}  {counts}',
    barsize: 24,
    autopadding: true,
  });

  constructor(words: Words) {
    this.#words = words;
    // However the process ends, the terminal gets its cursor and its line wrapping back.
    process.on('exit', this.#stop);
  }

  show(progress: Progress, trouble: RedisTrouble | undefined): void {
    const { batch, rows, done, rowsKnown } = progress;
    const bar = this.#bars.get(batch) ?? this.#multi.create(rows, 0);
    this.#bars.set(batch, bar);
    bar.setTotal(rows);
    bar.update(done, {
      batch: visible(batch),
      estimate: rowsKnown ? '' : '?',
      ...shownOf(progress, trouble, this.#words),
    });
  }

  say(text: string): void {
    const lines = `${visiblePage(hanging('', text, this.#columns))}\n`;
    if (!this.#multi.isActive) {
      say(lines.trimEnd());
      return;
    }
    this.#multi.log(lines);
    this.#multi.update();
  }

  end(): void {
    process.off('exit', this.#stop);
    this.#stop();
  }

  readonly #stop = (): void => {
    if (this.#multi.isActive) this.#multi.stop();
  };
}

const LINE_EVERY_MS = 5_000;
/** How often a line is printed while nothing changes. */
const STILL_EVERY_MS = 60_000;

class Lines implements Screen {
  readonly #rates = new Map<string, { shownAt: number; done: number; why: string }>();
  readonly #words: Words;
  readonly #nowMs: () => number;

  constructor(words: Words, nowMs: () => number) {
    this.#words = words;
    this.#nowMs = nowMs;
  }

  show(progress: Progress, trouble: RedisTrouble | undefined): void {
    const now = this.#nowMs();
    const entry = this.#rates.get(progress.batch) ?? { shownAt: 0, done: -1, why: '' };
    this.#rates.set(progress.batch, entry);
    const done = progress.done + (progress.written ?? 0);
    const still = entry.done === done;
    // A line is printed at once when a wait begins or ends.
    const why = trouble?.kind ?? progress.waiting?.why ?? '';
    const due = why !== entry.why || now - entry.shownAt >= (still ? STILL_EVERY_MS : LINE_EVERY_MS);
    if (!due && (still || progress.done < progress.rows)) return;
    entry.shownAt = now;
    entry.done = done;
    entry.why = why;
    const { counts, left, rate: perSecond } = shownOf(progress, trouble, this.#words);
    const { batch, done: doneRows, rows } = progress;
    const doneOf = this.#words.progress.doneOf({ batch, done: doneRows, rows });
    const parts = [doneOf, perSecond, left, counts];
    this.say(parts.filter((part) => part !== '').join('  '));
  }

  say(text: string): void {
    say(text);
  }

  end(): void {
    this.#rates.clear();
  }
}
