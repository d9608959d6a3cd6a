// What came back for the batches of an account, by label and hour, from their ledgers: for the watch. What an ended batch gives is read
// once. It judges nothing.

import type { Attempt } from '../../domain/attempt.js';
import { BUCKET_MS } from '../../domain/ledger.js';
import { NO_RETRY, type ReturnCode, type ReturnCodes } from '../../domain/return-codes.js';
import { UserError } from '../../domain/user-error.js';
import type { HourCounts } from '../../domain/watch.js';
import { isMissing } from '../../files/missing-file.js';
import type { Account } from '../../journal/keys.js';
import { providerOf } from '../../provider/index.js';
import { isOfAccount, knownBatches, onRecord, type KnownBatch } from '../recorded-batches.js';
import { hasEnded } from '../record.js';

const HOUR_MS = 3_600_000;

type Counts = { -readonly [Figure in Exclude<keyof HourCounts, 'label' | 'hour'>]: number };

export class HourCounter {
  readonly #ended = new Map<string, ReadonlyMap<number, Counts>>();

  /** @param sinceMs batches that ended before it are passed over */
  async count(dataDirectory: string, account: Account, sinceMs: number): Promise<HourCounts[]> {
    const sums = new Map<string, Pick<HourCounts, 'label' | 'hour'> & Counts>();
    for (const known of await knownBatches(dataDirectory, () => undefined)) {
      const { record, state } = known;
      const isPast = state.finishedAt !== undefined && state.finishedAt < sinceMs;
      if (isPast || state.state === 'draft' || !isOfAccount(record, account)) continue;
      for (const [hour, own] of await this.#of(known, dataDirectory)) {
        const key = JSON.stringify([record.label, hour]);
        const sum = sums.get(key) ?? { label: record.label, hour, ...nothing() };
        for (const figure of FIGURES) sum[figure] += own[figure];
        sums.set(key, sum);
      }
    }
    return [...sums.values()];
  }

  async #of(known: KnownBatch, dataDirectory: string): Promise<ReadonlyMap<number, Counts>> {
    const { batch, incarnation = '' } = known.record;
    const name = `${batch} ${incarnation}`;
    const before = this.#ended.get(name);
    if (before !== undefined) return before;
    const counts = await countsOf(known, dataDirectory).catch((error: unknown) => {
      // A batch that can't be read is no reason to watch no other one.
      if (!(error instanceof UserError) && !isMissing(error)) throw error;
      return new Map<number, Counts>();
    });
    if (hasEnded(known.state)) this.#ended.set(name, counts);
    return counts;
  }
}

const FIGURES = ['rows', 'match', 'lookup_failed', 'error'] as const;

function nothing(): Counts {
  return { rows: 0, match: 0, lookup_failed: 0, error: 0 };
}

async function countsOf(known: KnownBatch, dataDirectory: string): Promise<Map<number, Counts>> {
  const { codes } = providerOf(known.record.provider);
  const recorded = await onRecord(known, dataDirectory);
  const byHour = new Map<number, Counts>();
  const add = (
    atMs: number,
    result: Attempt['result'],
    code: ReturnCode | undefined,
    count: number,
  ): void => {
    const figure = figureOf(result, code, codes);
    if (figure === undefined) return;
    const hour = Math.floor(atMs / HOUR_MS);
    const counts = byHour.get(hour) ?? nothing();
    byHour.set(hour, counts);
    counts.rows += count;
    if (figure !== 'rows') counts[figure] += count;
  };
  const ledger = await recorded.ledger();
  if (ledger !== undefined) {
    for (const { home, result, code, count } of ledger.lines()) add(home * BUCKET_MS, result, code, count);
    return byHour;
  }
  for await (const { startedAt, finishedAt = startedAt, result, code } of recorded.attempts())
    add(finishedAt, result, code, 1);
  return byHour;
}

/** Undefined for what says nothing of list or service: calls that never left, or came too fast, or were the account's. */
function figureOf(
  result: Attempt['result'],
  code: ReturnCode | undefined,
  { verdicts, effectOf, overToday }: ReturnCodes,
): (typeof FIGURES)[number] | undefined {
  if (result === 'refused') return undefined;
  if (result === 'in_doubt' || code === undefined) return 'error';
  const status = verdicts.get(code);
  if (status === 'match' || status === 'lookup_failed') return status;
  if (status !== undefined) return 'rows';
  if (overToday.has(code)) return undefined;
  const effect = effectOf(code, NO_RETRY);
  return effect === 'final' || effect === 'failed' ? 'error' : undefined;
}
