// One slice in the hands of a verify worker: verified, counted, and told about.

import { atMostEvery, type Log } from '../src/log.js';
import type { Journal } from '../src/journal/journal.js';
import { aboutSlice, type SliceAbout } from '../src/journal/keys.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import type { CallMeter } from '../src/verify/call-meter.js';
import type { Verifier } from '../src/verify/verifier.js';
import { PutBack } from './put-back.js';
import { question } from './question.js';
import { resultOf } from './slice-result.js';
import { Silence } from './silence.js';

const SAID_EVERY_MS = 30_000;

export class SliceVerification {
  readonly #throttled: (about: SliceAbout) => void;
  readonly #silence: Silence;
  readonly #putBack: PutBack;
  readonly #halted: (halt: SliceAbout & { readonly cause: string }) => void;

  constructor(
    private readonly verifier: Verifier,
    readonly journal: Journal,
    readonly meter: CallMeter,
    readonly log: Log,
  ) {
    this.#throttled = atMostEvery(SAID_EVERY_MS, (about) => {
      log.info(about, 'throttled: all workers call more slowly');
    });
    this.#silence = new Silence(log);
    this.#putBack = new PutBack(log);
    this.#halted = atMostEvery(SAID_EVERY_MS, (halt) => {
      log.info(halt, 'an answer has halted the account: its batches say why');
    });
  }

  async verify(slice: TakenSlice): Promise<SliceResult> {
    const { held, settings } = slice;
    const about = aboutSlice(held.name, held.slice);
    const rules = { ...settings, retryCodes: new Set(settings.retryCodes) };
    const end = await this.verifier.verify(slice, rules, {
      permit: (row, attempt, startedAt) => this.journal.permit(held, row, attempt, startedAt),
      record: (attempt, effect) => {
        this.meter.recorded(attempt);
        if (effect.pauseMs >= Silence.SAID_MS) this.#silence.asked(about, effect.pauseMs);
        else if (effect.kind === 'throttled') this.#throttled(about);
        else if (effect.kind === 'halt') this.#halted({ ...about, cause: effect.cause });
        return this.journal.record(held, attempt, effect);
      },
      halt: this.journal.haltOf(held),
      suspects: (rows) => this.journal.suspects(held, rows),
      question: (attempt) => question(held, attempt, this),
    });
    this.log.debug({ ...about, epoch: held.epoch, end }, 'slice');
    if (end.kind === 'later') this.#putBack.until(about, end);
    return resultOf(end);
  }
}
