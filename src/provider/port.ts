// What Rollcall needs from a provider: how to make a call and read its answer, what return codes mean and lead to, and
// what the provider counts. All else is the same for all providers. It knows none of them.

import type { BackoffRules } from '../domain/backoff.js';
import type { Bill } from '../domain/bill.js';
import type { DayRange } from '../domain/days.js';
import type { Figures } from '../domain/provider-counts.js';
import type { ReturnCode, ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';
import type { ProxySettings } from '../network/proxy.js';
import { inEnglish } from '../words/catalogue.js';
import type { Say } from '../words/words.js';
import type { BodyHeaders } from './answer-text.js';

export interface ProviderCodes extends ReturnCodes {
  /** The form of a code. */
  readonly pattern: RegExp;
  /** Some codes in the form in which a user gives them. */
  readonly example: string;
  /** Codes that a monitor shows from the start, even before the first answer with them. */
  readonly monitored: readonly ReturnCode[];
  /** Codes that are tried again where the user names none. */
  readonly retried: readonly ReturnCode[];
  /** Codes that are billed where the user names none. */
  readonly billable: readonly ReturnCode[];
  /**
   * What a person has to do where this code has stopped the account, as a clause without its full stop.
   *
   * @param clockAheadMs by how much the service's clock is ahead of ours; undefined where the service did not say
   */
  readonly remedyOf: (code: ReturnCode, clockAheadMs: number | undefined) => Say;
}

/** The account for which calls are made, and its secrets. */
export interface Credentials {
  readonly appid: string;
  readonly bucket: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** A valid answer: its code could be read without doubt. */
export interface Answer {
  readonly code: ReturnCode;
  readonly message: string;
  /** The provider's own id for the call, as the answer has it. */
  readonly sessionId: string;
}

/** One call's request. A person's data is in the body and nowhere else. */
interface CallRequest {
  /** The path behind the base URL. */
  readonly path: string;
  readonly authorization: string;
  /** Names in lower case; `authorization` is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How calls for one account are made. It holds the account's secrets. */
export interface CallProtocol {
  requestAbout(person: Person): CallRequest;
  /** @returns undefined where the body is no valid answer; a success is never guessed */
  readAnswer(body: Buffer, headers: BodyHeaders, httpStatus: number): Answer | undefined;
  /** Told that the provider has accepted a call with this authorization. */
  accepted(authorization: string): void;
  /**
   * Told that the provider called this authorization expired, so that the next call is signed anew.
   *
   * @returns `in vain` where the authorization had replaced an expired one and was never accepted: then the clocks
   * disagree
   */
  expired(authorization: string): 'renewed' | 'in vain';
}

/** What questions to a provider need besides the question. */
export interface ServiceSettings {
  /** Base URLs, without a path. */
  readonly authUrl: string;
  readonly statUrl: string;
  readonly credentials: Credentials;
  /** Runs from the start of one request to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly backoff: BackoffRules;
  readonly maxAttempts: number;
  readonly proxy: ProxySettings;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Told of each answer that is used, as it came. */
  readonly onAnswer?: ((answer: RawAnswer) => void) | undefined;
}

/** An answer to a question about figures, kept as evidence. */
export interface RawAnswer {
  /** What was asked, in a few words that can be part of a file's name: `2026-11-20`, `2026-11 from 300`. */
  readonly about: string;
  readonly body: Buffer;
}

export interface CountsSettings extends ServiceSettings {
  /**
   * Where the request has the days: in the JSON body of a GET as documented, or in the query for gateways that strip
   * the body.
   */
  readonly dates: 'body' | 'query';
}

export interface BillSettings extends ServiceSettings {
  /** Base URL of the bill, without path. */
  readonly billUrl: string;
}

export interface PingResult {
  readonly result: 'ok' | 'refused' | 'unreachable';
  /** What happened and what to do about it, in English. */
  readonly message: string;
  /** The same in the language of whoever reads it. */
  readonly say: Say;
}

export interface Provider {
  readonly id: string;
  /** The provider's name for people. */
  readonly title: string;
  /** The base URL where the user names none. */
  readonly authUrl: string;
  /** The calls a second that the provider allows, unless it gave the account more; undefined: not known. */
  readonly callsPerSecond: number | undefined;
  /** How often one name may be asked about in a day, for an account; undefined: as often as one likes. */
  readonly namesADay: number | undefined;
  /** Whether an account is identified by its bucket as well. */
  readonly needsBucket: boolean;
  /** @throws UserError where credentials or address can't belong to this provider */
  readonly refuseUnusable: (credentials: Credentials, authUrl: string) => void;
  /** Asks whether the provider accepts the credentials, without a call that costs anything. */
  readonly ping: (settings: ServiceSettings) => Promise<PingResult>;
  readonly codes: ProviderCodes;
  /**
   * @param nowMs the clock, in Unix milliseconds
   * @param authUrl the base URL of the service, without a path
   */
  readonly callsFor: (credentials: Credentials, nowMs: () => number, authUrl: string) => CallProtocol;
  /**
   * The provider's own counts of these days by code, tried again where that may help; undefined where the provider has
   * no such counts.
   *
   * @throws CountsError
   */
  readonly fetchCounts?: (settings: CountsSettings, range: DayRange) => Promise<Figures>;
  /**
   * What the provider has billed in these months, tried again where that may help; undefined where it has no such
   * interface.
   *
   * @throws CountsError
   */
  readonly fetchBill?: (settings: BillSettings, months: readonly string[]) => Promise<Bill>;
}

export function pingResult(result: PingResult['result'], say: Say): PingResult {
  return { result, message: inEnglish(say), say };
}
