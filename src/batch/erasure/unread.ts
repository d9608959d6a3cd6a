// Why a file is not reached by an erasure, in words. Pure.

import { UserError } from '../../domain/user-error.js';
import { inEnglish } from '../../words/catalogue.js';

export function unread(path: string, cause: Error): UserError {
  return new UserError(
    'incomplete-batch',
    ({ erasing }) => erasing.unread({ file: path, why: cause.message }),
    { cause },
  );
}

export const whyNot = {
  othersFiles: inEnglish(({ erasing }) => erasing.othersFiles),
  /** What the system said, without the sentence around it. */
  said: (error: unknown): string => {
    const { cause, message } = error as Error;
    return cause instanceof Error ? cause.message : message;
  },
} as const;
