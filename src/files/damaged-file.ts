// A file of Rollcall's own whose content is not what was written: which one, and what to do. Knows forms, no batch.

import type { ZodType } from 'zod';
import type { Say } from '../words/words.js';
import { UserError } from '../domain/user-error.js';

interface About {
  /** The first line that can't be read, from 1; undefined where the whole file can't. */
  readonly line?: number | undefined;
  readonly isNot?: Say;
  readonly remedy?: Say;
}

export class DamagedFile extends UserError {
  /** The first line that can't be read, from 1; undefined where the whole file can't. */
  readonly line: number | undefined;

  constructor(path: string, cause: unknown, { line, isNot, remedy }: About = {}) {
    super(
      'damaged-file',
      (words) => {
        const { faults } = words;
        const about = {
          path,
          isNot: isNot?.(words) ?? faults.whatWasWritten,
          remedy: remedy?.(words) ?? faults.putBack,
        };
        return line === undefined ? faults.damaged(about) : faults.damagedInLine({ ...about, line });
      },
      { cause },
    );
    this.line = line;
  }
}

/** @throws DamagedFile where the text is not JSON of that form */
export function parseForm<Form>(path: string, text: string, form: ZodType<Form>, line?: number): Form {
  return formOf(path, parseJson(path, text, line), form, line);
}

/** @throws DamagedFile where it is not of that form */
export function formOf<Form>(path: string, found: unknown, form: ZodType<Form>, line?: number): Form {
  const parsed = form.safeParse(found);
  if (!parsed.success) throw new DamagedFile(path, parsed.error, { line });
  return parsed.data;
}

/** @throws DamagedFile where the text is not JSON */
export function parseJson(path: string, text: string, line?: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DamagedFile(path, error, { line });
  }
}
