// The only reader of the environment: it takes `.env` of the working directory, the process's variables over it and
// secrets from `…_FILE`, validates all once and freezes the result.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { formatRedisAddress } from './domain/redis-address.js';
import { UserError } from './domain/user-error.js';
import { readDotEnv } from './dot-env.js';
import type { ProxySettings } from './network/proxy.js';
import { proxySettings, proxyVariables } from './network/proxy-settings.js';
import type { ReturnCode } from './domain/return-codes.js';
import { DEFAULT_PROVIDER, providerOf } from './provider/index.js';
import type { Credentials, Provider } from './provider/port.js';
import { settingSchema, type LogLevel } from './setting-schema.js';
import { saying } from './setting-words.js';
import { tracingOf, type TraceSettings } from './tracing/trace-settings.js';
import type { Words } from './words/words.js';

const SECRETS = [
  'ROLLCALL_SECRET_ID',
  'ROLLCALL_SECRET_KEY',
  'ROLLCALL_KEY',
  'REDIS_URL',
  'REDIS_PASSWORD',
  'REDIS_SENTINEL_PASSWORD',
  'ROLLCALL_OIDC_CLIENT_SECRET',
] as const;

/** The only variables of the environment that a user's own program gets. */
const HANDED_ON: readonly string[] = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ'];

