// Which records of a file go: those of statuses, as the file itself says them. Whoever is meant by name and number was looked
// for before, and is known by bytes. Pure but for the file that is read.

import { ERASED, statusNamed, type Status } from '../../domain/status.js';
import type { Cut } from './cut-file.js';
import type { PlannedFile } from './plan.js';
import type { ScannedFile, ScannedRecord } from './scanned-file.js';

export class ChosenByStatus {
  /** How many were chosen so far, and how many of the file were erased before. */
  chosen = 0;
  before = 0;
  readonly #statuses: ReadonlySet<Status>;
  readonly #file: PlannedFile;

  constructor(file: PlannedFile, statuses: readonly Status[]) {
    this.#file = file;
    this.#statuses = new Set(statuses);
  }

  async *cuts(scanned: ScannedFile): AsyncGenerator<Cut> {
    for await (const records of scanned.records()) {
      for (const record of records) {
        if (statusNamed(record.cell('verify_status')) === ERASED) this.before += 1;
        if (record.isBroken || !this.#isChosen(record)) continue;
        this.chosen += 1;
        yield [record.start, record.end];
      }
    }
  }

  #isChosen({ cell }: ScannedRecord): boolean {
    switch (this.#file.kind) {
      case 'outcomes':
      case 'split':
        return this.#has(cell('verify_status'));
      case 'corrected': {
        const { batch, home } = this.#file;
        const isOwn = cell('verify_corrected_by') === (batch === home ? '' : batch);
        return isOwn && this.#has(cell('verify_status'));
      }
      case 'changes': {
        // Whoever is gone has the status of the batch before.
        const to = cell('verify_to');
        return this.#has(to === '' ? cell('verify_from') : to);
      }
      case 'list':
      case 'program output':
      case 'workbook':
        return false;
    }
  }

  #has(text: string): boolean {
    const status = statusNamed(text);
    return status !== undefined && status !== ERASED && this.#statuses.has(status);
  }
}
