// Why a batch is halted, in words, and what to do about it.

import { z } from 'zod';
import { chinaIso } from '../../domain/china-time.js';
import { recordedCode, type ReturnCode } from '../../domain/return-codes.js';
import type { ProviderCodes } from '../../provider/port.js';
import { inEnglish } from '../../words/catalogue.js';

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
 * @param cause the account's halt as the journal keeps it
 * @param codes the provider's
 */
export function haltReason(cause: string, batch: string, codes: ProviderCodes): string {
  const after = `then: rollcall resume ${batch}`;
  const parsed = causeSchema.parse(JSON.parse(cause));
  switch (parsed.kind) {
    case 'code':
      return `the service answers with ${inWords(parsed.code, codes)}. ${inEnglish(codes.remedyOf(parsed.code, parsed.clockAheadMs))}; ${after}`;
    case 'http':
      return `${httpInWords(parsed)}; ${after}`;
    case 'same':
      return `many different rows in a row got ${inWords(parsed.code, codes)}, so it is the account and not the rows, which stay open. Ask the provider about the account; ${after}`;
    case 'outage':
      return `the service has been away for longer than ROLLCALL_OUTAGE_LIMIT_MS. When it is back: rollcall resume ${batch}`;
  }
}

interface HttpCause {
  readonly httpStatus: number;
  readonly target?: string | undefined;
  readonly same?: number | undefined;
}

function httpInWords({ httpStatus, target, same }: HttpCause): string {
  const who = same === undefined ? 'the service answers' : `${same} different rows in a row were answered`;
  const open = same === undefined ? '' : '; they stay open';
  const where = target === undefined ? '' : `, a redirect to ${target}, which is not followed`;
  return `${who} with HTTP status ${httpStatus} and no documented answer${where}${open}. ${httpRemedy(httpStatus)}`;
}

function httpRemedy(httpStatus: number): string {
  if (httpStatus === 407) return 'A proxy asks for a password: set it in HTTP_PROXY or HTTPS_PROXY';
  if (httpStatus < 400) return 'Check ROLLCALL_AUTH_URL: it must name the service itself';
  return 'Check ROLLCALL_AUTH_URL, and the proxies and firewalls on the way';
}

function inWords(code: ReturnCode, { meaningOf }: ProviderCodes): string {
  const meaning = meaningOf(code);
  return meaning === undefined ? `code ${code}` : `code ${code}: ${meaning.en} (${meaning.zh})`;
}

/** @param what somebody has changed, in words */
export function tamperingReason(what: string, batch: string): string {
  return `somebody has changed in Redis what Rollcall wrote there: ${what}. It is not believed. See who else can write to that Redis, and shut them out; then: rollcall resume ${batch}`;
}

/** @param until Unix milliseconds at which the batch goes on */
export function waitingReason(rows: number, until: number, batch: string): string {
  const what = rows === 1 ? '1 row waits' : `${rows} rows wait`;
  return (
    `${what} for the next day in China, ${chinaIso(until).slice(0, 16).replace('T', ' ')}: the provider was asked about ` +
    'their name or number as often as it answers in a day. They go on by themselves while a batch worker lives; where ' +
    `none does: rollcall resume ${batch}, or with --daily-limit end to do without them`
  );
}

/** @param rowsLeft how many rows still need a call; undefined until that is counted */
export function capReason(maxCalls: number, batch: string, rowsLeft?: number): string {
  const spent = `all ${maxCalls} calls of --max-calls are spent`;
  const resume = `rollcall resume ${batch} --max-calls`;
  if (rowsLeft === undefined || rowsLeft === 0) return `${spent}. To go on: ${resume} ${maxCalls * 2}`;
  const left = rowsLeft === 1 ? '1 row still needs a call' : `${rowsLeft} rows still need a call`;
  return `${spent}; ${left}. For all of them, if none has to be repeated: ${resume} ${maxCalls + rowsLeft}`;
}
