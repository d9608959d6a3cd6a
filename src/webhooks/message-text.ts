// A message as a text for a chat, in its language. It knows the data of each type of event; nothing of whoever reads it.

import { z } from 'zod';
import { STATUSES } from '../domain/status.js';
import { anomalyInWords, MEASURES } from '../domain/watch.js';
import { retold, wordsIn } from '../words/catalogue.js';
import type { Words } from '../words/words.js';
import type { Delivery } from './delivery.js';
import type { Webhook } from './webhook.js';

const batchForm = z.object({
  batch: z.string(),
  label: z.string(),
  reason: z.string().optional(),
  rows: z.number().optional(),
  by_status: z.record(z.string(), z.number()).optional(),
  calls: z.number().optional(),
  cost: z.object({ currency: z.string(), amount: z.string() }).nullish(),
});
const reconciliationForm = z.object({
  from: z.string(),
  to: z.string(),
  verdict: z.enum(['balanced', 'explained', 'unexplained', 'unsettled']).nullable(),
});
const anomalyForm = z.object({
  label: z.string(),
  hour: z.string(),
  cause: z.enum(['list', 'provider', 'unknown']),
  measures: z.array(
    z.object({
      measure: z.enum(MEASURES),
      rows: z.number(),
      share: z.number(),
      usual: z.object({ least: z.number(), most: z.number() }).nullable(),
    }),
  ),
});
const budgetForm = z.object({
  label: z.string(),
  month: z.string(),
  percent: z.number(),
  calls: z.number(),
  amount: z.string(),
  currency: z.string(),
});
const missedForm = z.object({ schedule: z.string(), missed: z.number() });

export function textOf(
  { language, keyword }: Pick<Webhook, 'language' | 'keyword'>,
  delivery: Pick<Delivery, 'type' | 'data'>,
): string {
  const lines = linesOf(delivery, wordsIn(language));
  // Ids and labels are what somebody typed.
  const text = lines.map((line) => line.replaceAll(/\p{C}/gu, ' ')).join('\n');
  return keyword === undefined ? text : `${keyword}\n${text}`;
}

function linesOf({ type, data }: Pick<Delivery, 'type' | 'data'>, words: Words): string[] {
  const { messages, verdicts } = words;
  switch (type) {
    case 'batch.completed':
    case 'batch.halted':
    case 'batch.cancelled':
    case 'batch.awaiting_approval':
      return batchLines(type.slice('batch.'.length) as BatchEvent, batchForm.parse(data), words);
    case 'reconciliation.finished': {
      const { from, to, verdict } = reconciliationForm.parse(data);
      const days = from === to ? from : messages.days({ from, to });
      if (verdict === null) return [messages.notReconciled({ days })];
      return [messages.reconciled({ days, verdict: verdicts[verdict] })];
    }
    case 'schedule.missed':
      return [messages.missed(missedForm.parse(data))];
    case 'anomaly':
      return anomalyLines(anomalyForm.parse(data), words);
    case 'budget.reached':
      return budgetLines(budgetForm.parse(data), words);
    case 'webhook.test':
      return [messages.test];
  }
}

type BatchEvent = keyof Words['messages']['batch'];

function batchLines(event: BatchEvent, told: z.infer<typeof batchForm>, words: Words): string[] {
  const { messages, statuses } = words;
  const { batch, label, reason, rows, by_status: byStatus = {}, calls, cost } = told;
  const counts = STATUSES.filter((status) => (byStatus[status] ?? 0) > 0).map((status) =>
    messages.count({ status: statuses[status], rows: byStatus[status] ?? 0 }),
  );
  return [
    messages.batch[event]({ batch }),
    ...(reason === undefined ? [] : [retold(reason, words)]),
    ...(label === '' ? [] : [messages.label({ label })]),
    ...(rows === undefined ? [] : [messages.rows({ rows, counts: counts.join(messages.between) })]),
    ...(calls === undefined ? [] : [messages.calls({ calls })]),
    ...(cost ? [messages.cost(cost)] : []),
  ];
}

function anomalyLines({ label, hour, cause, measures }: z.infer<typeof anomalyForm>, words: Words): string[] {
  const { messages, anomalies } = words;
  return [
    messages.anomaly({ hour: hour.slice(0, 16).replace('T', ' ') }),
    ...(label === '' ? [] : [messages.label({ label })]),
    ...measures.map((each) => anomalyInWords({ ...each, usual: each.usual ?? undefined }, words)),
    anomalies.causes[cause],
  ];
}

function budgetLines(told: z.infer<typeof budgetForm>, { messages }: Words): string[] {
  const { label, month, percent, calls, amount, currency } = told;
  return [
    messages.budget({ month, percent }),
    ...(label === '' ? [] : [messages.label({ label })]),
    messages.calls({ calls }),
    ...(currency === '' ? [] : [messages.cost({ amount, currency })]),
  ];
}
