// Months, as the interface shows them, which is as `rollcall month show --json` does, and what is asked of one. It knows forms alone.

import { z } from '@hono/zod-openapi';
import { VERDICTS } from '../../reconcile/index.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
export const monthText = z.string().regex(MONTH).openapi({ example: '2026-11' });
export const monthParams = z.object({ month: monthText });

const whole = z.number().int();
const amount = z.string().nullable().openapi({ description: 'A decimal; null where some call has no price' });
const verdict = z.enum(VERDICTS);
const state = z.enum(['open', 'awaiting_review', 'closed']);

const calendarDay = z.object({
  date: z.string(),
  calls: whole.openapi({ description: 'Ours by what is on record now, those in doubt too' }),
  verdict: verdict.nullable().openapi({ description: 'Null: nobody has reconciled the day' }),
  ours: whole.nullable(),
  in_doubt: whole.nullable(),
  theirs: whole.nullable(),
  difference: whole.nullable(),
  report: z.string().nullable().openapi({ description: 'The reconciliation that says so' }),
  made_at: z.string().nullable(),
});
export const calendarSchema = z
  .object({
    month: monthText,
    provider: z.string(),
    state,
    verdict: verdict.nullable(),
    closed_at: z.string().nullable(),
    closed_by: z.string().nullable(),
    calls: whole,
    unreconciled: whole.openapi({
      description: 'Days with calls that nobody has reconciled since they were over',
    }),
    days: z.array(calendarDay),
  })
  .openapi('CalendarMonth');

const difference = z.object({
  id: z.string().openapi({ example: '2026-11-20/-5803/others' }),
  kind: z.string(),
  date: z.string(),
  code: z.string().nullable(),
  calls: whole,
  amount: z.string().optional(),
  age_days: whole,
  carried_from: z.string().nullable(),
  accepted: z.string().nullable().openapi({ description: 'Why it is accepted; null: it is open' }),
});
const label = z.looseObject({
  label: z.string(),
  batches: whole,
  calls: whole,
  in_doubt: whole,
  cost: amount,
  cost_in_doubt: amount,
});
const bill = z.object({
  source: z.enum(['api', 'file']),
  calls: whole,
  amount: z.string().nullable(),
  difference: z.string().nullable(),
  rounding_at_most: z.string().nullable(),
});
const day = z.object({
  date: z.string(),
  verdict,
  ours: whole,
  in_doubt: whole,
  theirs: whole.nullable(),
  difference: whole.nullable(),
});
const acceptedSchema = z.strictObject({
  id: z.string().min(1).max(100),
  because: z.string().trim().min(1).max(500),
});

export const monthSchema = z
  .looseObject({
    month: monthText,
    provider: z.string(),
    state,
    open: z.boolean().openapi({ description: 'The month is not over' }),
    verdict,
    made_at: z.string(),
    days: z.array(day),
    differences: z.array(difference),
    labels: z.array(label),
    bridge: z.array(z.object({ line: z.string(), calls: whole, amount })),
    cost: z.looseObject({ currency: z.string(), ours: amount, theirs: amount }),
    bill: bill.nullable(),
    closed_at: z.string().nullable(),
    closed_by: z.string().nullable(),
    reviewed_by: z.object({ name: z.string(), how: z.string() }).nullable(),
    proposed: z
      .object({
        by: z.string(),
        how: z.string(),
        at: z.string(),
        early: z.boolean(),
        accept: z.array(z.object({ id: z.string(), because: z.string() })),
      })
      .nullable()
      .openapi({ description: 'What somebody would close it with, and somebody else has to look at' }),
    review_needed: z.boolean().openapi({ description: 'Two accounts close a month here' }),
  })
  .openapi('Month');

export const monthOrder = z
  .discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('closed'),
      accept: z.array(acceptedSchema).max(1000).optional(),
      early: z.boolean().optional().openapi({ description: 'Although the month is not over' }),
    }),
    z.strictObject({
      state: z.literal('open'),
      reason: z.string().trim().min(1).max(500).openapi({ description: 'Why; kept with what was closed' }),
    }),
  ])
  .openapi('MonthOrder');
