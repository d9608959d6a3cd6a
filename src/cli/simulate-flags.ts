// The faults of `rollcall simulate` as flags of the command line: which setting each one is, and how its text is read.
// The simulator's own schema checks the ranges.

import { UserError } from '../domain/user-error.js';
import type { ProviderCodes } from '../provider/port.js';
import type { Settings } from '../simulator/index.js';

type Codes = Pick<ProviderCodes, 'pattern' | 'example'>;
type Kind = 'number' | 'text' | 'switch' | 'code' | 'codes' | 'counts';

export interface FaultFlag {
  readonly key: keyof Settings;
  readonly flags: string;
  readonly description: string;
  readonly kind: Kind;
}

function flag(key: keyof Settings, flags: string, kind: Kind, description: string): FaultFlag {
  return { key, flags, kind, description };
}

export const FAULT_FLAGS: readonly FaultFlag[] = [
  flag('latencyMs', '--latency <ms>', 'number', 'wait before every answer'),
  flag('slowShare', '--slow-share <share>', 'number', 'share of answers, 0 to 1, that wait --slow instead'),
  flag('slowMs', '--slow <ms>', 'number', 'how long those wait (1000)'),
  flag('rateLimit', '--rate-limit <n>', 'number', 'calls a second; over it code 15, not counted'),
  flag('rateBurst', '--rate-burst <n>', 'number', 'calls that may come at once (a second of --rate-limit)'),
  flag('throttleAs', '--throttle-as <how>', 'text', 'code (15) or http429'),
  flag('retryAfterSeconds', '--retry-after <s>', 'number', 'Retry-After of throttled answers'),
  flag(
    'outageShare',
    '--outage-share <share>',
    'number',
    'share of calls answered with --outage-code; 1: all',
  ),
  flag('outageCalls', '--outage-calls <n>', 'number', 'the first n calls are answered with --outage-code'),
  flag(
    'outageCode',
    '--outage-code <code>',
    'code',
    '107 (default) or 108; of FaceID InternalError or -4, -6',
  ),
  flag('cutShare', '--cut-share <share>', 'number', 'share of calls cut off, not counted'),
  flag(
    'dropShare',
    '--drop-share <share>',
    'number',
    'share of calls counted, then cut off without an answer',
  ),
  flag('hangShare', '--hang-share <share>', 'number', 'share of calls counted and never answered'),
  flag(
    'unreadableShare',
    '--unreadable-share <share>',
    'number',
    'share of answers counted and not as documented',
  ),
  flag('unreadableAs', '--unreadable-as <how>', 'text', 'html, text, truncated, empty or other-json'),
  flag('httpShare', '--http-share <share>', 'number', 'share of calls answered with --http-status'),
  flag('httpStatus', '--http-status <n>', 'number', 'which (503)'),
  flag('httpCounted', '--http-counted', 'switch', 'those calls are counted all the same'),
  flag('forceCode', '--force-code <code>', 'code', 'this code for everybody'),
  flag('forceCalls', '--force-calls <n>', 'number', 'only for the first n calls'),
  flag('forceMessage', '--force-message <text>', 'text', 'with this message'),
  flag('nameLimit', '--name-limit <n>', 'number', 'FaceID: questions a day about one name; over it -7 (500)'),
  flag(
    'numberLimit',
    '--number-limit <n>',
    'number',
    'FaceID: questions a day about one number; over it -7 (1000)',
  ),
  flag('refuseCredentials', '--refuse-credentials', 'switch', 'take the SecretKey for wrong'),
  flag('clockOffsetMs', '--clock-offset <ms>', 'number', "added to the service's clock for signatures"),
  flag('trailingComma', '--trailing-comma', 'switch', "answer with the stray comma of the document's sample"),
  flag('countedCodes', '--counted-codes <list>', 'codes', 'codes in the figures (0,-5803,-5804,-5806,-5807)'),
  flag(
    'countAt',
    '--count-at <when>',
    'text',
    'a call counts on arrival (default) or when its answer is due',
  ),
  flag('statAllRows', '--stat-all-rows', 'switch', 'figures have rows without calls too'),
  flag('statFailures', '--stat-failures <n>', 'number', 'the first n queries for figures answer 70003'),
  flag('statMissing', '--stat-missing <n>', 'number', 'the latest n calls are missing from the figures'),
  flag('statExtra', '--stat-extra <list>', 'counts', "somebody else's calls in the figures: 0=5,-5803=1"),
  flag('statExtraAt', '--stat-extra-at <bucket>', 'text', 'their bucket, as "2026-11-24 09:30:00" (now)'),
  flag(
    'billDelayDays',
    '--bill-delay <days>',
    'number',
    "FaceID: a day's bill is there so many days behind it",
  ),
  flag('billDeducted', '--bill-deducted <n>', 'number', 'FaceID: that many calls are paid by a package'),
  flag('billPrice', '--bill-price <decimal>', 'text', 'FaceID: of a call, on the bill (0.3)'),
  flag('statSummaryOff', '--stat-summary-off <n>', 'number', 'the summary has that many more than its list'),
];

/**
 * @param codes of the provider that is simulated.
 * @throws UserError naming the flag
 */
export function readFlag({ flags, kind }: FaultFlag, value: unknown, codes: Codes): unknown {
  switch (kind) {
    case 'switch':
      return true;
    case 'text':
      return value;
    case 'number':
      return toNumber(flags, String(value));
    case 'code':
      return toCode(flags, String(value), codes);
    case 'codes':
      return String(value)
        .split(',')
        .map((text) => toCode(flags, text, codes));
    case 'counts':
      return Object.fromEntries(
        String(value)
          .split(',')
          .map((pair) => toCount(flags, pair)),
      );
  }
}

function toCode(flags: string, text: string, { pattern, example }: Codes): string {
  const code = text.trim();
  if (pattern.test(code)) return code;
  throw new UserError(
    'invalid-options',
    `${flags}: "${text}" is no code. It must be one such as ${example}.`,
  );
}

function toNumber(flags: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new UserError('invalid-options', `${flags}: "${text}" is not a number.`);
}

function toCount(flags: string, pair: string): [string, number] {
  const [code = '', count] = pair.split('=');
  if (count === undefined)
    throw new UserError('invalid-options', `${flags}: "${pair}" must be a code and a count, such as 0=5.`);
  return [code.trim(), toNumber(flags, count)];
}
