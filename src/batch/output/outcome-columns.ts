// Where in a line of a file of outcomes what Rollcall wrote stands, and how it is read back. It knows columns, and masks nothing.

import type { RowKind } from '../../collect/row-index.js';
import { statusNamed, type WrittenStatus } from '../../domain/status.js';
import type { ListFormat } from '../../ingest/list.js';

export interface WrittenOutcome {
  readonly row: number;
  readonly line: number | null;
  readonly name: string;
  readonly idNumber: string;
  readonly status: WrittenStatus;
  readonly code: string | null;
  readonly message: string;
  readonly source: string;
  readonly duplicateOf: number | null;
  readonly attempts: number;
  readonly sessionId: string | null;
  readonly checkedAt: string | null;
  readonly carriedFrom: string | null;
}

export class OutcomeColumns {
  readonly #at: ReadonlyMap<string, number>;
  readonly #format: Pick<ListFormat, 'nameColumn' | 'idColumn'>;

  constructor(
    header: readonly string[],
    format: Pick<ListFormat, 'columnCount' | 'nameColumn' | 'idColumn'>,
  ) {
    // A list may have columns of these names itself; what Rollcall writes comes behind them.
    const own = header.flatMap((title, at) => (at < format.columnCount ? [] : [[title, at] as const]));
    this.#at = new Map(own);
    this.#format = format;
  }

  rowOf(cells: readonly string[]): number | undefined {
    return numberIn(this.#cell(cells, 'verify_row')) ?? undefined;
  }

  kindOf(cells: readonly string[]): RowKind {
    return {
      status: this.#statusOf(cells),
      code: this.#cell(cells, 'verify_code'),
      source: this.#cell(cells, 'verify_source'),
      message: this.#cell(cells, 'verify_message'),
    };
  }

  read(cells: readonly string[], row: number): WrittenOutcome {
    const { nameColumn, idColumn } = this.#format;
    const textIn = (title: string): string | null => this.#cell(cells, title) || null;
    return {
      row,
      line: numberIn(this.#cell(cells, 'verify_line')),
      name: cells[nameColumn] ?? '',
      idNumber: cells[idColumn] ?? '',
      status: this.#statusOf(cells),
      code: textIn('verify_code'),
      message: this.#cell(cells, 'verify_message'),
      source: this.#cell(cells, 'verify_source'),
      duplicateOf: numberIn(this.#cell(cells, 'verify_duplicate_of')),
      attempts: numberIn(this.#cell(cells, 'verify_attempts')) ?? 0,
      sessionId: textIn('verify_session_id'),
      checkedAt: textIn('verify_checked_at'),
      carriedFrom: textIn('verify_carried_from'),
    };
  }

  #statusOf(cells: readonly string[]): WrittenStatus {
    return statusNamed(this.#cell(cells, 'verify_status')) ?? 'unreadable';
  }

  #cell(cells: readonly string[], title: string): string {
    const at = this.#at.get(title);
    return at === undefined ? '' : (cells[at] ?? '');
  }
}

function numberIn(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
