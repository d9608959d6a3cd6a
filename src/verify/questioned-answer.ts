// An answer that may turn out to be another person's, while its end is on the way to the record or long after. Knows
// that it can be put in doubt only once it is on record.

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

  /** @param recorded resolves when the answer is on record */
  onRecord(attempt: Attempt, recorded: Promise<unknown>): void {
    this.#made = { attempt, recorded };
    this.#tell();
  }

  #tell(): void {
    if (!this.#questioned || this.#made === undefined) return;
    const { attempt, recorded } = this.#made;
    // An end that was never recorded leaves the call in doubt anyway.
    recorded.then(
      () => this.#journal.question(attempt),
      () => undefined,
    );
  }
}
