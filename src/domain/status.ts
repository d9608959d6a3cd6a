// The statuses with which rows end, in the column `verify_status`. They are the same for all providers.

import { wordsIn } from '../words/catalogue.js';
import { LANGUAGES } from '../words/language.js';

/** A new one comes last: batches under way have earlier outcomes on disk, with a status as its place here. */
export const STATUSES = [
  'match',
  'mismatch',
  'invalid_id',
  'bad_format',
  'lookup_failed',
  'error',
  'unreadable',
  'in_doubt',
  'not_sent',
] as const;
export type Status = (typeof STATUSES)[number];

/** What stands in the place of a row's status once its person was erased. No row ends so. */
export const ERASED = 'erased';
export type WrittenStatus = Status | typeof ERASED;

/** The status that a file calls so, in whichever language it was written. */
export function statusNamed(text: string): WrittenStatus | undefined {
  return NAMED.get(text);
}

const NAMED: ReadonlyMap<string, WrittenStatus> = new Map(
  LANGUAGES.flatMap((language) =>
    ([...STATUSES, ERASED] as const).map((status): [string, WrittenStatus] => [
      wordsIn(language).statuses[status],
      status,
    ]),
  ),
);
