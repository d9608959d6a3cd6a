// Takes the outcomes of an earlier batch over into a new batch's own file: whose outcome is carried, and from which call it
// is. Which batch that is was decided before.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseForm } from '../../files/damaged-file.js';
import { writeJson, writeWhole } from '../../files/durable.js';
import { EarlierFileWriter, type NewEarlierOutcome } from './earlier-file.js';
import { messageIn } from '../../domain/message-translation.js';
import { HASH_WORDS, isCarried, type CarryRules } from '../../domain/earlier.js';
import { UserError } from '../../domain/user-error.js';
import { PersonHash } from '../../ingest/people/person-hash.js';
import { MOST_PLACES, PersonTable } from '../../ingest/people/person-table.js';
import { personIn } from '../../ingest/read-rows.js';
import { providerOf } from '../../provider/index.js';
import { keyPrint } from '../../queue/slice-payload.js';
import type { Language } from '../../words/language.js';
import type { EarlierIndex } from './earlier-people.js';
import { readOutcomes, type WrittenOutcome } from './earlier-outcomes.js';
import { batchPaths, outputPaths, type BatchPaths } from '../paths.js';
import { formatOf } from '../run/slice-producer.js';
import { readRecord, recordExists, type BatchRecord } from '../record.js';

/**
 * Takes the outcomes over and syncs them, so that after any crash the new batch decides about each person as before. A
 * person's first row is the one that counts.
 *
 * @param corrections of the batch, the newest first; what they say of a person wins
 * @throws UserError where the outcomes are not there any more, or were changed
 */
export async function takeOver(
  previous: BatchRecord,
  paths: BatchPaths,
  rowKey: Buffer,
  rules: CarryRules,
  dataDirectory: string,
  now: Service,
  corrections: readonly BatchRecord[] = [],
): Promise<void> {
  const writer = String(process.pid);
  let people = 0;
  let batches: string[] = [];
  await writeWhole(paths.earlier, writer, async (handle) => {
    const taker = new Taker(new EarlierFileWriter(handle), rowKey, rules, dataDirectory, now);
    // What a correction says of a person is newer. Of those who have to be called again nothing is taken from it, as
    // an earlier batch may have their outcome.
    for (const correction of corrections) await taker.take(correction, true);
    await taker.take(previous, corrections.length > 0);
    people = taker.people;
    batches = await taker.end();
  });
  const { batch, outDirectory, format, rules: read } = previous;
  const earlier = { batch, outDirectory, format, rulesVersion: read.version };
  const index: EarlierIndex = { version: 1, earlier, keyPrint: keyPrint(rowKey), people, batches };
  await writeJson(paths.earlierIndex, writer, index);
}

/** Which service the new batch calls, and whether what another one said counts, too. */
interface Service {
  readonly provider: string;
  readonly anyProvider: boolean;
  /** In which the new batch speaks. */
  readonly language?: Language | undefined;
}

/** Takes the people of batches over; of each the first that comes. */
class Taker {
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

  /** @param carriedAlone whether only people are taken who are not called again */
  async take(batch: BatchRecord, carriedAlone: boolean): Promise<void> {
    const times = new CallTimes(batch, this.#dataDirectory);
    let rows = 0;
    for await (const { last, outcomes } of readOutcomes(batch)) {
      rows = last;
      for (const outcome of outcomes) {
        if (outcome.status === 'unreadable' || outcome.source === 'duplicate') continue;
        const taken = await this.#taken(outcome, batch, times);
        if (carriedAlone && !taken.isCarried) continue;
        this.#hasher.write(personIn(outcome.cells, formatOf(batch), batch.rules.version), this.#words);
        if (!this.#table.claim(this.#words, placeIn(this.#file))) continue;
        this.people += 1;
        this.#file.add(this.#words, taken);
        if (this.#file.isFull) await this.#file.flush();
      }
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

/** Finds out in which batch, and when, people were called. */
class CallTimes {
  readonly #previous: BatchRecord;
  readonly #dataDirectory: string;
  readonly #begun = new Map<string, number>();
  readonly #providers = new Map<string, string | undefined>();

  constructor(previous: BatchRecord, dataDirectory: string) {
    this.#previous = previous;
    this.#dataDirectory = dataDirectory;
    this.#begun.set(previous.batch, previous.createdAt);
  }

  /** The batch that called the person; undefined where nobody was called: decided by the pre-check, or not sent. */
  calledIn({ source, status, carriedFrom }: WrittenOutcome): string | undefined {
    if (source === 'carried') return carriedFrom === '' ? undefined : carriedFrom;
    if (source === 'api') return this.#previous.batch;
    return source === '' && status !== 'not_sent' ? this.#previous.batch : undefined;
  }

  /**
   * A row without an answer has no time, so the beginning of its batch stands for it, and for a batch that is gone the
   * beginning of time.
   */
  async calledAt({ checkedAt }: WrittenOutcome, calledIn: string): Promise<number> {
    if (checkedAt !== undefined) return checkedAt;
    const known = this.#begun.get(calledIn) ?? (await this.#begunAt(calledIn));
    this.#begun.set(calledIn, known);
    return known;
  }

  /** The provider of the calling batch; undefined where that batch is gone, so that it may have been another's. */
  async providerOf(calledIn: string): Promise<string | undefined> {
    if (!this.#providers.has(calledIn)) this.#providers.set(calledIn, await this.#findProvider(calledIn));
    return this.#providers.get(calledIn);
  }

  async #findProvider(batch: string): Promise<string | undefined> {
    const { batch: last, provider, previous } = this.#previous;
    if (batch === last) return provider;
    const paths = batchPaths(this.#dataDirectory, batch);
    if (await recordExists(paths)) return (await readRecord(paths, batch)).provider;
    return previous?.anyProvider === true ? undefined : provider;
  }

  async #begunAt(batch: string): Promise<number> {
    const paths = batchPaths(this.#dataDirectory, batch);
    return (await recordExists(paths)) ? (await readRecord(paths, batch)).createdAt : 0;
  }
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
