// What a draft would take: its calls, their cost, and whether the budget of its label has room for them. Nobody is called.

import type { BatchRecord } from '../batch/record.js';
import type { App } from './app.js';
import { surveyBriefly } from './brief.js';
import { budgetLeft } from './budget-left.js';
import { costOf, rowsIn } from './check-report.js';
import { priceNow } from './tariff.js';

/** Of a long list only what can be read in a few seconds: `complete` says whether that is all of it. */
export async function quote({ config, shared }: App, record: BatchRecord) {
  const { batch, label, previous, carry } = record;
  const { price, currency } = await priceNow(config);
  const { survey } = await surveyBriefly(
    record,
    { ...config, price, currency },
    { asksPrevious: previous !== undefined, carries: carry !== undefined },
  );
  const { rows, calls, carried, duplicates, badFormat, invalidId, unreadable, share } = survey;
  const isWhole = share >= 1;
  return {
    batch,
    label,
    complete: isWhole,
    rows,
    calls,
    carried,
    duplicates,
    not_sent: rowsIn([...badFormat, ...invalidId, ...unreadable]),
    price: price ?? null,
    cost: costOf(calls, price) ?? null,
    currency,
    budget: (await budgetLeft(config, { label, calls, isWhole }, shared)) ?? null,
  };
}
