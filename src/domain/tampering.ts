// Recognises what somebody else has changed of a batch in Redis, by comparing it with what the owner has set and
// counted. It words the change in English, as it goes on record; nothing personal.

import { wordsIn } from '../words/catalogue.js';

const { tampering: TEXTS } = wordsIn('en');

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
    return TEXTS.capChanged({ found: capInWords(found.cap), set: capInWords(set.cap) });
  if (found.settings !== set.settings) return TEXTS.settingsChanged;
  if (found.used < callsOnDisk) return TEXTS.callsMissing({ found: found.used, onDisk: callsOnDisk });
  return undefined;
}

export function forgedInWords({ slice, field }: ForgedSlice): string {
  if (field === undefined) return TEXTS.forgedCalls({ slice });
  return TEXTS.forgedCall({ slice, row: Number(field.split('.')[0]) });
}

function capInWords(cap: string): string {
  return cap === '' ? TEXTS.noCap : cap;
}
