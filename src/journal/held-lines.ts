// The lines of a slice in hand, as its holder knows them: those that it found and those that it wrote. Knows texts only.

import type { JournalLine } from './journal-seal.js';
import { hasNoEnd } from './proven-journal.js';

export class HeldLines {
  readonly #lines: Map<string, string>;

  constructor(lines: Iterable<JournalLine>) {
    this.#lines = new Map(lines);
  }

  /** Of a call without an end only the field is needed, not the value. */
  sent(field: string): void {
    this.#lines.set(field, '');
  }

  ended(field: string, value: string): void {
    this.#lines.set(field, value);
  }

  get count(): number {
    return this.#lines.size;
  }

  get all(): Iterable<JournalLine> {
    return this.#lines;
  }

  /** The calls that an earlier holder left without an end, which may still come. */
  get withoutEnd(): JournalLine[] {
    return [...this.#lines].filter(([field, value]) => hasNoEnd(field, value));
  }

  /** Whether these lines are the known ones, apart from ends that were added. */
  becomes(lines: readonly JournalLine[]): boolean {
    const now = new Map(lines);
    return (
      now.size === this.#lines.size &&
      [...this.#lines].every(([field, value]) => now.get(field) === value || hasNoEnd(field, value))
    );
  }
}
