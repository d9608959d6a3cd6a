// Finds the batch that a new one is compared with, and takes its outcomes over into the new batch's own file.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseForm } from '../../files/damaged-file.js';
import { writeJson, writeWhole } from '../../files/durable.js';
import type { Account } from '../../journal/keys.js';
import { EarlierFileWriter } from './earlier-file.js';
import { messageIn } from '../../domain/message-translation.js';
import type { Status } from '../../domain/status.js';
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
import { readPurged } from '../retention/purge.js';
import { readRecord, readState, recordExists, type BatchRecord } from '../record.js';
import { knownBatches } from '../recorded-batches.js';

export const LATEST = 'latest';

export interface PreviousRequest {
  /** A batch's id, or `latest`. */
  readonly batch: string;
  readonly callAgain: readonly Status[];
  readonly olderThanMs: number | undefined;
  /** Whether outcomes of another provider count, too. */
  readonly anyProvider?: boolean | undefined;
}

/** The account for which a batch makes calls. */
export interface Caller {
  readonly provider: string;
  readonly account: Account;
}

/**
 * @param caller undefined: any
 * @param anyProvider whether a batch of another provider's may serve
 * @returns undefined where the latest is asked for and there is none
 * @throws UserError where the batch can't serve
 */
export async function findPrevious(
  wanted: string,
  label: string,
  caller: Caller | undefined,
  dataDirectory: string,
  anyProvider = false,
): Promise<BatchRecord | undefined> {
  const serves = (record: BatchRecord): boolean =>
    caller === undefined || isSame(record, caller) || (anyProvider && record.provider !== caller.provider);
  if (wanted === LATEST) {
    const latest = await latestOf(label, serves, dataDirectory);
    if (latest !== undefined) await refusePurged(latest.batch, dataDirectory);
    return latest;
  }
  const paths = batchPaths(dataDirectory, wanted);
  if (/[/\\]/.test(wanted) || !(await recordExists(paths))) {
    throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
      previousErrors.unknown({ batch: wanted, directory: dataDirectory }),
    );
  }
  const record = await readRecord(paths, wanted);
  const { state } = await readState(paths, record);
  if (state !== 'completed' && state !== 'cancelled') {
    throw new UserError('unusable-previous-batch', ({ previousErrors, states }) =>
      previousErrors.notEnded({ batch: wanted, state: states[state] }),
    );
  }
  if (caller !== undefined && record.provider !== caller.provider && !anyProvider) {
    throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
      previousErrors.otherProvider({ batch: wanted, other: record.provider, own: caller.provider }),
    );
  }
  if (!serves(record)) {
    throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
      previousErrors.otherAccount({
        batch: wanted,
        appid: record.account.appid,
        url: record.account.authUrl,
      }),
    );
  }
  await refusePurged(wanted, dataDirectory);
  return record;
}

async function refusePurged(batch: string, dataDirectory: string): Promise<void> {
  const purgedAt = await readPurged(batchPaths(dataDirectory, batch));
  if (purgedAt === undefined) return;
  throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.purged({ batch, at: purgedAt }),
  );
}

async function latestOf(
  label: string,
  serves: (record: BatchRecord) => boolean,
  dataDirectory: string,
): Promise<BatchRecord | undefined> {
  const fitting = (await knownBatches(dataDirectory)).filter(
    ({ record, state }) => state.state === 'completed' && record.label === label && serves(record),
  );
  return fitting.sort((a, b) => (a.state.finishedAt ?? 0) - (b.state.finishedAt ?? 0)).at(-1)?.record;
}

function isSame(one: Caller, other: Caller): boolean {
  const [a, b] = [one.account, other.account];
  return (
    one.provider === other.provider && a.authUrl === b.authUrl && a.appid === b.appid && a.bucket === b.bucket
  );
}

/**
 * Takes the outcomes over and syncs them, so that after any crash the new batch decides about each person as before. A
 * person's first row is the one that counts.
 *
 * @param now which service the new batch calls, whether what another one said counts, too, and in which language it speaks
 * @throws UserError where the outcomes are not there any more, or were changed
 */
export async function takeOver(
  previous: BatchRecord,
  paths: BatchPaths,
  rowKey: Buffer,
  rules: CarryRules,
  dataDirectory: string,
  now: {
    readonly provider: string;
    readonly anyProvider: boolean;
    readonly language?: Language | undefined;
  },
): Promise<void> {
  const writer = String(process.pid);
  const hasher = new PersonHash(rowKey);
  const table = new PersonTable();
  const times = new CallTimes(previous, dataDirectory);
  const words = new Uint32Array(HASH_WORDS);
  let people = 0;
  let rows = 0;
  let batches: string[] = [];
  await writeWhole(paths.earlier, writer, async (handle) => {
    const file = new EarlierFileWriter(handle);
    for await (const { last, outcomes } of readOutcomes(previous)) {
      rows = last;
      for (const outcome of outcomes) {
        if (outcome.status === 'unreadable' || outcome.source === 'duplicate') continue;
        hasher.write(personIn(outcome.cells, formatOf(previous), previous.rules.version), words);
        if (!table.claim(words, placeIn(file))) continue;
        people += 1;
        const calledIn = times.calledIn(outcome);
        const calledAt = calledIn === undefined ? undefined : await times.calledAt(outcome, calledIn);
        const saidBy = calledIn === undefined ? undefined : await times.providerOf(calledIn);
        const isOwn = saidBy === now.provider;
        const isToCarry = isCarried(outcome.status, calledAt, rules) && (isOwn || now.anyProvider);
        // The words of a code are looked up in this provider's table, where another's code may mean nothing.
        const { codes } = providerOf(saidBy ?? previous.provider);
        const message = messageIn(now.language, outcome, { codes, language: previous.language });
        const inWords = isOwn ? inParts(outcome, message) : { ...inParts(outcome, message), message };
        file.add(words, { ...inWords, calledIn, isCarried: isToCarry });
        if (file.isFull) await file.flush();
      }
    }
    await file.flush();
    batches = file.batches;
  });
  await refuseCut(previous, rows);
  const { batch, outDirectory, format, rules: read } = previous;
  const earlier = { batch, outDirectory, format, rulesVersion: read.version };
  const index: EarlierIndex = { version: 1, earlier, keyPrint: keyPrint(rowKey), people, batches };
  await writeJson(paths.earlierIndex, writer, index);
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
