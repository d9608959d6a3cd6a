// Takes people with their outcomes from earlier batches, one batch after another: whose outcome is carried, and from which call
// it is. Of each person the first that comes counts. Which batches those are was decided before.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HASH_WORDS, isCarried, type CarryRules } from '../../domain/earlier.js';
import { messageIn } from '../../domain/message-translation.js';
import { UserError } from '../../domain/user-error.js';
import { parseForm } from '../../files/damaged-file.js';
import { PersonHash } from '../../ingest/people/person-hash.js';
import { MOST_PLACES, PersonTable } from '../../ingest/people/person-table.js';
import { personIn } from '../../ingest/read-rows.js';
import { providerOf } from '../../provider/index.js';
import type { Language } from '../../words/language.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { formatOf } from '../run/slice-producer.js';
import { CallTimes } from './call-times.js';
import type { EarlierFileWriter, NewEarlierOutcome } from './earlier-file.js';
import { readOutcomes, type WrittenOutcome } from './earlier-outcomes.js';

/** Which service the new batch calls, and whether what another one said counts, too. */
export interface Service {
  readonly provider: string;
  readonly anyProvider: boolean;
  /** In which the new batch speaks. */
  readonly language?: Language | undefined;
}

/** Rows of a batch. */
export interface SomeRows {
  readonly last: number;
  has(row: number): boolean;
}

/** Takes the people of batches over; of each the first that comes. */
export class Taker {
  readonly #file: EarlierFileWriter;
  readonly #hasher: PersonHash;
  readonly #table = new PersonTable();
  readonly #words = new Uint32Array(HASH_WORDS);
  readonly #rules: CarryRules;
  readonly #dataDirectory: string;
  readonly #now: Service;
  people = 0;

  constructor(
    file: EarlierFileWriter,
    rowKey: Buffer,
    rules: CarryRules,
    dataDirectory: string,
    now: Service,
  ) {
    this.#file = file;
    this.#hasher = new PersonHash(rowKey);
    [this.#rules, this.#dataDirectory, this.#now] = [rules, dataDirectory, now];
  }

  /**
   * @param carriedAlone whether only people are taken who are not called again
   * @param of whose rows are taken, and the last of these; absent: everybody's
   */
  async take(batch: BatchRecord, carriedAlone: boolean, of?: SomeRows): Promise<void> {
    const times = new CallTimes(batch, this.#dataDirectory);
    let rows = 0;
    for await (const { last, outcomes } of readOutcomes(batch)) {
      rows = last;
      for (const outcome of outcomes) {
        if (of !== undefined && !of.has(outcome.row)) continue;
        if (outcome.status === 'unreadable' || outcome.source === 'duplicate') continue;
        const taken = await this.#taken(outcome, batch, times);
        if (carriedAlone && !taken.isCarried) continue;
        this.#hasher.write(personIn(outcome.cells, formatOf(batch), batch.rules.version), this.#words);
        if (!this.#table.claim(this.#words, placeIn(this.#file))) continue;
        this.people += 1;
        this.#file.add(this.#words, taken);
        if (this.#file.isFull) await this.#file.flush();
      }
      if (of !== undefined && last >= of.last) return;
    }
    await refuseCut(batch, rows);
  }

  /** @returns the batches in which anybody was called */
  async end(): Promise<string[]> {
    await this.#file.flush();
    return this.#file.batches;
  }

  async #taken(outcome: WrittenOutcome, batch: BatchRecord, times: CallTimes): Promise<NewEarlierOutcome> {
    const { provider, anyProvider, language } = this.#now;
    const calledIn = times.calledIn(outcome);
    const calledAt = calledIn === undefined ? undefined : await times.calledAt(outcome, calledIn);
    const saidBy = calledIn === undefined ? undefined : await times.providerOf(calledIn);
    const isOwn = saidBy === provider;
    const isToCarry = isCarried(outcome.status, calledAt, this.#rules) && (isOwn || anyProvider);
    // The words of a code are looked up in this provider's table, where another's code may mean nothing.
    const { codes } = providerOf(saidBy ?? batch.provider);
    const message = messageIn(language, outcome, { codes, language: batch.language });
    const inWords = isOwn ? inParts(outcome, message) : { ...inParts(outcome, message), message };
    return { ...inWords, calledIn, isCarried: isToCarry };
  }
}

function placeIn({ place }: EarlierFileWriter): number {
  if (place < MOST_PLACES) return place;
  throw new UserError('unusable-previous-batch', ({ previousErrors }) => previousErrors.tooManyPeople);
}

/** The words that a verdict's code stands for are left out; anything else that was said is kept. */
function inParts({ row, status, code, sessionId, checkedAt }: WrittenOutcome, message: string) {
  return {
    row,
    status,
    code,
    message: status === 'error' || code === undefined ? message : '',
    sessionId,
    checkedAt,
  };
}

/** A truncated file would have people called again whose outcomes it has lost. */
async function refuseCut({ batch, outDirectory }: BatchRecord, rows: number): Promise<void> {
  const { summary, outcomes } = outputPaths(outDirectory);
  const text = await readFile(summary, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const counted = parseForm(summary, text, z.looseObject({ rows: z.unknown() })).rows;
  if (counted === rows) return;
  throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.cut({ file: outcomes, rows, batch, written: String(counted) }),
  );
}
