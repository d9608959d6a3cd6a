// A service, a journal and a clock that do as they are told, for the tests of rows and slices. Waits are recorded,
// not waited for.

import type { AccountEffect } from '../../../src/domain/account-effect.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { CallEnd, DecisionRules } from '../../../src/domain/decision.js';
import type { Permission, PermissionReply } from '../../../src/domain/permission.js';
import type { Person } from '../../../src/domain/row.js';
import { Semaphore } from '../../../src/verify/semaphore.js';
import type { CallContext } from '../../../src/verify/call-context.js';
import type { CallJournal } from '../../../src/verify/row.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import { Signer } from '../../../src/provider/youtu/signer.js';

export const RULES: DecisionRules = {
  codes: youtuCodes,
  retryCodes: new Set(['15', '107', '108']),
  maxAttempts: 3,
  inDoubt: 'retry',
};
export const PERSON: Person = { idNumber: '11010519491231002X', name: '张三' };
const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const START_MS = 1_000_000;

export function answered(number: number, message = '', retryAfterMs?: number): CallEnd {
  const code = String(number);
  return { kind: 'answered', code, message, sessionId: `of ${code}`, httpStatus: 200, retryAfterMs };
}
export const LOST: CallEnd = { kind: 'lost', reason: 'cut' };
export const REFUSED: CallEnd = { kind: 'refused', reason: 'ECONNREFUSED' };

export function unreadable(httpStatus: number, retryAfterMs?: number): CallEnd {
  return { kind: 'unreadable', httpStatus, reason: 'no document', retryAfterMs };
}

export function attempt(row: number, number: number, over: Partial<Attempt> = {}): Attempt {
  return {
    row,
    attempt: number,
    startedAt: START_MS - 1000 + number,
    finishedAt: START_MS - 900 + number,
    result: over.code === undefined ? 'in_doubt' : 'answered',
    code: undefined,
    httpStatus: undefined,
    sessionId: '',
    message: '',
    probe: false,
    ...over,
  };
}

/** Records everything that happens, in order, in words. */
export class World {
  readonly events: string[] = [];
  readonly recorded: { readonly attempt: Attempt; readonly effect: AccountEffect }[] = [];
  readonly permits: PermissionReply[] = [];
  readonly waits: number[] = [];
  /** The signature of each call. */
  readonly carried: string[] = [];
  readonly verdicts: ('own' | 'pending' | 'account')[] = [];
  /** For each call a function that puts its answer in question. */
  readonly questions: (() => void)[] = [];
  readonly stop = new AbortController();
  /** The ends of the next calls, whatever their rows; after them every answer is 0. */
  readonly ends: CallEnd[];
  nowMs = START_MS;
  readonly signer = new Signer(ACCOUNT, () => this.nowMs);
  onWait: (ms: number) => void = () => undefined;
  readonly callsOf = new Map<string, number>();
  endOf: (person: Person) => CallEnd;

  constructor(...ends: CallEnd[]) {
    this.ends = ends;
    this.endOf = () => this.ends.shift() ?? answered(0);
  }

  /** Sets the next replies to requests for permission; after them all are permitted. */
  permitting(...replies: (Permission | [Permission, number])[]): this {
    for (const reply of replies) {
      const [permission, waitMs] = typeof reply === 'string' ? [reply, 0] : reply;
      this.permits.push({ permission, waitMs });
    }
    return this;
  }

  readonly journal: CallJournal = {
    permit: async (row, number) => {
      const reply = this.permits.shift() ?? { permission: 'permitted', waitMs: 0 };
      this.events.push(`permit ${row}.${number}: ${reply.permission}`);
      return reply;
    },
    record: async (ended, effect) => {
      this.events.push(`record ${ended.row}.${ended.attempt}`);
      this.recorded.push({ attempt: ended, effect });
    },
    question: async ({ row, attempt: number }) => {
      this.events.push(`question ${row}.${number}`);
    },
    suspects: async (rows) => {
      const verdict = this.verdicts.shift() ?? 'own';
      this.events.push(`suspects ${rows.join(',')}: ${verdict}`);
      return verdict;
    },
  };

  readonly context: CallContext = {
    call: async (person, _notAfter, onQuestioned) => {
      this.questions.push(onQuestioned);
      this.events.push('call');
      this.callsOf.set(person.name, (this.callsOf.get(person.name) ?? 0) + 1);
      this.nowMs += 10;
      const authorization = this.signer.authorization();
      this.carried.push(authorization);
      return { end: this.endOf(person), authorization };
    },
    signer: this.signer,
    journalSlots: new Semaphore(Infinity),
    withRequest: (task) => task(),
    backoff: { baseMs: 100, maxMs: 10_000 },
    longWaitMs: 2000,
    throttleLimitMs: 60_000,
    nowMs: () => this.nowMs,
    random: () => 0.5,
    wait: async (ms) => {
      this.waits.push(ms);
      this.nowMs += ms;
      this.onWait(ms);
    },
    stopping: this.stop.signal,
  };
}
