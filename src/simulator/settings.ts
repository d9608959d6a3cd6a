// Every setting of the pretend service, at the start and while it runs: one strict schema for options, command line and
// `POST /_control`. It does not know what the settings do.

import { z } from 'zod';
import { chinaDayStart } from '../domain/china-time.js';
import { recordedCode } from '../domain/return-codes.js';
import { ERROR, faceidCodes } from '../provider/faceid/codes.js';
import { faceid } from '../provider/faceid/index.js';
import { CODE, youtuCodes } from '../provider/youtu/codes.js';
import { UserError } from '../domain/user-error.js';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const code = recordedCode;
const codeKey = z.string().regex(/^-?\d+$/, 'must be codes, such as "-5803"');
const bucket = z
  .string()
  .refine(isBucket, 'must be the start of a 5-minute bucket in China, such as "2026-11-24 09:30:00"');

const schema = z.strictObject({
  /** The wait before every answer, and the share of answers that wait `slowMs` instead. */
  latencyMs: z.number().min(0).max(3_600_000),
  slowShare: share,
  slowMs: z.number().min(0).max(3_600_000),
  /** Withholds every answer until it is false again, for tests that act while calls are in flight. */
  hold: z.boolean(),

  /**
   * Calls a second, beyond which the code for too many calls is answered. The token bucket holds `rateBurst` calls, by
   * default one second's.
   */
  rateLimit: z.number().positive().nullable(),
  rateBurst: z.number().min(1).nullable(),
  throttleAs: z.enum(['code', 'http429']),
  /** The `Retry-After` of every throttled answer; null: none. */
  retryAfterSeconds: count.nullable(),

  /** Each fault strikes the next `…Calls` calls, then a `…Share` of the others. An outage answers with `outageCode`. */
  outageShare: share,
  outageCalls: count,
  outageCode: code,
  /** The connection is cut, and the call is not counted. */
  cutShare: share,
  cutCalls: count,
  /** The connection is cut, although the call was counted. */
  dropShare: share,
  dropCalls: count,
  /** The call is counted, and never answered. */
  hangShare: share,
  hangCalls: count,
  /** The call is counted, and the answer does not have the documented form. */
  unreadableShare: share,
  unreadableCalls: count,
  unreadableAs: z.enum(['text', 'html', 'truncated', 'empty', 'other-json']),
  /** The answer has `httpStatus` and no JSON, as a gateway's does. The call counts only with `httpCounted`. */
  httpShare: share,
  httpCalls: count,
  httpStatus: z.number().int().min(300).max(599),
  httpCounted: z.boolean(),

  /**
   * Every call is answered with this code: the next `forceCalls` calls, or all until `forceCode` is null where
   * `forceCalls` is null.
   */
  forceCode: code.nullable(),
  forceCalls: count.nullable(),
  forceMessage: z.string().max(1000).nullable(),

  /** FaceID only: how often a name and a number may be asked about on a day in China; null: without limit. */
  nameLimit: count.nullable(),
  numberLimit: count.nullable(),

  /** Every request is refused, as if the SecretKey were wrong. */
  refuseCredentials: z.boolean(),
  /** Added to the clock by which signatures expire. */
  clockOffsetMs: z.number().int(),
  /** Answers have the comma of the document's sample, which is not valid JSON. */
  trailingComma: z.boolean(),

  /** Codes that the figures include. */
  countedCodes: z.array(code).max(100),
  /** Whether a call counts at its arrival or at its answer, which may lie in different buckets. */
  countAt: z.enum(['arrival', 'answer']),

  /** Whether the figures have rows for buckets and days without calls too. */
  statAllRows: z.boolean(),
  /** The next N questions for figures are answered with 70003. */
  statFailures: count,
  /** How many of the latest counted calls are missing from the figures. */
  statMissing: count,
  /** Calls of another program, by code, in the bucket `statExtraAt`; null: the bucket in which they were set. */
  statExtra: z.record(codeKey, count),
  statExtraAt: bucket.nullable(),
  /** FaceID's bill only: after how many days a day's bill is available, and how many of its calls a package pays. */
  billDelayDays: count,
  billDeducted: count,
  /**
   * The most lines of a page of the bill, whatever is asked for. The next question's bill has so many lines of another
   * product more, at its beginning. Whether lines have an id. The bill as one sum a month.
   */
  billPage: z.number().int().min(1).max(300),
  billGrows: count,
  billIds: z.boolean(),
  billByMonth: z.boolean(),
  /** Lines of other products on the bill. */
  billOthers: count,
  /** The price of a call, as a decimal. */
  billPrice: z.string().regex(/^\d+(\.\d+)?$/),
  /** Added to the summary's count of code 0, so that the list does not add up to it. */
  statSummaryOff: z.number().int(),
});

