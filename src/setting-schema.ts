// What each variable of the environment may contain, and what stands where it is not set.

import { z } from 'zod';
import { durationSetting } from './domain/duration.js';
import { LOWEST_RATE } from './domain/lowest-rate.js';
import { parseRedisAddress, type RedisAddress } from './domain/redis-address.js';
import { UserError } from './domain/user-error.js';
import { parseNamedHost } from './network/named-hosts.js';
import { DEFAULT_PROVIDER, PROVIDER_IDS } from './provider/index.js';
import { mustBe, remembered } from './setting-words.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const baseUrl = z
  .url({ protocol: /^https?$/, error: mustBe((say) => say.mustBeUrl) })
  // Records, reports and logs contain the URL, so it must have no login.
  .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
    error: mustBe((say) => say.mustHaveNoLogin),
  })
  .transform((url) => url.replace(/\/+$/, ''));
const number = z.coerce.number(mustBe((say) => say.mustBeNumber));
const whole = number.int(mustBe((say) => say.mustBeWhole));
const aboveZero = mustBe((say) => say.mustBePositive);
const positive = number.positive(aboveZero);
const wholePositive = whole.positive(aboveZero);
const atMost = (limit: number) => mustBe((say) => say.mustBeAtMost({ limit }));
const wholeUpTo = (limit: number) => wholePositive.max(limit, atMost(limit));
const redisAddress = (url: string, context: z.RefinementCtx): RedisAddress => {
  try {
    return parseRedisAddress(url);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.addIssue({ code: 'custom', message: remembered(error.say) });
    return z.NEVER;
  }
};
/** Hosts between commas, each with a port or without. */
const namedHosts = (list: string, context: z.RefinementCtx): readonly string[] => {
  const hosts = list.split(',').flatMap((each) => (each.trim() === '' ? [] : [parseNamedHost(each.trim())]));
  if (hosts.includes(undefined)) context.addIssue({ code: 'custom', message: areHosts });
  return hosts.filter((host) => host !== undefined);
};
const codeList = z.string().transform((list) => list.split(',').map((code) => code.trim()));
const notNegative = mustBe((say) => say.mustNotBeNegative);
const atLeastRate = mustBe((say) => say.mustBeAtLeastRate({ rate: LOWEST_RATE }));
const isProvider = mustBe((say) => say.mustBeOneOf({ choices: PROVIDER_IDS.join(say.or) }));
const isKey = mustBe((say) => say.mustBeKey);
const isDecimal = mustBe((say) => say.mustBeDecimal);
const isSwitch = mustBe((say) => say.mustBeOneOf({ choices: ['0', '1'].join(say.or) }));
const areHosts = mustBe((say) => say.mustBeHosts);
const isLevel = mustBe((say) => say.mustBeLevel);

export const settingSchema = z.object({
  ROLLCALL_PROVIDER: z.enum(PROVIDER_IDS, isProvider).default(DEFAULT_PROVIDER),
  ROLLCALL_APPID: z.string().optional(),
  ROLLCALL_BUCKET: z.string().optional(),
  ROLLCALL_SECRET_ID: z.string().optional(),
  ROLLCALL_SECRET_KEY: z.string().optional(),
  ROLLCALL_AUTH_URL: baseUrl.optional(),
  ROLLCALL_STAT_URL: baseUrl.default('https://image.qcloud.com'),
  ROLLCALL_BILL_URL: baseUrl.default('https://billing.tencentcloudapi.com'),
  REDIS_URL: z.string().transform(redisAddress).optional(),
  REDIS_PASSWORD: z.string().optional(),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  ROLLCALL_WAIT_FOR_REDIS: z.string().transform(durationSetting).optional(),
  ROLLCALL_DATA: z.string().default('./data'),
  ROLLCALL_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, isKey)
    .optional(),
  ROLLCALL_TIMEOUT_MS: wholeUpTo(600_000).default(10_000),
  ROLLCALL_BACKOFF_BASE_MS: wholeUpTo(3_600_000).default(500),
  ROLLCALL_BACKOFF_MAX_MS: wholeUpTo(3_600_000).default(30_000),
  ROLLCALL_OUTAGE_LIMIT_MS: wholePositive.default(3_600_000),
  ROLLCALL_THROTTLE_LIMIT_MS: wholePositive.default(3_600_000),
  ROLLCALL_RATE: positive.min(LOWEST_RATE, atLeastRate).optional(),
  ROLLCALL_CONCURRENCY: wholeUpTo(10_000).default(20),
  ROLLCALL_MAX_ATTEMPTS: wholeUpTo(1_000).default(6),
  ROLLCALL_RETRY_CODES: codeList.optional(),
  ROLLCALL_BILLABLE_CODES: codeList.optional(),
  ROLLCALL_PRICE: z
    .string()
    .regex(/^\d+(\.\d+)?$/, isDecimal)
    .optional(),
  ROLLCALL_CURRENCY: z.string().default('CNY'),
  ROLLCALL_APPROVAL_CALLS: wholePositive.optional(),
  ROLLCALL_CLOSE_REVIEW: z.enum(['0', '1'], isSwitch).default('0'),
  ROLLCALL_CARRY: z.string().transform(durationSetting).optional(),
  ROLLCALL_REQUESTS_PER_MINUTE: wholeUpTo(1_000_000).default(1_200),
  ROLLCALL_LIST_DAYS: wholeUpTo(366).default(7),
  ROLLCALL_LIST_QUOTA_MB: wholeUpTo(100_000_000).default(20_000),
  ROLLCALL_LOG_LEVEL: z.enum(LOG_LEVELS, isLevel).optional(),
  // Some end in a slash, which is part of their name.
  ROLLCALL_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: mustBe((say) => say.mustBeUrl) }).optional(),
  ROLLCALL_OIDC_CLIENT_ID: z.string().optional(),
  ROLLCALL_OIDC_CLIENT_SECRET: z.string().optional(),
  ROLLCALL_OIDC_SCOPE: z.string().default('openid profile'),
  ROLLCALL_OIDC_ROLE_CLAIM: z.string().default('rollcall_role'),
  ROLLCALL_OIDC_LABELS_CLAIM: z.string().default('rollcall_labels'),
  ROLLCALL_METRICS_PORT: whole.min(0, notNegative).max(65_535, atMost(65_535)).optional(),
  ROLLCALL_METRICS_HOST: z.string().default('127.0.0.1'),
  ROLLCALL_WEBHOOK_ALLOW: z.string().default('').transform(namedHosts),
});
