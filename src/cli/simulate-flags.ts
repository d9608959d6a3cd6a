// The faults of `rollcall simulate` as flags of the command line: which setting each one is, and how its text is read.
// The simulator's own schema checks the ranges.

import { UserError } from '../domain/user-error.js';
import type { ProviderCodes } from '../provider/port.js';
import type { Settings } from '../simulator/index.js';
import type { Words } from '../words/words.js';

type Codes = Pick<ProviderCodes, 'pattern' | 'example'>;
type Kind = 'number' | 'text' | 'switch' | 'code' | 'codes' | 'counts';

export interface FaultFlag {
  /** The setting, by which the catalogues describe it, too. */
  readonly key: keyof Settings & keyof Words['faultFlags'];
  readonly flags: string;
  readonly kind: Kind;
}

function flag(key: FaultFlag['key'], flags: string, kind: Kind): FaultFlag {
  return { key, flags, kind };
}

export const FAULT_FLAGS: readonly FaultFlag[] = [
  flag('latencyMs', '--latency <ms>', 'number'),
  flag('slowShare', '--slow-share <share>', 'number'),
  flag('slowMs', '--slow <ms>', 'number'),
  flag('rateLimit', '--rate-limit <n>', 'number'),
  flag('rateBurst', '--rate-burst <n>', 'number'),
  flag('throttleAs', '--throttle-as <how>', 'text'),
  flag('retryAfterSeconds', '--retry-after <s>', 'number'),
  flag('outageShare', '--outage-share <share>', 'number'),
  flag('outageCalls', '--outage-calls <n>', 'number'),
  flag('outageCode', '--outage-code <code>', 'code'),
  flag('cutShare', '--cut-share <share>', 'number'),
  flag('dropShare', '--drop-share <share>', 'number'),
  flag('hangShare', '--hang-share <share>', 'number'),
  flag('unreadableShare', '--unreadable-share <share>', 'number'),
  flag('unreadableAs', '--unreadable-as <how>', 'text'),
  flag('httpShare', '--http-share <share>', 'number'),
  flag('httpStatus', '--http-status <n>', 'number'),
  flag('httpCounted', '--http-counted', 'switch'),
  flag('forceCode', '--force-code <code>', 'code'),
  flag('forceCalls', '--force-calls <n>', 'number'),
  flag('forceMessage', '--force-message <text>', 'text'),
  flag('nameLimit', '--name-limit <n>', 'number'),
  flag('numberLimit', '--number-limit <n>', 'number'),
  flag('refuseCredentials', '--refuse-credentials', 'switch'),
  flag('clockOffsetMs', '--clock-offset <ms>', 'number'),
  flag('trailingComma', '--trailing-comma', 'switch'),
  flag('countedCodes', '--counted-codes <list>', 'codes'),
  flag('countAt', '--count-at <when>', 'text'),
  flag('statAllRows', '--stat-all-rows', 'switch'),
  flag('statFailures', '--stat-failures <n>', 'number'),
  flag('statMissing', '--stat-missing <n>', 'number'),
  flag('statExtra', '--stat-extra <list>', 'counts'),
  flag('statExtraAt', '--stat-extra-at <bucket>', 'text'),
  flag('billDelayDays', '--bill-delay <days>', 'number'),
  flag('billDeducted', '--bill-deducted <n>', 'number'),
  flag('billPage', '--bill-page <n>', 'number'),
  flag('billGrows', '--bill-grows <n>', 'number'),
  flag('billOthers', '--bill-others <n>', 'number'),
  flag('billByMonth', '--bill-by-month', 'switch'),
  flag('billPrice', '--bill-price <decimal>', 'text'),
  flag('statSummaryOff', '--stat-summary-off <n>', 'number'),
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
  throw new UserError('invalid-options', ({ useErrors }) => useErrors.noCode({ flags, text, example }));
}

function toNumber(flags: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new UserError('invalid-options', ({ useErrors }) => useErrors.noNumber({ flags, text }));
}

function toCount(flags: string, pair: string): [string, number] {
  const [code = '', count] = pair.split('=');
  if (count === undefined)
    throw new UserError('invalid-options', ({ useErrors }) => useErrors.noCount({ flags, pair }));
  return [code.trim(), toNumber(flags, count)];
}
