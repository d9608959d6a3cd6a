// What holds up an account's calls: only what lasts for more than a moment, the longest of it first.

import { expect, it } from 'vitest';
import { waitingOf, type AccountTimes } from '../../../src/domain/waiting.js';

const NOW = 1_000_000;
const WORKING: AccountTimes = {
  circuit: undefined,
  probeAt: undefined,
  silentUntil: NOW - 5,
  rate: 20,
  tokens: 0,
  rateAt: NOW,
};

it.each<[string, Partial<AccountTimes>, ReturnType<typeof waitingOf>]>([
  ['nothing', {}, undefined],
  ['nothing before the first call', { rate: undefined, silentUntil: undefined }, undefined],
  ['a silence', { silentUntil: NOW + 60_000 }, { why: 'silence', until: NOW + 60_000 }],
  ['nothing, where the silence is over in a moment', { silentUntil: NOW + 100 }, undefined],
  ['an outage', { circuit: 7, probeAt: NOW + 800 }, { why: 'outage', until: NOW + 800 }],
  ['an outage whose probe is due', { circuit: 7, probeAt: NOW - 800 }, { why: 'outage', until: NOW }],
  [
    'an outage rather than a silence',
    { circuit: 7, probeAt: NOW + 1, silentUntil: NOW + 9000 },
    { why: 'outage', until: NOW + 1 },
  ],
  ['a low rate', { rate: 0.1, tokens: 0.5 }, { why: 'rate', until: NOW + 5000 }],
  ['a low rate whose call is due', { rate: 0.1, tokens: 1, rateAt: NOW - 9 }, { why: 'rate', until: NOW }],
])('is %s', (_what, times, waiting) => {
  expect(waitingOf({ ...WORKING, ...times }, NOW)).toEqual(waiting);
});