export interface Config {
  /** The provider whose service is called. */
  readonly provider: string;
  readonly appid: string | undefined;
  readonly bucket: string | undefined;
  readonly secretId: string | undefined;
  readonly secretKey: string | undefined;
  /** Base URLs, without a path and without a slash at the end. */
  readonly authUrl: string;
  readonly statUrl: string;
  readonly billUrl: string;
  /** The address with the passwords of REDIS_PASSWORD and REDIS_SENTINEL_PASSWORD, unless it has its own. */
  readonly redisUrl: string | undefined;
  /** Milliseconds for which a Redis that is away is waited for at the start; undefined: ten seconds. */
  readonly waitForRedisMs: number | undefined;
  /** The absolute path of the data directory. */
  readonly dataDir: string;
  /** 64 hexadecimal digits. */
  readonly key: string | undefined;
  readonly timeoutMs: number;
  readonly backoffBaseMs: number;
  readonly backoffMaxMs: number;
  /** Milliseconds of an outage after which the account's batches are halted. */
  readonly outageLimitMs: number;
  /** Milliseconds of throttling after which a row ends in error. */
  readonly throttleLimitMs: number;
  /** Calls a second for all workers together; undefined: the rate is found from the service's answers. */
  readonly rate: number | undefined;
  /** The rate that the provider allows by default; counts where neither `rate` nor a batch names one. */
  readonly usualRate: number | undefined;
  readonly concurrency: number;
  readonly maxAttempts: number;
  readonly retryCodes: readonly ReturnCode[];
  readonly billableCodes: readonly ReturnCode[];
  /** A decimal as the user wrote it. */
  readonly price: string | undefined;
  readonly currency: string;
  /** Whether somebody else has to look at a month before it is closed. */
  readonly closeReview: boolean;
  /** Milliseconds within which outcomes of earlier calls are taken over; undefined: none are. */
  readonly carryMs: number | undefined;
  /** From how many calls on a batch needs an approval, where `serve` starts and nobody has set it. */
  readonly approvalCalls: number | undefined;
  /** The provider of identities through which people sign in; undefined: by passwords alone. */
  readonly oidc: OidcSettings | undefined;
  /** How often a key or a session may ask `serve`. */
  readonly requestsPerMinute: number;
  /** For how long lists are kept that were sent to `serve`, and how much one sender may have lying there. */
  readonly listDays: number;
  readonly listQuotaMb: number;
  /** Undefined: each command has its own default. */
  readonly logLevel: LogLevel | undefined;
  /** The port on which a worker serves its metrics; 0: any free port, undefined: none. */
  readonly metricsPort: number | undefined;
  readonly metricsHost: string;
  readonly proxy: ProxySettings;
  /** Hosts to which webhooks may lead over plain http, and inside of this network; each with a port or with any. */
  readonly webhookAllow: readonly string[];
  /** Settings for traces with OpenTelemetry; undefined: no traces. */
  readonly tracing: TraceSettings | undefined;
  /** The whole environment of a user's own program (`--on-finish`), without secrets. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
}

interface OidcSettings {
  /** A URL, as the provider names itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a client that is public, and proves itself by PKCE alone. */
  readonly clientSecret: string | undefined;
  /** What is asked for, apart by blanks. */
  readonly scope: string;
  /** The claim that has the role, and the one that has the labels. */
  readonly roleClaim: string;
  readonly labelsClaim: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @param settings variables over those of this process */
export function loadConfigWith(settings: Readonly<Record<string, string>>): Config {
  return loadConfig({ ...process.env, ...settings });
}

/**
 * @param environment the process's variables; an empty variable counts as not set
 * @param directory where `.env` is looked for and from which relative paths start
 * @throws UserError naming the variable and what it must be
 */
export function loadConfig(environment: Variables = process.env, directory: string = process.cwd()): Config {
  const file = withoutEmpty(readDotEnv(directory));
  const ours = withoutEmpty(environment);
  const variables = { ...readSecretFiles(file, directory), ...readSecretFiles(ours, directory) };
  // The environment's proxies win over the file's even if their names differ in case.
  const proxies = { ...proxyVariables(file), ...proxyVariables(ours) };
  const parsed = settingSchema.safeParse(variables);
  if (!parsed.success) {
    const { issues } = parsed.error;
    throw new UserError('invalid-settings', (words) => {
      const lines = issues.map(({ path, message }) => {
        const what = saying(message)(words);
        return words.settings.variable({ name: path.join('.'), what });
      });
      return words.settings.unusable({ what: lines.join(words.settings.separator) });
    });
  }
  const env = parsed.data;
  const provider = providerOf(env.ROLLCALL_PROVIDER);
  const { codes, authUrl: itsUrl, callsPerSecond } = provider;
  const authUrl = env.ROLLCALL_AUTH_URL ?? itsUrl;
  return Object.freeze({
    provider: provider.id,
    appid: env.ROLLCALL_APPID,
    bucket: env.ROLLCALL_BUCKET,
    secretId: env.ROLLCALL_SECRET_ID,
    secretKey: env.ROLLCALL_SECRET_KEY,
    authUrl,
    statUrl: env.ROLLCALL_STAT_URL,
    billUrl: env.ROLLCALL_BILL_URL,
    redisUrl: redisUrlOf(env),
    waitForRedisMs: env.ROLLCALL_WAIT_FOR_REDIS,
    dataDir: resolve(directory, env.ROLLCALL_DATA),
    key: env.ROLLCALL_KEY,
    timeoutMs: env.ROLLCALL_TIMEOUT_MS,
    backoffBaseMs: env.ROLLCALL_BACKOFF_BASE_MS,
    backoffMaxMs: env.ROLLCALL_BACKOFF_MAX_MS,
    outageLimitMs: env.ROLLCALL_OUTAGE_LIMIT_MS,
    throttleLimitMs: env.ROLLCALL_THROTTLE_LIMIT_MS,
    rate: env.ROLLCALL_RATE,
    usualRate: callsPerSecond,
    concurrency: env.ROLLCALL_CONCURRENCY,
    maxAttempts: env.ROLLCALL_MAX_ATTEMPTS,
    retryCodes: codesOf('ROLLCALL_RETRY_CODES', env.ROLLCALL_RETRY_CODES, provider) ?? [...codes.retried],
    billableCodes: codesOf('ROLLCALL_BILLABLE_CODES', env.ROLLCALL_BILLABLE_CODES, provider) ?? [
      ...codes.billable,
    ],
    price: env.ROLLCALL_PRICE,
    currency: env.ROLLCALL_CURRENCY,
    closeReview: env.ROLLCALL_CLOSE_REVIEW === '1',
    carryMs: env.ROLLCALL_CARRY,
    approvalCalls: env.ROLLCALL_APPROVAL_CALLS,
    oidc: oidcOf(env),
    requestsPerMinute: env.ROLLCALL_REQUESTS_PER_MINUTE,
    listDays: env.ROLLCALL_LIST_DAYS,
    listQuotaMb: env.ROLLCALL_LIST_QUOTA_MB,
    logLevel: env.ROLLCALL_LOG_LEVEL,
    metricsPort: env.ROLLCALL_METRICS_PORT,
    metricsHost: env.ROLLCALL_METRICS_HOST,
    webhookAllow: env.ROLLCALL_WEBHOOK_ALLOW,
    tracing: tracingOf(ours),
    proxy: proxySettings(proxies, [authUrl, env.ROLLCALL_STAT_URL, env.ROLLCALL_BILL_URL]),
    commandEnvironment: Object.freeze(
      Object.fromEntries(Object.entries(ours).filter(([name]) => HANDED_ON.includes(name))),
    ),
  });
}

/** @throws UserError where a code can't be one of this provider, or is one of the provider that was set before */
function codesOf(
  name: string,
  given: readonly ReturnCode[] | undefined,
  { id, codes }: Provider,
): readonly ReturnCode[] | undefined {
  if (given === undefined) return undefined;
  const refuse = (what: (words: Words['settings']) => string): never => {
    throw new UserError('invalid-settings', ({ settings }) =>
      settings.unusable({ what: settings.variable({ name, what: what(settings) }) }),
    );
  };
  const { pattern, example } = codes;
  if (!given.every((code) => pattern.test(code))) refuse((say) => say.mustBeCodes({ example }));
  const former = providerOf(DEFAULT_PROVIDER).codes;
  const left = given.filter(
    (code) => codes.meaningOf(code) === undefined && former.meaningOf(code) !== undefined,
  );
  if (left.length > 0)
    refuse((say) => say.codesOfOther({ codes: left.join(', '), provider: id, other: DEFAULT_PROVIDER }));
  return given;
}

/** @throws UserError where one of both is missing */
function oidcOf(env: z.infer<typeof settingSchema>): OidcSettings | undefined {
  const { ROLLCALL_OIDC_ISSUER: issuer, ROLLCALL_OIDC_CLIENT_ID: clientId } = env;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined) {
    const names = issuer === undefined ? 'ROLLCALL_OIDC_ISSUER' : 'ROLLCALL_OIDC_CLIENT_ID';
    throw new UserError('invalid-settings', ({ settings }) => settings.notSet({ names }));
  }
  return Object.freeze({
    issuer,
    clientId,
    clientSecret: env.ROLLCALL_OIDC_CLIENT_SECRET,
    scope: env.ROLLCALL_OIDC_SCOPE,
    roleClaim: env.ROLLCALL_OIDC_ROLE_CLAIM,
    labelsClaim: env.ROLLCALL_OIDC_LABELS_CLAIM,
  });
}