export type Settings = z.infer<typeof schema>;
const patchSchema = schema.partial();
type CheckedPatch = z.output<typeof patchSchema>;
/** Codes may be given as numbers. */
export type SettingsPatch = z.input<typeof patchSchema>;

export const DEFAULT_SETTINGS: Readonly<Settings> = Object.freeze({
  latencyMs: 0,
  slowShare: 0,
  slowMs: 1000,
  hold: false,
  rateLimit: null,
  rateBurst: null,
  throttleAs: 'code',
  retryAfterSeconds: null,
  outageShare: 0,
  outageCalls: 0,
  outageCode: CODE.unavailable,
  cutShare: 0,
  cutCalls: 0,
  dropShare: 0,
  dropCalls: 0,
  hangShare: 0,
  hangCalls: 0,
  unreadableShare: 0,
  unreadableCalls: 0,
  unreadableAs: 'html',
  httpShare: 0,
  httpCalls: 0,
  httpStatus: 503,
  httpCounted: false,
  forceCode: null,
  forceCalls: null,
  forceMessage: null,
  nameLimit: null,
  numberLimit: null,
  refuseCredentials: false,
  clockOffsetMs: 0,
  trailingComma: false,
  countedCodes: [...youtuCodes.verdicts.keys()],
  countAt: 'arrival',
  statAllRows: false,
  statFailures: 0,
  statMissing: 0,
  statExtra: {},
  statExtraAt: null,
  billDelayDays: 0,
  billDeducted: 0,
  billPage: 300,
  billGrows: 0,
  billIds: true,
  billByMonth: false,
  billOthers: 0,
  billPrice: '0.3',
  statSummaryOff: 0,
});

/** The defaults that differ for FaceID. */
const OF_FACEID: Partial<Settings> = {
  outageCode: ERROR.internal,
  countedCodes: [...faceidCodes.billable],
  nameLimit: 500,
  numberLimit: 1000,
};

export function defaultSettingsOf(provider: string): Readonly<Settings> {
  return provider === faceid.id ? { ...DEFAULT_SETTINGS, ...OF_FACEID } : DEFAULT_SETTINGS;
}

/**
 * Checks settings that came from outside.
 *
 * @throws UserError naming every setting that is unknown or out of range
 */
export function parsePatch(input: unknown): CheckedPatch {
  const parsed = patchSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(inWords).join('; ');
  throw new UserError('invalid-options', ({ simulatorErrors }) => simulatorErrors.settings({ issues }));
}

function inWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code !== 'unrecognized_keys') return `${where}${issue.message}`;
  return `${issue.message}; there are: ${Object.keys(DEFAULT_SETTINGS).join(', ')}`;
}

/** Takes only the keys that the patch sets. */
export function applyPatch(settings: Readonly<Settings>, patch: CheckedPatch): Settings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...(Object.fromEntries(given) as Partial<Settings>) };
}

function isBucket(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5][05]:00$/.test(text) &&
    chinaDayStart(text.slice(0, 10)) !== undefined
  );
}
