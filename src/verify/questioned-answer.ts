// An answer that may prove to be another person's while it is on its way to the record, or long after. Knows when it
// can be put in doubt: once it is on record, and not before.

import type { Attempt } from '../domain/attempt.js';

interface AnswerJournal {
  /** Never rejects. */
  question(attempt: Attempt): Promise<void>;
}

export class QuestionedAnswer {
  readonly #journal: AnswerJournal;
  #made: { readonly attempt: Attempt; readonly recorded: Promise<unknown> } | undefined;
  #questioned = false;

  constructor(journal: AnswerJournal) {
    this.#journal = journal;
  }

  readonly question = (): void => {
    this.#questioned = true;
    this.#tell();
  };

  /** @param recorded resolves when it is on record */
  onRecord(attempt: Attempt, recorded: Promise<unknown>): void {
    this.#made = { attempt, recorded };
    this.#tell();
  }

  #tell(): void {
    if (!this.#questioned || this.#made === undefined) return;
    const { attempt, recorded } = this.#made;
    // What never came on record is in doubt as it is.
    recorded.then(
      () => this.#journal.question(attempt),
      () => undefined,
    );
  }
}
