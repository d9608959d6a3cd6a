// What a chat reads, in both languages.

import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../src/webhooks/event.js';
import { textOf } from '../../../src/webhooks/message-text.js';
import { wordsIn } from '../../../src/words/catalogue.js';

const COMPLETED = {
  type: 'batch.completed',
  data: {
    batch: '20261130-sales',
    label: '销售',
    rows: 12,
    by_status: { match: 10, mismatch: 2, error: 0 },
    calls: 12,
    cost: { currency: 'CNY', amount: '3.60', in_doubt: '0.00' },
  },
} as const;

it('a completed batch is told with its figures', () => {
  expect(textOf({ language: 'en' }, COMPLETED)).toBe(
    'Rollcall: batch 20261130-sales is completed.\nLabel: 销售\nRows: 12 (match 10, mismatch 2)\nCalls: 12\nCost: 3.60 CNY',
  );
  expect(textOf({ language: 'zh' }, COMPLETED)).toBe(
    'Rollcall：批次 20261130-sales 已完成。\n标签：销售\n行数：12（一致 10，不一致 2）\n调用：12 次\n费用：3.60 CNY',
  );
});

it('a halted batch says why, in the language of the webhook', () => {
  const reason = wordsIn('en').webhooks.machineFault({ batch: 'b' });
  const told = { type: 'batch.halted', data: { batch: 'b', label: '', reason } } as const;
  expect(textOf({ language: 'zh' }, told)).toBe(
    'Rollcall：批次 b 已停止。\n处理它的机器出现故障；详情见 rollcall status b',
  );
});

it('every type has a text, with little known of it too', () => {
  const few = { batch: 'b', label: '', from: '2026-11-29', to: '2026-11-29', verdict: null };
  for (const type of [...EVENT_TYPES, 'webhook.test'] as const) {
    const anomaly = { hour: '2026-11-29T10:00:00.000+08:00', cause: 'list', measures: [] };
    const budget = { month: '2026-11', percent: 80, calls: 8, amount: '0', currency: '' };
    const data = { ...few, ...anomaly, ...budget, schedule: 'customers', missed: 2 };
    expect(textOf({ language: 'en' }, { type, data })).toMatch(/^Rollcall: /);
    expect(textOf({ language: 'zh' }, { type, data })).toMatch(/^Rollcall：/);
  }
});

it('a keyword stands before it, and what somebody typed has no control characters', () => {
  const data = { batch: 'b', label: 'a\u0007\nb', verdict: null };
  const text = textOf({ language: 'en', keyword: '核验' }, { type: 'batch.cancelled', data });
  expect(text).toBe('核验\nRollcall: batch b was cancelled.\nLabel: a  b');
});

it('an anomaly is told with its share, what is usual, and whose fault it may be', () => {
  const measures = [
    { measure: 'match', rows: 200, hits: 100, share: 0.5, usual: { share: 0.9, least: 0.824, most: 1 } },
  ];
  const hour = '2026-11-23T10:00:00.000+08:00';
  const told = { type: 'anomaly', data: { label: 'sales', hour, cause: 'provider', measures } } as const;
  expect(textOf({ language: 'en' }, told)).toBe(
    'Rollcall: the hour from 2026-11-23 10:00 is not as usual.\nLabel: sales\nMatches: 50.0 % of 200 calls; usual are 82.4 % or more.\nAll labels show the same: it is likely to be the provider.',
  );
});
