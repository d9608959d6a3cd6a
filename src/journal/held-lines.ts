// The lines of a slice in hand, as its holder knows them: those that it found and those that it wrote. Knows texts only.

import type { JournalLine } from './journal-seal.js';
import { hasNoEnd } from './proven-journal.js';

export class HeldLines {
  readonly #lines: Map<string, string>;

  constructor(lines: Iterable<JournalLine>) {
    this.#lines = new Map(lines);
  }

  /** Before it is ended its value is nobody's business. */
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

  /** Those that an earlier holder left, whose end may still come. */
  get withoutEnd(): JournalLine[] {
    return [...this.#lines].filter(([field, value]) => hasNoEnd(field, value));
  }

  /** Whether these are the same, but for ends that have come meanwhile. */
  becomes(lines: readonly JournalLine[]): boolean {
    const now = new Map(lines);
    return (
      now.size === this.#lines.size &&
      [...this.#lines].every(([field, value]) => now.get(field) === value || hasNoEnd(field, value))
    );
  }
}
