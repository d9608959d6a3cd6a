// Recognises what somebody else has changed of a batch in Redis, by comparing it with what the owner has set and
// counted. It words the change for people; nothing personal.

/** What the batch's owner has set in Redis. */
export interface SetInRedis {
  readonly settings: string;
  /** The cap on calls; '' for none. */
  readonly cap: string;
}

export interface FoundInRedis extends SetInRedis {
  readonly used: number;
  /** The slice and the field of a forged line that a worker has reported; '' for none. */
  readonly forged: string;
}

/** A slice with lines in Redis that its workers did not write. */
export interface ForgedSlice {
  readonly slice: number;
  /** The field of a line that was written without the key; undefined where lines are missing or too many. */
  readonly field: string | undefined;
}

/** @param callsOnDisk how many calls are on disk; all of them count against the cap */
export function tamperingOf(found: FoundInRedis, set: SetInRedis, callsOnDisk: number): string | undefined {
  if (found.forged !== '') {
    const [slice, field] = found.forged.split(' ');
    return forgedInWords({ slice: Number(slice), field });
  }
  if (found.cap !== set.cap)
    return `its cap on calls is ${capInWords(found.cap)} there, not ${capInWords(set.cap)}`;
  if (found.settings !== set.settings) return 'its settings there are not those of the batch';
  if (found.used < callsOnDisk) return `it counts ${found.used} calls there, and ${callsOnDisk} are on disk`;
  return undefined;
}

export function forgedInWords({ slice, field }: ForgedSlice): string {
  const row = field === undefined ? '' : `, row ${Number(field.split('.')[0])}`;
  const what = field === undefined ? 'calls were added or taken away' : 'a call was written without its key';
  return `in slice ${slice}${row}, ${what}`;
}

function capInWords(cap: string): string {
  return cap === '' ? 'gone' : cap;
}
