// What happens that webhooks tell of, and how it is known afterwards that it has happened. It knows types and forms; no files,
// no webhooks.

import { z } from 'zod';

/** A type keeps the meaning of its data; further types may come. */
export const EVENT_TYPES = [
  'batch.completed',
  'batch.halted',
  'batch.cancelled',
  'batch.awaiting_approval',
  'reconciliation.finished',
  'schedule.missed',
  'anomaly',
  'budget.reached',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What `webhook test` sends. */
export const TEST_TYPE = 'webhook.test';
export const messageTypeSchema = z.enum([...EVENT_TYPES, TEST_TYPE]);
export type MessageType = z.infer<typeof messageTypeSchema>;

/** Of all labels together, so that a webhook for some of them does not get it. */
const WITHOUT_LABEL: ReadonlySet<MessageType> = new Set(['reconciliation.finished']);

export function hasLabel(type: MessageType): boolean {
  return !WITHOUT_LABEL.has(type);
}

/** Nothing personal, no path and no name of a file, as people put names into those. */
export const eventDataSchema = z.record(z.string(), z.json());
export type EventData = z.infer<typeof eventDataSchema>;

const proofSchema = z.object({
  /** A JSON file, from the data directory or absolute. */
  file: z.string(),
  field: z.string(),
  /** What stands in the field once it has happened, and not before. */
  value: z.string(),
});

export const eventSchema = z.object({
  /** The same however often the same thing is reported, and of nothing else. */
  key: z.string(),
  type: z.enum(EVENT_TYPES),
  label: z.string().optional(),
  /** Unix milliseconds. */
  at: z.number(),
  data: eventDataSchema,
  /** What shows on disk that it has happened. */
  proof: proofSchema,
});
export type WebhookEvent = z.infer<typeof eventSchema>;
