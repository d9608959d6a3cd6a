// What may befall a batch in the property test of a row's life: providers with what each may answer, faults of the
// service, deaths of workers. Made up by fast-check.

import * as fc from 'fast-check';
import type { CallEnd } from '../../../src/domain/decision.js';
import type { ReturnCode } from '../../../src/domain/return-codes.js';
import { faceid } from '../../../src/provider/faceid/index.js';
import { youtu } from '../../../src/provider/youtu/index.js';

/** What the service does with a call; `killed`: it counts it, and the worker dies before the answer. */
type Fate = CallEnd | { readonly kind: 'killed' };

export const answer = (code: ReturnCode): CallEnd => ({
  kind: 'answered',
  code,
  message: '',
  sessionId: 's',
  httpStatus: 200,
});

interface Kinds {
  readonly final: readonly ReturnCode[];
  /** Tried again, throttled, expired. */
  readonly passing: readonly ReturnCode[];
  readonly halting: ReturnCode;
  /** The person was asked about too often that day. */
  readonly daily: readonly ReturnCode[];
}

const KINDS: Readonly<Record<string, Kinds>> = {
  [youtu.id]: {
    final: ['0', '-5803', '-5807'],
    passing: ['107', '108', '15', '9'],
    halting: '25',
    daily: [],
  },
  [faceid.id]: {
    final: ['0', '-1', '-5'],
    passing: [
      '-4',
      '-6',
      'InternalError.Any',
      'ServiceUnavailable',
      'RequestLimitExceeded.Uin',
      'AuthFailure.SignatureExpire',
    ],
    halting: 'UnauthorizedOperation.Arrears',
    daily: ['-7'],
  },
};

const FAULTS: readonly Fate[] = [
  { kind: 'lost', reason: 'cut' },
  { kind: 'refused', reason: 'closed' },
  { kind: 'withheld' },
  { kind: 'unreadable', httpStatus: 502, reason: 'gateway' },
  { kind: 'unreadable', httpStatus: 429, reason: 'throttled' },
  { kind: 'unreadable', httpStatus: 403, reason: 'firewall' },
  { kind: 'unreadable', httpStatus: 301, reason: 'moved', target: 'https://elsewhere' },
  { kind: 'unreadable', httpStatus: 408, reason: 'idle' },
];

function fatesOf({ final, passing, halting, daily }: Kinds): fc.Arbitrary<Fate> {
  const oneOf = (codes: readonly ReturnCode[]): fc.Arbitrary<Fate> => fc.constantFrom(...codes.map(answer));
  return fc.oneof(
    { weight: 6, arbitrary: oneOf(final) },
    { weight: 3, arbitrary: oneOf(passing) },
    { weight: 3, arbitrary: fc.constantFrom(...FAULTS) },
    { weight: 1, arbitrary: fc.constantFrom<Fate>(answer(halting), { kind: 'killed' }) },
    ...(daily.length === 0 ? [] : [{ weight: 3, arbitrary: oneOf(daily) }]),
  );
}

function plansOf(provider: string): fc.Arbitrary<Plan> {
  return fc.record({
    provider: fc.constant(provider),
    rows: fc.integer({ min: 1, max: 14 }),
    sliceRows: fc.integer({ min: 1, max: 5 }),
    /** How many different names the rows have. */
    names: fc.integer({ min: 1, max: 14 }),
    workers: fc.integer({ min: 1, max: 3 }),
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    inDoubt: fc.constantFrom('retry' as const, 'hold' as const),
    cap: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    fates: fc.array(fc.tuple(fatesOf(KINDS[provider] as Kinds), fc.integer({ min: 0, max: 3 })), {
      maxLength: 40,
    }),
  });
}

export interface Plan {
  readonly provider: string;
  readonly rows: number;
  readonly sliceRows: number;
  readonly names: number;
  readonly workers: number;
  readonly maxAttempts: number;
  readonly inDoubt: 'retry' | 'hold';
  readonly cap: number | undefined;
  readonly fates: [Fate, number][];
}

export const plans = fc.constantFrom(...Object.keys(KINDS)).chain(plansOf);
