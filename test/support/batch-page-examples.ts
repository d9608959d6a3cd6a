// Summaries whose pages are looked at: one with every status, one that is halted and has no price, one that is crowded.

import type { PageInput } from '../../src/batch/page/batch-page.js';
import type { UnsentGroup } from '../../src/collect/unsent-rows.js';
import { summaryOf, Tally, type Counts, type SummaryFrame } from '../../src/collect/summary.js';
import { STATUSES, type Status } from '../../src/domain/status.js';

const PRICES = [{ from: 0, currency: 'CNY', prices: { '0': '0.123', '-5803': '0.123' } }];
const FRAME: SummaryFrame = {
  provider: 'youtu',
  batch: 'november',
  label: 'branch-east',
  file: '/home/ops/名单/customers.csv',
  sha256: 'ab'.repeat(32),
  state: 'completed',
  startedAt: Date.parse('2026-11-24T09:30:00+08:00'),
  finishedAt: Date.parse('2026-11-24T11:45:10+08:00'),
  nowMs: 0,
  cost: { currency: 'CNY', amount: '123455.469', in_doubt: '0.246' },
};
const MADE_AT = '2026-11-24T11:45:12.000+08:00';

function counts(over: Partial<Counts>): Counts {
  return { ...new Tally().counts(), ...over };
}

const EVERY = new Map<Status, number>([
  ['match', 980_000],
  ['mismatch', 23_703],
  ['invalid_id', 4321],
  ['bad_format', 12],
  ['lookup_failed', 99],
  ['error', 1],
  ['unreadable', 1],
  ['in_doubt', 2],
  ['not_sent', 7],
]);

function first(...lines: number[]): { row: number; line: number }[] {
  return lines.map((line) => ({ row: line - 1, line }));
}

const REASONS: UnsentGroup[] = [
  {
    status: 'invalid_id',
    message: 'the last character of the number does not fit the others; the name has digits',
    rows: 4321,
    first: first(3, 17, 90),
  },
  { status: 'bad_format', message: 'the number is empty', rows: 12, first: first(4, 5, 6) },
  { status: 'unreadable', message: 'wrong number of columns', rows: 1, first: first(1234) },
];

const CROWDED_REASONS: UnsentGroup[] = Array.from({ length: 60 }, (_, index) => ({
  status: STATUSES[2 + (index % 2)] ?? 'bad_format',
  message:
    index % 3 === 0
      ? 'the number has neither 18 characters nor 15 digits; the name is masked, as with * or 某; take the list from its source again, with the whole names'
      : `broken quoting: a quote that is never closed; ${'the name has digits; '.repeat(index % 4)}the name is empty`,
  rows: 1_234_567,
  first: first(...Array.from({ length: 20 }, (__, at) => 1_000_000 + at * 37 + index)),
}));

const ANOMALIES: PageInput['anomalies'] = [10, 11].map((hour) => ({
  hour: `2026-11-24T${hour}:00:00.000+08:00`,
  measure: 'lookup_failed',
  rows: 12_345,
  share: 0.4321,
  usual: { least: 0, most: 0.021 },
  cause: 'provider',
}));

export const PAGES: Readonly<Record<string, PageInput>> = {
  'every status': {
    summary: summaryOf(
      FRAME,
      counts({
        rows: 1_008_146,
        byStatus: EVERY,
        byCode: new Map([
          ['0', 980_000],
          ['-5803', 23_703],
          ['-5807', 99],
          ['77', 1],
        ]),
        answered: 1_003_803,
        inDoubt: 2,
        refused: 5,
        retries: 31,
        duplicates: 400,
        local: 4333,
        gapRows: 3,
        inQuestion: [5, 9],
      }),
    ),
    unsent: REASONS,
    priceLists: PRICES,
    anomalies: [],
    madeAt: MADE_AT,
    language: 'en',
  },
  halted: {
    summary: summaryOf(
      {
        ...FRAME,
        cost: null,
        state: 'halted',
        reason:
          'The credentials are refused (code 5). Set ROLLCALL_SECRET_ID and ROLLCALL_SECRET_KEY anew, then resume.',
        finishedAt: undefined,
      },
      counts({ rows: 40, byStatus: new Map([['not_sent', 40]]) }),
    ),
    unsent: [],
    priceLists: [],
    anomalies: [],
    madeAt: MADE_AT,
    language: 'en',
  },
  crowded: {
    summary: summaryOf(
      {
        ...FRAME,
        batch: `b${'x'.repeat(63)}`,
        label: `分公司-${'long-label-'.repeat(12)}`,
        file: `${'很长的文件名'.repeat(12)}.xlsx`,
        changes: { previous: `p${'y'.repeat(63)}`, changed: 12, new: 3, gone: 4, byEdge: new Map() },
      },
      counts({ rows: 74_074_020, byStatus: new Map([['bad_format', 74_074_020]]), local: 74_074_020 }),
    ),
    unsent: CROWDED_REASONS,
    priceLists: PRICES,
    anomalies: ANOMALIES,
    madeAt: MADE_AT,
    language: 'en',
  },
};
