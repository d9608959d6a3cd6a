// One call as it stands on record: a line of the journal, of a segment and of attempts.csv. Nothing personal.
// A row is a record of the list, by its 1-based number; an attempt is a row's n-th call.

import type { ReturnCode } from './return-codes.js';

/** `answered`: a valid answer came; `refused`: never left; `in_doubt`: sent, no valid answer seen. */
export type CallResult = 'answered' | 'refused' | 'in_doubt';

export interface Attempt {
  readonly row: number;
  readonly attempt: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds; undefined where the process died before it saw the end. */
  readonly finishedAt: number | undefined;
  readonly result: CallResult;
  readonly code: ReturnCode | undefined;
  readonly httpStatus: number | undefined;
  readonly sessionId: string;
  /** The provider's own words, personal data removed; kept only where our table has none for the code. */
  readonly message: string;
  /** Made to see whether the service is back after an outage: uses no attempt. */
  readonly probe: boolean;
}
