// Gives a process that works for schedules what it needs: the settings, the queue, and the other use cases.

import { join } from 'node:path';
import type { SchedulePorts } from '../schedule/ports.js';
import type { Schedule } from '../schedule/record.js';
import type { App } from './app.js';
import type { BatchAccess } from './batch-access.js';
import { batchRequestOf } from './batch-request.js';
import { beforeCalls } from './before-calls.js';
import { reconcileNight } from './reconcile-night.js';

export function schedulePorts(
  app: App,
  { queue }: Pick<BatchAccess, 'queue'>,
  log: SchedulePorts['log'],
  stopping: AbortSignal,
): SchedulePorts {
  const { config } = app;
  return {
    dataDirectory: config.dataDir,
    provider: config.provider,
    nowMs: Date.now,
    log,
    queue: {
      addBatch: (batch) => queue.add(batch),
      hasBatch: (batch) => queue.has(batch),
      addNight: (schedule, night) => queue.schedules.addNight(schedule, night),
      hasNight: (schedule, night) => queue.schedules.hasNight(schedule, night),
      addReconciliation: (schedule, day) => queue.schedules.addReconciliation(schedule, day),
      setTiming: (schedule) => queue.schedules.set(schedule.name, schedule),
      removeTiming: (schedule) => queue.schedules.remove(schedule),
      namesWithTiming: async () => (await queue.schedules.all()).map(({ name }) => name),
    },
    command: { environment: config.commandEnvironment, stopping },
    requestOf: (schedule, file, batch) => nightRequest(schedule, file, batch, app),
    beforeCalls: (schedule) => beforeCalls(app, schedule.ping),
    reconcile: (request) => reconcileNight(app, request),
  };
}

/** @throws UserError where the credentials are not set */
function nightRequest(
  { name, request, outDirectory, onFinish }: Schedule,
  file: string,
  batch: string,
  { config }: App,
) {
  // With a label, `latest` and the reports can tell this schedule's batches from others.
  const label = request.label === '' ? name : request.label;
  const out = outDirectory && join(outDirectory, batch);
  const createdBy = { id: name, by: 'schedule' } as const;
  return batchRequestOf(
    { file, batch, outDirectory: out, onFinish, createdBy },
    { ...request, label },
    config,
  );
}
