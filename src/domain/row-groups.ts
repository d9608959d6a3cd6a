// Counts rows by what is said of them, with the first few of each by number and line. Pure, and bounded in memory
// however many rows there are. It knows no list.

import type { Row } from './row.js';

/** Rows that share one message. */
export interface RowGroup {
  /** The message without row and line numbers, so that many rows share it. */
  readonly message: string;
  readonly rows: number;
  /** The first few rows with the message. */
  readonly first: readonly Pick<Row, 'row' | 'line'>[];
}

/** At most so many groups are kept; only messages in many combinations reach it. */
const MOST_GROUPS = 100;

export class RowGroups {
  readonly #mostNamed: number;
  readonly #otherReasons: string;
  readonly #groups = new Map<string, { rows: number; first: Pick<Row, 'row' | 'line'>[] }>();

  /**
   * @param mostNamed how many rows of a group are named
   * @param otherReasons what the group is called of those that have no group of their own
   */
  constructor(mostNamed: number, otherReasons: string) {
    this.#mostNamed = mostNamed;
    this.#otherReasons = otherReasons;
  }

  add(message: string, { row, line }: Pick<Row, 'row' | 'line'>): void {
    const key = this.#groups.has(message) || this.#groups.size < MOST_GROUPS ? message : this.#otherReasons;
    const group = this.#groups.get(key) ?? { rows: 0, first: [] };
    group.rows++;
    if (group.first.length < this.#mostNamed) group.first.push({ row, line });
    this.#groups.set(key, group);
  }

  /** The groups, the one with the most rows first. */
  byRows(): RowGroup[] {
    return [...this.#groups]
      .map(([message, group]) => ({ message, ...group }))
      .sort((a, b) => b.rows - a.rows);
  }
}
