// A mistake or a circumstance that the user can mend: shown as its message alone, without a stack trace.

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

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitStatus: ExitStatus;

  /** `message` says what is wrong, where, and what to do next. */
  constructor(message: string, options: { exitStatus?: ExitStatus; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitStatus = options.exitStatus ?? EXIT.usage;
  }
}
