// What webhooks tell of schedules: nights that were missed, and days that were reconciled in the morning. It knows the history's
// files, and nothing of whoever is told.

import { relative } from 'node:path';
import { chinaIso } from '../domain/china-time.js';
import type { AnnouncePorts } from '../webhooks/announce.js';
import type { WebhookEvent } from '../webhooks/event.js';
import { nightPath, type Night } from './night.js';
import type { SchedulePorts } from './ports.js';
import { reconciliationPath, type ScheduledReconciliation } from './reconciliation-record.js';
import type { Schedule } from './record.js';

export function missedEvent(
  dataDirectory: string,
  { name, request, createdAt }: Schedule,
  { night, dueAt, missed = 1 }: Night,
  atMs: number,
): WebhookEvent {
  // As its batches have it.
  const label = request.label === '' ? name : request.label;
  const file = relative(dataDirectory, nightPath(dataDirectory, name, night));
  return {
    key: `schedule/${name}/${createdAt}/${night}/missed`,
    type: 'schedule.missed',
    label,
    at: atMs,
    data: { schedule: name, label, missed, first_due: chinaIso(dueAt) },
    proof: { file, field: 'state', value: 'missed' },
  };
}

/** Undefined while the day is not over with. */
export function reconciledEvent(
  dataDirectory: string,
  { name, provider, createdAt }: Schedule,
  { day, state, verdict, startedAt }: ScheduledReconciliation,
  atMs: number,
): WebhookEvent | undefined {
  if (state === 'settling') return undefined;
  const file = relative(dataDirectory, reconciliationPath(dataDirectory, name, day));
  return {
    key: `schedule/${name}/${createdAt}/${day}/${startedAt}/reconciled`,
    type: 'reconciliation.finished',
    at: atMs,
    data: {
      from: day,
      to: day,
      ...(provider === undefined ? {} : { provider }),
      schedule: name,
      verdict: verdict ?? null,
    },
    proof: { file, field: 'state', value: state },
  };
}

export function announcePorts({ dataDirectory, log }: SchedulePorts): AnnouncePorts {
  return {
    dataDirectory,
    onProblem: (error) => {
      log.warn({ err: error }, 'webhooks could not be told');
    },
  };
}
