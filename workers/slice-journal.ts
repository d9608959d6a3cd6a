// The journal of one slice for its rows. Each call's end is also counted, and an operator is told of what matters.

import { atMostEvery, type Log } from '../src/log.js';
import type { DayMarks } from '../src/journal/day-mark.js';
import type { Journal } from '../src/journal/journal.js';
import { aboutSlice, type SliceAbout } from '../src/journal/keys.js';
import type { TakenSlice } from '../src/queue/slice-worker.js';
import type { CallMeter } from '../src/verify/call-meter.js';
import type { CallJournal } from '../src/verify/row.js';
import { marksOf, withMark } from './day-limit.js';
import { question } from './question.js';
import { Silence } from './silence.js';

const SAID_EVERY_MS = 30_000;

export class SliceJournals {
  readonly #throttled: (about: SliceAbout) => void;
  readonly #silence: Silence;
  readonly #halted: (halt: SliceAbout & { readonly cause: string }) => void;

  constructor(
    readonly journal: Journal,
    readonly meter: CallMeter,
    readonly log: Log,
    readonly marks: DayMarks | undefined,
  ) {
    this.#throttled = atMostEvery(SAID_EVERY_MS, (about) => {
      log.info(about, 'throttled: all workers call more slowly');
    });
    this.#silence = new Silence(log);
    this.#halted = atMostEvery(SAID_EVERY_MS, (halt) => {
      log.info(halt, 'an answer has halted the account: its batches say why');
    });
  }

  of(slice: Pick<TakenSlice, 'held' | 'rows'>): CallJournal {
    const { held } = slice;
    const markOf = marksOf(slice.rows, this.marks);
    const about = aboutSlice(held.name, held.slice);
    return {
      permit: (row, attempt, startedAt) => this.journal.permit(held, row, attempt, startedAt, markOf(row)),
      record: (attempt, effect) => {
        this.meter.recorded(attempt);
        if (effect.kind === 'failed') this.meter.lastFailure = attempt;
        if (effect.pauseMs >= Silence.SAID_MS) this.#silence.asked(about, effect.pauseMs);
        else if (effect.kind === 'throttled') this.#throttled(about);
        else if (effect.kind === 'halt') this.#halted({ ...about, cause: effect.cause });
        return this.journal.record(held, attempt, withMark(effect, markOf(attempt.row)));
      },
      halt: this.journal.haltOf(held),
      suspects: (rows) => this.journal.suspects(held, rows),
      question: (attempt) => question(held, attempt, this),
    };
  }
}
