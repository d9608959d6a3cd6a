// What somebody else than Rollcall has changed of a batch in Redis, told from what its owner has set and counted. In words for
// people; nothing personal.

/** What the owner has set there. */
export interface SetInRedis {
  readonly settings: string;
  /** '' for none. */
  readonly cap: string;
}

export interface FoundInRedis extends SetInRedis {
  readonly used: number;
  /** The slice and the field of a forged line, as a worker reported it; '' for none. */
  readonly forged: string;
}

/** A slice whose lines are not as its workers wrote them. */
export interface ForgedSlice {
  readonly slice: number;
  /** The field of a line that was written without the key; undefined where lines are missing or too many. */
  readonly field: string | undefined;
}

/** @param callsOnDisk how many the disk knows, which count against the cap */
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
