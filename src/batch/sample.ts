// What is recorded of a batch whose sample is verified before its other rows, and when those may be called. It knows no
// file and no queue.

import { z } from 'zod';
import { SAMPLE_KINDS, type SampleRequest } from '../domain/sample.js';
import { UserError } from '../domain/user-error.js';

export const sampleSchema = z.object({
  kind: z.enum(SAMPLE_KINDS),
  rows: z.number().int().positive(),
  /** How many rows the list has. */
  of: z.number().int().positive(),
  /**
   * Set once the other rows may be called: `reached` after the batch was paused with its sample done, `early` before
   * that. Until then nobody slices them.
   */
  lifted: z.enum(['reached', 'early']).optional(),
});
export type RecordedSample = z.infer<typeof sampleSchema>;

/** Why such a batch is paused; what scripts read, too. */
export const SAMPLE_REASON = 'sample';

interface Left {
  readonly state: string;
  readonly reason?: string | undefined;
}

/** Whether the batch waits with its sample done for somebody who lets it go on. */
export function isSampleDone({ state, reason }: Left): boolean {
  return state === 'paused' && reason === SAMPLE_REASON;
}

/** `resume` goes on beyond a sample that is done; `run`, without asking for a sample again, beyond an unfinished one, too. */
export type BeyondSample = 'resume' | 'run';

export function liftedBy(
  how: BeyondSample | undefined,
  sample: RecordedSample | undefined,
  left: Left,
): RecordedSample | undefined {
  if (sample === undefined || sample.lifted !== undefined || how === undefined) return sample;
  if (isSampleDone(left)) return { ...sample, lifted: 'reached' };
  return how === 'run' ? { ...sample, lifted: 'early' } : sample;
}

/** As it is asked for. */
function sampleOption({ kind, rows }: SampleRequest): string {
  return `--${kind === 'first' ? 'first' : 'sample'} ${rows}`;
}

/** @throws UserError where a batch that goes on was begun without this sample, or its other rows are called by now */
export function refuseOtherSample(
  batch: string,
  sample: RecordedSample | undefined,
  asked: SampleRequest | undefined,
): void {
  if (asked === undefined) return;
  const isSame = sample?.kind === asked.kind && sample.rows === asked.rows;
  if (isSame && sample.lifted === undefined) return;
  const option = sampleOption(asked);
  const about = { batch, option, flag: option.split(' ')[0] ?? option };
  throw new UserError('existing-batch', ({ batchErrors }) => {
    if (sample === undefined) return batchErrors.begunWithoutSample(about);
    return isSame
      ? batchErrors.beyondSample(about)
      : batchErrors.otherSample({ ...about, own: sampleOption(sample) });
  });
}
