// An error that the user can mend, whether a mistake or a circumstance. Only its message is shown, without a stack
// trace.

import { inEnglish, wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';
import type { Say } from '../words/words.js';

/** Exit statuses of every command, as scripts rely on them. */
export const EXIT = {
  done: 0,
  usage: 1,
  rowsInError: 2,
  halted: 3,
  unbalanced: 4,
  stopped: 5,
  changed: 6,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Every kind of such an error. Programs rely on the codes, so a code keeps its meaning even if the words change. */
export const ERROR_CODES = {
  'invalid-settings': 'a variable of the environment or of .env has a value that it can’t have',
  'missing-credentials': 'the credentials of the service are not set',
  'refused-credentials': 'the service refuses the credentials; nothing was sent',
  'unreachable-service': 'the service does not answer, or has no figures yet',
  'invalid-options': 'options that don’t go together, or a value that one can’t have',
  'invalid-days': 'days that can’t be reconciled, or not yet',
  'unreadable-list': 'the list is not there, no list, or damaged',
  'unclear-list':
    'the list can be read in more than one way, or its columns aren’t found: an option says how',
  'unknown-batch': 'there is no such batch in the data directory',
  'existing-batch': 'the id is taken by a batch of another list, or begun otherwise',
  'busy-batch': 'a live process has the batch in hand',
  'ended-batch': 'the batch is completed or cancelled, which is final',
  'unended-batch': 'the batch has not ended, and this is for ended ones',
  'not-awaiting': 'the batch awaits no approval',
  'own-approval': 'who made a batch can’t approve it',
  'unstarted-batch': 'the batch is a draft, and this is for started ones',
  'purged-batch': 'what was personal of the batch is erased',
  'needed-batch': 'the next night of a schedule is compared with the batch',
  'incomplete-batch': 'files of the batch, or of the night, are gone',
  'other-account': 'the batch was begun with another account, address or provider',
  'unusable-previous-batch': 'outcomes of the earlier batch can’t be taken over',
  'unusable-correction':
    'a list does not belong to the batch that it is to correct, or that can’t be corrected now',
  'unreadable-calls': 'calls on record of a batch can’t be read',
  'unreadable-bill': 'the file of a bill can’t be read, or has another form',
  'unreadable-baseline': 'the file with known calls of others can’t be read, or has another form',
  'unknown-price': 'there is no such price or package, or it was taken back before',
  'unknown-budget': 'the label has no budget for the month',
  'open-month': 'the month is not over',
  'closed-month': 'the month is closed',
  'unclosed-month': 'the month is not closed',
  'changed-month': 'the month is not as it was when its close was proposed',
  'unbalanced-month': 'the month has differences that nobody has accepted',
  'unreadable-books': 'the file that says where labels are booked can’t be read, or has another form',
  'unknown-schedule': 'there is no such schedule',
  'existing-schedule': 'there is a schedule of that name',
  'unknown-webhook': 'there is no such webhook, or no such message of it',
  'unusable-webhook': 'a webhook can’t lead there, or can’t be told that',
  'message-not-taken': 'the receiver of a webhook did not take the message',
  'nothing-sent': 'a night sent nothing, for the reason given',
  'unknown-user': 'there is no such user',
  'existing-user': 'there is a user of that name',
  'last-admin': 'nobody else could administrate',
  'unknown-key': 'there is no such key',
  'weak-password': 'the password is too short, too long or too easy',
  'ended-link': 'the link doesn’t work, or works no more',
  'refused-sign-in':
    'name and password don’t belong together, or the provider of identities names nobody known',
  'unreachable-identities': 'the provider of identities can’t be asked',
  'other-page': 'another page lets the browser write',
  'missing-key': 'the key that encrypts rows in Redis is not there',
  'wrong-key': 'another key than the one that the batch was begun with',
  'missing-redis': 'no Redis is named, or none is installed',
  'unreachable-redis': 'Redis does not answer, can’t be started, or refuses the connection',
  'unsuitable-redis': 'that Redis can’t be worked with: its version, its settings, its role',
  'forbidden-by-redis': 'the user of Redis may not do what is needed',
  'unusable-data-directory': 'the data directory can’t be made or written to',
  'missing-data-directory': 'the data directory is not there, so nothing can be looked up in it',
  'busy-data-directory': 'another process holds what is needed for longer than it should',
  'unusable-output-directory': 'results can’t be put there, or belong to another batch',
  'unwritable-file': 'the file named can’t be written',
  'busy-address': 'the port or address can’t be listened on',
  'other-request': 'the key of a request was used for another one',
  'unknown-list': 'there is no such list, or its time is over',
  'too-large-list': 'the list is larger than may be sent',
  'lists-full': 'lists that were sent take up all that their sender may use',
  'full-disk': 'the disk has too little space left',
  'damaged-file': 'a file of Rollcall’s own is not what was written',
  'newer-format': 'written by a newer Rollcall, and left as it is',
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly exitStatus: ExitStatus;
  /** What is wrong, where, and what to do next. The error's `message` is this in English. */
  readonly say: Say;

  constructor(
    code: ErrorCode,
    say: Say,
    options: { readonly exitStatus?: ExitStatus; readonly cause?: unknown } = {},
  ) {
    super(inEnglish(say), { cause: options.cause });
    this.code = code;
    this.say = say;
    this.exitStatus = options.exitStatus ?? EXIT.usage;
  }

  inWords(language: Language): string {
    return this.say(wordsIn(language));
  }
}
