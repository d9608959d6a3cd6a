// Why a batch is halted, in words, and what to do about it.

import { z } from 'zod';
import { chinaIso } from '../../domain/china-time.js';
import { recordedCode, type ReturnCode } from '../../domain/return-codes.js';
import { formatUnits } from '../../domain/budget.js';
import type { BudgetLook } from '../../journal/account-budgets.js';
import type { ProviderCodes } from '../../provider/port.js';
import type { BatchRecord } from '../record.js';
import { inEnglish, wordsIn } from '../../words/catalogue.js';

const causeSchema = z.union([
  z.object({ kind: z.literal('code'), code: recordedCode, clockAheadMs: z.number().optional() }),
  z.object({
    kind: z.literal('http'),
    httpStatus: z.number(),
    target: z.string().optional(),
    /** How many different rows in succession got this answer; earlier versions halted at the first. */
    same: z.number().optional(),
  }),
  z.object({ kind: z.literal('same'), code: recordedCode }),
  z.object({ kind: z.literal('outage') }),
]);

/**
 * In English, as it is put on record; who shows it tells it in the language of whoever reads it.
 *
 * @param cause the account's halt as the journal keeps it
 * @param codes the provider's
 */
export function haltReason(cause: string, batch: string, codes: ProviderCodes): string {
  const parsed = causeSchema.parse(JSON.parse(cause));
  switch (parsed.kind) {
    case 'code': {
      const remedy = inEnglish(codes.remedyOf(parsed.code, parsed.clockAheadMs));
      return halts.code({ code: inWords(parsed.code, codes), remedy, batch });
    }
    case 'http':
      return httpInWords(parsed, batch);
    case 'same':
      return halts.same({ code: inWords(parsed.code, codes), batch });
    case 'outage':
      return halts.outage({ batch });
  }
}

const { halts } = wordsIn('en');

interface HttpCause {
  readonly httpStatus: number;
  readonly target?: string | undefined;
  readonly same?: number | undefined;
}

function httpInWords({ httpStatus: status, target, same }: HttpCause, batch: string): string {
  const answer = target === undefined ? halts.noAnswer({ status }) : halts.redirect({ status, target });
  const remedy = httpRemedy(status);
  return same === undefined
    ? halts.http({ answer, remedy, batch })
    : halts.httpOfMany({ rows: same, answer, remedy, batch });
}

function httpRemedy(httpStatus: number): string {
  if (httpStatus === 407) return halts.proxyPassword;
  return httpStatus < 400 ? halts.checkUrl : halts.checkWay;
}

function inWords(code: ReturnCode, { meaningOf }: ProviderCodes): string {
  const meaning = meaningOf(code);
  return meaning === undefined
    ? halts.unknownCode({ code })
    : halts.knownCode({ code, en: meaning.en, zh: meaning.zh });
}

/** @param what somebody has changed, in words */
export function tamperingReason(what: string, batch: string): string {
  return halts.tampering({ what, batch });
}

/** @param until Unix milliseconds at which the batch goes on */
export function waitingReason(rows: number, until: number, batch: string): string {
  const at = chinaIso(until).slice(0, 16).replace('T', ' ');
  return rows === 1 ? halts.oneWaits({ at, batch }) : halts.waits({ rows, at, batch });
}

/** @param look what was last seen of the budget; undefined: it was never looked at */
export function budgetReason(
  look: BudgetLook | undefined,
  { batch, label, priceLists }: Pick<BatchRecord, 'batch' | 'label' | 'priceLists'>,
): string {
  const { month = '', calls, units, used } = look ?? {};
  const about = { batch, label, month };
  if (calls !== undefined && used !== undefined && used.calls >= calls)
    return halts.budgetCalls({ ...about, calls, more: Math.max(1, calls * 2) });
  if (units === undefined) return halts.budget(about);
  const currency = priceLists?.at(-1)?.currency;
  if (currency === undefined) return halts.budgetUnpriced(about);
  return halts.budgetAmount({
    ...about,
    currency,
    amount: formatUnits(units),
    more: formatUnits(Math.max(1, units * 2)),
  });
}

/** @param rowsLeft how many rows still need a call; undefined until that is counted */
export function capReason(maxCalls: number, batch: string, rowsLeft?: number): string {
  if (rowsLeft === undefined || rowsLeft === 0)
    return halts.cap({ calls: maxCalls, batch, more: maxCalls * 2 });
  const left = { calls: maxCalls, batch, more: maxCalls + rowsLeft };
  return rowsLeft === 1 ? halts.capOneLeft(left) : halts.capLeft({ ...left, rows: rowsLeft });
}
