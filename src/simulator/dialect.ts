// What the pretend service needs to know of an interface: how its requests are read and refused, what it knows of a
// person, how its answers are written. Faults, rate, counts and log are the same for all interfaces.

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

/** The account that the body names. */
interface Target {
  readonly appid: string;
  readonly bucket: string;
}

export interface Dialect {
  readonly match: ReturnCode;
  readonly throttled: ReturnCode;
  /** The code for a SecretKey that is wrong. */
  readonly wrongKey: ReturnCode;
  /** @param bytes undefined where the body was over the limit */
  read(request: IncomingMessage, bytes: Buffer | undefined): ReadCall;
  /**
   * Undefined where nothing speaks against the request; otherwise the answer that refuses it before any person is
   * looked up.
   */
  refusal(request: IncomingMessage, read: ReadCall, nowMs: number): Judgement | undefined;
  /** @param nowMs the time of the service's clock, which decides the day */
  judge(asked: Asked, settings: Settings, nowMs: number): Judgement;
  /** The message beside this code, where no other is given. */
  wordsOf(code: ReturnCode): string;
  answer(judgement: Judgement, sessionId: string, settings: Settings): Answer;
}
