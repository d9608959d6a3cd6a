// Counts, while outcomes are written, the rows that were never sent, by why: with the first lines of each reason, so that
// somebody finds them in the list. Nothing personal is kept.

import { STATUSES, type Status } from '../domain/status.js';
import { RowGroups, type RowGroup } from '../domain/row-groups.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';
import type { ListedOutcome, OutcomeSink } from './outcome-sink.js';

export interface UnsentGroup extends RowGroup {
  readonly status: Status;
}

/** How many rows of a reason are named. */
const MOST_NAMED = 20;

export class UnsentRows implements OutcomeSink {
  readonly #byStatus = new Map<Status, RowGroups>();
  readonly #otherReasons: string;

  /** @param language of the batch */
  constructor(language: Language = 'en') {
    this.#otherReasons = wordsIn(language).check.otherReasons;
  }

  async write(rows: readonly ListedOutcome[]): Promise<void> {
    for (const { outcome, row } of rows) {
      const { status, source, message } = outcome;
      if (source !== 'local' && status !== 'unreadable' && status !== 'not_sent') continue;
      const groups = this.#byStatus.get(status) ?? new RowGroups(MOST_NAMED, this.#otherReasons);
      this.#byStatus.set(status, groups);
      groups.add(row.fate.kind === 'unreadable' ? row.fate.reason : message, row);
    }
  }

  async complete(): Promise<void> {
    // It writes no file.
  }

  async discard(): Promise<void> {
    // It writes no file.
  }

  /** In the order of the statuses; of each, the reason with the most rows first. */
  groups(): UnsentGroup[] {
    return STATUSES.flatMap((status) =>
      (this.#byStatus.get(status)?.byRows() ?? []).map((group) => ({ status, ...group })),
    );
  }
}
