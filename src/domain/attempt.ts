// One call as it is recorded: in the journal, in a segment and in attempts.csv. Nothing personal. A row is a record of
// the list, by its 1-based number; an attempt is a row's n-th call.

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
  /** The provider's own words without personal data, kept only for codes that our table does not list. */
  readonly message: string;
  /** Whether the call probed the service during an outage; a probe uses no attempt. */
  readonly probe: boolean;
}