/** The URL's own passwords win. So a password can come from a file that has nothing else in it. */
function redisUrlOf(env: z.infer<typeof settingSchema>): string | undefined {
  const address = env.REDIS_URL;
  if (address === undefined) return undefined;
  const { login, sentinelLogin } = address;
  return formatRedisAddress({
    ...address,
    login: { ...login, password: login.password ?? env.REDIS_PASSWORD },
    sentinelLogin: {
      ...sentinelLogin,
      password:
        sentinelLogin.password ?? (address.kind === 'sentinel' ? env.REDIS_SENTINEL_PASSWORD : undefined),
    },
  });
}

function withoutEmpty(variables: Variables): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}

function readSecretFiles(variables: Record<string, string>, directory: string): Record<string, string> {
  const result = { ...variables };
  for (const name of SECRETS) {
    const file = variables[`${name}_FILE`];
    if (file === undefined) continue;
    try {
      const secret = readFileSync(resolve(directory, file), 'utf8').trim();
      if (secret !== '') result[name] ??= secret;
    } catch (error) {
      const why = (error as Error).message;
      throw new UserError('invalid-settings', ({ settings }) => settings.secretFile({ name, file, why }), {
        cause: error,
      });
    }
  }
  return result;
}

/** The variables of the credentials that have no value. */
export function missingCredentials(config: Config): string[] {
  const { appid, bucket, secretId, secretKey, provider } = config;
  const values = {
    ROLLCALL_APPID: appid,
    // Where the provider needs no bucket, it does not belong to the account's identity.
    ROLLCALL_BUCKET: providerOf(provider).needsBucket ? bucket : '',
    ROLLCALL_SECRET_ID: secretId,
    ROLLCALL_SECRET_KEY: secretKey,
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

/** @throws UserError naming the variables that are missing or invalid */
export function credentialsOf(config: Config): Credentials {
  const names = missingCredentials(config).join(', ');
  if (names !== '') throw new UserError('missing-credentials', ({ settings }) => settings.notSet({ names }));
  const { appid = '', bucket = '', secretId = '', secretKey = '', authUrl } = config;
  const { needsBucket, refuseUnusable } = providerOf(config.provider);
  const credentials = { appid, bucket: needsBucket ? bucket : '', secretId, secretKey };
  refuseUnusable(credentials, authUrl);
  return credentials;
}
