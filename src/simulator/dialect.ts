// What the pretend service needs to know of the interface that it speaks: how a request is read and refused, what it knows
// of a person, how an answer is written. Everything else (faults, rate, counts, log) is the same for all.

import type { IncomingMessage } from 'node:http';
import type { ReturnCode } from '../domain/return-codes.js';
import type { Answer } from './answers.js';
import type { Settings } from './settings.js';

export interface Asked {
  readonly idNumber: string;
  readonly name: string;
}

export interface Judgement {
  readonly code: ReturnCode;
  readonly message: string;
}

export type ReadCall =
  | { readonly ok: true; readonly bytes: Buffer; readonly asked: Asked; readonly target?: Target }
  | ({ readonly ok: false; readonly bytes: Buffer } & Judgement);

/** What the body says about whose call it is. */
interface Target {
  readonly appid: string;
  readonly bucket: string;
}

export interface Dialect {
  readonly match: ReturnCode;
  readonly throttled: ReturnCode;
  /** The SecretKey is another one. */
  readonly wrongKey: ReturnCode;
  /** @param bytes undefined where the body was over the limit */
  read(request: IncomingMessage, bytes: Buffer | undefined): ReadCall;
  /** Why the request is refused before anybody is looked up. */
  refusal(request: IncomingMessage, read: ReadCall, nowMs: number): Judgement | undefined;
  /** @param nowMs of the service's clock, whose day it is */
  judge(asked: Asked, settings: Settings, nowMs: number): Judgement;
  /** What the service says to this code, where nothing else is said. */
  wordsOf(code: ReturnCode): string;
  answer(judgement: Judgement, sessionId: string, settings: Settings): Answer;
}
