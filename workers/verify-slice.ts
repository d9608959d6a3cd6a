// One slice in the hands of a verify worker: verified, counted, and told about.

import { atMostEvery, type Log } from '../src/log.js';
import type { HeldSlice, Journal } from '../src/journal/journal.js';
import { aboutSlice, type SliceAbout } from '../src/journal/keys.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import type { CallMeter } from '../src/verify/call-meter.js';
import type { SliceCounts, SliceEndKind } from '../src/http/worker-counts.js';
import type { ReturnCodes } from '../src/domain/return-codes.js';
import type { CallContext } from '../src/verify/call-context.js';
import type { RateCaps } from '../src/verify/rate-caps.js';
import type { CallJournal } from '../src/verify/row.js';
import { verifySlice } from '../src/verify/slice.js';
import { PutBack } from './put-back.js';
import { question } from './question.js';
import { resultOf } from './slice-result.js';
import { Silence } from './silence.js';

const SAID_EVERY_MS = 30_000;

export interface SliceParts {
  readonly context: CallContext;
  /** The provider's. */
  readonly codes: ReturnCodes;
  readonly journal: Journal;
  readonly meter: CallMeter;
  readonly counts: SliceCounts;
  readonly rateCaps: RateCaps;
  readonly log: Log;
}

export class SliceVerification {
  readonly #parts: SliceParts;
  readonly #throttled: (about: SliceAbout) => void;
  readonly #silence: Silence;
  readonly #putBack: PutBack;
  readonly #halted: (halt: SliceAbout & { readonly cause: string }) => void;

  constructor(parts: SliceParts) {
    this.#parts = parts;
    const { log } = parts;
    this.#throttled = atMostEvery(SAID_EVERY_MS, (about) => {
      log.info(about, 'throttled: all workers call more slowly');
    });
    this.#silence = new Silence(log);
    this.#putBack = new PutBack(log);
    this.#halted = atMostEvery(SAID_EVERY_MS, (halt) => {
      log.info(halt, 'an answer has halted the account: its batches say why');
    });
  }

  /** Asks for its rows' calls before it returns its promise. */
  readonly verify = async (slice: TakenSlice): Promise<SliceResult> => {
    const { context, codes, counts, rateCaps, log } = this.#parts;
    const { held, settings } = slice;
    const release = rateCaps.hold(settings.rate);
    counts.begin();
    let left: SliceEndKind = 'failed';
    try {
      const rules = { ...settings, codes, retryCodes: new Set(settings.retryCodes) };
      const end = await verifySlice(slice, rules, this.#journalOf(held), context);
      const about = aboutSlice(held.name, held.slice);
      log.debug({ ...about, epoch: held.epoch, end }, 'slice');
      if (end.kind === 'later') this.#putBack.until(about, end);
      const result = resultOf(end);
      left = result.kind;
      return result;
    } finally {
      counts.end(left);
      release();
    }
  };

  /** The journal of the slice in hand; what an operator should know of an end is counted and told on the way. */
  #journalOf(held: HeldSlice): CallJournal {
    const { journal, meter } = this.#parts;
    const about = aboutSlice(held.name, held.slice);
    return {
      permit: (row, attempt, startedAt) => journal.permit(held, row, attempt, startedAt),
      record: (attempt, effect) => {
        meter.recorded(attempt);
        if (effect.pauseMs >= Silence.SAID_MS) this.#silence.asked(about, effect.pauseMs);
        else if (effect.kind === 'throttled') this.#throttled(about);
        else if (effect.kind === 'halt') this.#halted({ ...about, cause: effect.cause });
        return journal.record(held, attempt, effect);
      },
      halt: journal.haltOf(held),
      suspects: (rows) => journal.suspects(held, rows),
      question: (attempt) => question(held, attempt, this.#parts),
    };
  }
}
