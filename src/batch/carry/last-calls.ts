// Where people were called last, by the index: for each person who is asked for, the newest outcome that may be taken over, if
// there is one. It knows hashes and rows, and reads no outcomes.

import { CALLED_AGAIN } from '../../domain/earlier.js';
import type { Person } from '../../domain/row.js';
import type { PeopleIndex, Sighting } from '../../people/people-index.js';
import { Questions } from '../../people/questions.js';
import { PlaceSet } from '../baseline/index-set.js';
import type { BatchRecord } from '../record.js';

/** Outcomes that say nothing final about a person are never taken over. */
const NEVER = new Set(CALLED_AGAIN);
/** So many questions are asked in one pass. */
const QUESTIONS = 2 ** 20;

/** The rows of a batch that are the newest of their people. */
export class CalledRows {
  readonly record: BatchRecord;
  readonly #rows = new PlaceSet();
  people = 0;
  last = 0;

  constructor(record: BatchRecord) {
    this.record = record;
  }

  add(row: number): void {
    this.people += 1;
    this.#rows.add(row);
    this.last = Math.max(this.last, row);
  }

  has(row: number): boolean {
    return this.#rows.has(row);
  }
}

export class LastCalls {
  /** People who were asked for. */
  people = 0;
  readonly #found = new Map<number, CalledRows>();
  readonly #index: PeopleIndex;
  readonly #batches: ReadonlyMap<number, BatchRecord>;
  readonly #calledSince: number;
  readonly #questions: Questions;
  /** For each question the person that it is about, and for each person what was found. */
  readonly #personOf: Uint32Array;
  readonly #calledAt: Float64Array;
  readonly #row: Uint32Array;
  readonly #batch: Uint32Array;
  #inPass = 0;

  /**
   * @param batches whose outcomes may be taken over, by their numbers in the index
   * @param questions how many are asked in one pass
   */
  constructor(
    index: PeopleIndex,
    batches: ReadonlyMap<number, BatchRecord>,
    calledSince: number,
    questions = QUESTIONS,
  ) {
    [this.#index, this.#batches, this.#calledSince] = [index, batches, calledSince];
    this.#questions = new Questions(questions);
    this.#personOf = new Uint32Array(questions);
    this.#calledAt = new Float64Array(questions);
    this.#row = new Uint32Array(questions);
    this.#batch = new Uint32Array(questions);
  }

  /** @param forms the person as sent now, and as earlier rules would have sent it where that differs */
  async ask(forms: readonly Person[]): Promise<void> {
    if (this.#questions.count + forms.length > this.#personOf.length) await this.#pass();
    for (const form of forms) {
      const question = this.#questions.add((bytes, at) => {
        this.#index.prints.write(form, bytes, at);
      }, 'number and name');
      this.#personOf[question] = this.#inPass;
    }
    this.#inPass += 1;
    this.people += 1;
  }

  /** @returns the batches in which people were called last, the newest first */
  async end(): Promise<CalledRows[]> {
    await this.#pass();
    return [...this.#found.values()].sort((a, b) => b.record.createdAt - a.record.createdAt);
  }

  async #pass(): Promise<void> {
    this.#calledAt.fill(0);
    await this.#index.lookUp(this.#questions, (question, sighting) => {
      this.#hold(this.#personOf[question] ?? 0, sighting);
    });
    for (let person = 0; person < this.#inPass; person++) {
      if (this.#calledAt[person] !== 0) this.#rowsOf(this.#batch[person] ?? 0)?.add(this.#row[person] ?? 0);
    }
    this.#questions.clear();
    this.#inPass = 0;
  }

  /** The newest call counts; a duplicate has no call of its own. */
  #hold(person: number, { batch, row, status, calledAt }: Sighting): void {
    if (calledAt === undefined || calledAt < this.#calledSince || NEVER.has(status)) return;
    if (calledAt <= (this.#calledAt[person] ?? 0) || !this.#batches.has(batch.number)) return;
    this.#calledAt[person] = calledAt;
    this.#row[person] = row;
    this.#batch[person] = batch.number;
  }

  #rowsOf(batch: number): CalledRows | undefined {
    const known = this.#found.get(batch);
    if (known !== undefined) return known;
    const record = this.#batches.get(batch);
    if (record === undefined) return undefined;
    const rows = new CalledRows(record);
    this.#found.set(batch, rows);
    return rows;
  }
}
