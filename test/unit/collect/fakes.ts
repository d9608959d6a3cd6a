// Random calls as they may be recorded.

import * as fc from 'fast-check';
import type { Attempt } from '../../../src/domain/attempt.js';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const instants = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

/** What a kept message may be: one line without control characters, trimmed. */
const messages = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim());

export const attempts: fc.Arbitrary<Attempt> = fc.record({
  row: fc.integer({ min: 1, max: 1e9 }),
  attempt: fc.integer({ min: 1, max: 1e4 }),
  startedAt: instants,
  finishedAt: optional(instants),
  result: fc.constantFrom('answered', 'refused', 'in_doubt'),
  code: optional(fc.oneof(fc.integer().map(String), fc.stringMatching(/^[A-Z][A-Za-z.]{1,30}$/))),
  httpStatus: optional(fc.integer({ min: 100, max: 599 })),
  sessionId: fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
  message: messages,
  probe: fc.boolean(),
});

export function call(row: number, attempt = 1, over: Partial<Attempt> = {}): Attempt {
  return {
    row,
    attempt,
    startedAt: 1000,
    finishedAt: 2000,
    result: 'answered',
    code: over.result === undefined ? '0' : undefined,
    httpStatus: over.result === undefined ? 200 : undefined,
    sessionId: '',
    message: '',
    probe: false,
    ...over,
  };
}
