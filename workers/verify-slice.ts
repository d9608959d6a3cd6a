// Verifies one slice for a verify worker, counts what happens and tells the operator.

import type { ReturnCodes } from '../src/domain/return-codes.js';
import type { SliceCounts, SliceEndKind } from '../src/http/worker-counts.js';
import { aboutSlice } from '../src/journal/keys.js';
import type { Log } from '../src/log.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import type { CallContext } from '../src/verify/call-context.js';
import type { RateCaps } from '../src/verify/rate-caps.js';
import { verifySlice } from '../src/verify/slice.js';
import { PutBack } from './put-back.js';
import type { SliceJournals } from './slice-journal.js';
import { resultOf } from './slice-result.js';

export interface SliceParts {
  readonly context: CallContext;
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  readonly journals: SliceJournals;
  readonly counts: SliceCounts;
  readonly rateCaps: RateCaps;
  readonly log: Log;
}

export class SliceVerification {
  readonly #parts: SliceParts;
  readonly #putBack: PutBack;

  constructor(parts: SliceParts) {
    this.#parts = parts;
    this.#putBack = new PutBack(parts.log);
  }

  /** Returns its promise only after the slice's rows have asked for their journal slots. */
  readonly verify = async (slice: TakenSlice): Promise<SliceResult> => {
    const { context, codes, journals, counts, rateCaps, log } = this.#parts;
    const { held, settings } = slice;
    const release = rateCaps.hold(settings.rate);
    counts.begin();
    let left: SliceEndKind = 'failed';
    try {
      const rules = { ...settings, codes, retryCodes: new Set(settings.retryCodes) };
      const end = await verifySlice(slice, rules, journals.of(slice), context);
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
}
