// Everything about the pretend service that can be changed, at the start and while it runs. One strict schema
// for options, command line and `POST /_control`; it does not know what the settings do.

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
  /** Wait before every answer, and the share of answers that wait `slowMs` instead. */
  latencyMs: z.number().min(0).max(3_600_000),
  slowShare: share,
  slowMs: z.number().min(0).max(3_600_000),
  /** Withholds every answer until it is false again: for tests that act while calls are in flight. */
  hold: z.boolean(),

  /** Calls a second; over it the code for too many calls. A token bucket that holds `rateBurst` calls, by default a second's. */
  rateLimit: z.number().positive().nullable(),
  rateBurst: z.number().min(1).nullable(),
  throttleAs: z.enum(['code', 'http429']),
  /** `Retry-After` of every throttled answer; null: none. */
  retryAfterSeconds: count.nullable(),

  /** Each fault strikes the next `…Calls` calls, then a `…Share` of them. Outage: `outageCode` for an answer. */
  outageShare: share,
  outageCalls: count,
  outageCode: code,
  /** The connection is cut and nothing was counted. */
  cutShare: share,
  cutCalls: count,
  /** The connection is cut although the call was counted. */
  dropShare: share,
  dropCalls: count,
  /** Counted, and never answered. */
  hangShare: share,
  hangCalls: count,
  /** Counted, and the answer is not what the document promises. */
  unreadableShare: share,
  unreadableCalls: count,
  unreadableAs: z.enum(['text', 'html', 'truncated', 'empty', 'other-json']),
  /** Answered with `httpStatus` and no JSON, as a gateway does; counted only where `httpCounted`. */
  httpShare: share,
  httpCalls: count,
  httpStatus: z.number().int().min(300).max(599),
  httpCounted: z.boolean(),

  /** This code for everybody: for the next `forceCalls` calls, or until null where that is null. */
  forceCode: code.nullable(),
  forceCalls: count.nullable(),
  forceMessage: z.string().max(1000).nullable(),

  /** Of FaceID: how often a name and a number may be asked about on a day in China; null: for ever. */
  nameLimit: count.nullable(),
  numberLimit: count.nullable(),

  /** The SecretKey is taken to be another one: every request is refused. */
  refuseCredentials: z.boolean(),
  /** Added to the clock against which signatures expire. */
  clockOffsetMs: z.number().int(),
  /** Answers with the comma that the document's sample has, which is not JSON. */
  trailingComma: z.boolean(),

  /** Codes that go into the figures. */
  countedCodes: z.array(code).max(100),
  /** Whether a call counts when it arrives or when its answer is due: the two sides of a bucket's edge. */
  countAt: z.enum(['arrival', 'answer']),

  /** Rows for buckets and days without calls too. */
  statAllRows: z.boolean(),
  /** The next N queries for figures answer 70003. */
  statFailures: count,
  /** That many counted calls, the latest, are missing from the figures. */
  statMissing: count,
  /** Calls of somebody else, by code, in the bucket `statExtraAt`; null: the one in which they were set. */
  statExtra: z.record(codeKey, count),
  statExtraAt: bucket.nullable(),
  /** Of FaceID's bill: a day's is there so many days behind it; so many of its calls are paid by a package. */
  billDelayDays: count,
  billDeducted: count,
  /** Of a call, as a decimal. */
  billPrice: z.string().regex(/^\d+(\.\d+)?$/),
  /** Added to the summary's count of code 0, so that the list no longer adds up to it. */
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
  billPrice: '0.3',
  statSummaryOff: 0,
});

/** What differs where FaceID is spoken. */
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
  throw new UserError(
    'invalid-options',
    `Simulator settings: ${parsed.error.issues.map(inWords).join('; ')}.`,
  );
}

function inWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code !== 'unrecognized_keys') return `${where}${issue.message}`;
  return `${issue.message}; there are: ${Object.keys(DEFAULT_SETTINGS).join(', ')}`;
}

/** The keys that the patch really sets. */
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
