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
  /** How many rows a spread sample had before each time that it was enlarged. */
  earlier: z.array(z.number().int().positive()).readonly().optional(),
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
type BeyondSample = 'resume' | 'run';

/** What a person who lets the batch go on says of its sample. */
export interface SampleChange {
  /** More rows of the same kind. */
  readonly sample?: SampleRequest | undefined;
  /** All other rows. */
  readonly beyondSample?: BeyondSample | undefined;
}

/** The sample from here on. What was let stays so. */
export function changedSample(
  { sample: asked, beyondSample }: SampleChange,
  sample: RecordedSample | undefined,
  left: Left,
): RecordedSample | undefined {
  if (sample === undefined || sample.lifted !== undefined) return sample;
  if (asked !== undefined) return enlarged(sample, asked, left);
  if (beyondSample === undefined) return sample;
  if (isSampleDone(left)) return { ...sample, lifted: 'reached' };
  return beyondSample === 'run' ? { ...sample, lifted: 'early' } : sample;
}

/** Rows that were taken before stay taken. A sample that is all of the list is none any more. */
function enlarged(sample: RecordedSample, { kind, rows }: SampleRequest, left: Left): RecordedSample {
  if (kind !== sample.kind || rows <= sample.rows) return sample;
  if (rows >= sample.of) return { ...sample, lifted: isSampleDone(left) ? 'reached' : 'early' };
  return { ...sample, rows, ...(kind === 'spread' && { earlier: [...(sample.earlier ?? []), sample.rows] }) };
}

/** As it is asked for. */
function sampleOption({ kind, rows }: SampleRequest): string {
  return `--${kind === 'first' ? 'first' : 'sample'} ${rows}`;
}

/** @throws UserError where a batch that goes on can't have this sample, as its rows are called in another order */
export function refuseOtherSample(
  batch: string,
  sample: RecordedSample | undefined,
  asked: SampleRequest | undefined,
): void {
  if (asked === undefined) return;
  const option = sampleOption(asked);
  const about = { batch, option, flag: option.split(' ')[0] ?? option };
  if (sample === undefined || sample.lifted !== undefined) {
    throw new UserError('existing-batch', ({ batchErrors }) =>
      sample === undefined ? batchErrors.begunWithoutSample(about) : batchErrors.beyondSample(about),
    );
  }
  const own = { ...about, own: sampleOption(sample) };
  if (sample.kind !== asked.kind)
    throw new UserError('existing-batch', ({ batchErrors }) => batchErrors.otherSample(own));
  if (asked.rows < sample.rows)
    throw new UserError('existing-batch', ({ batchErrors }) => batchErrors.smallerSample(own));
}
