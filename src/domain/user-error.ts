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
export const ERROR_CODES = wordsIn('en').errorTitles;
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
