// What Rollcall asks of a provider: how a call is made and its answer read, what its return codes mean and lead to, and
// what it counts. Everything else is the same for all providers. Knows none of them.

import type { BackoffRules } from '../domain/backoff.js';
import type { DayRange } from '../domain/days.js';
import type { Figures } from '../domain/provider-counts.js';
import type { ReturnCode, ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';
import type { ProxySettings } from '../network/proxy.js';
import type { BodyHeaders } from './answer-text.js';

export interface ProviderCodes extends ReturnCodes {
  /** How a code is written. */
  readonly pattern: RegExp;
  /** Some, as a user writes them. */
  readonly example: string;
  /** Codes whose counts a monitor shows from the start, also where none has come yet. */
  readonly monitored: readonly ReturnCode[];
  /** Codes that are tried again where the user names none. */
  readonly retried: readonly ReturnCode[];
  /** Codes that are billed where the user names none. */
  readonly billable: readonly ReturnCode[];
  /**
   * What a person has to do where this code has stopped the account, as the beginning of a sentence.
   *
   * @param clockAheadMs by how much the service's clock is ahead of ours, where it said
   */
  readonly remedyOf: (code: ReturnCode, clockAheadMs: number | undefined) => string;
}

/** Whose calls they are. */
export interface Credentials {
  readonly appid: string;
  readonly bucket: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** A valid answer: one that has a clear code. */
export interface Answer {
  readonly code: ReturnCode;
  readonly message: string;
  /** The provider's own name for the call, as it wrote it. */
  readonly sessionId: string;
}

/** One call's request. A person's data is in the body and nowhere else. */
export interface CallRequest {
  /** Behind the base URL. */
  readonly path: string;
  readonly authorization: string;
  /** Names in small letters; `authorization` is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How calls for one account are made. Holds its secrets. */
export interface CallProtocol {
  requestAbout(person: Person): CallRequest;
  /** @returns undefined for anything that is no valid answer, never a success */
  readAnswer(body: Buffer, headers: BodyHeaders, httpStatus: number): Answer | undefined;
  /** The provider let a call with this authorization pass. */
  accepted(authorization: string): void;
  /**
   * The provider called this authorization expired; the next call is signed anew, at its own time.
   *
   * @returns `in vain`: it was itself made in place of a refused one and was never accepted, so the clocks disagree
   */
  refused(authorization: string): 'renewed' | 'in vain';
}

/** How a provider is asked something beside the calls. */
export interface ServiceSettings {
  /** Base URLs without path. */
  readonly authUrl: string;
  readonly statUrl: string;
  readonly credentials: Credentials;
  /** From the start of one request to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly backoff: BackoffRules;
  readonly maxAttempts: number;
  readonly proxy: ProxySettings;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface CountsSettings extends ServiceSettings {
  /** Where the days asked for stand: in the documented JSON body of a GET, or in the query where a gateway strips it. */
  readonly dates: 'body' | 'query';
}

export interface PingResult {
  readonly result: 'ok' | 'refused' | 'unreachable';
  /** In words, with what to do about it. */
  readonly message: string;
}

export interface Provider {
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** Base URL where the user names none. */
  readonly authUrl: string;
  /** More are refused unless the account was given more; undefined: not known. */
  readonly callsPerSecond: number | undefined;
  /** Whether an account is known by a bucket, too. */
  readonly needsBucket: boolean;
  /** @throws UserError where credentials or address can't be this provider's */
  readonly refuseUnusable: (credentials: Credentials, authUrl: string) => void;
  /** Whether the credentials are taken, asked in a way that costs nothing. */
  readonly ping: (settings: ServiceSettings) => Promise<PingResult>;
  readonly codes: ProviderCodes;
  /**
   * @param nowMs the clock, in Unix milliseconds
   * @param authUrl base URL of the service, without path
   */
  readonly callsFor: (credentials: Credentials, nowMs: () => number, authUrl: string) => CallProtocol;
  /**
   * The provider's own counts of these days by code, tried again where that may help; undefined where it has none.
   *
   * @throws CountsError
   */
  readonly fetchCounts?: (settings: CountsSettings, range: DayRange) => Promise<Figures>;
}
